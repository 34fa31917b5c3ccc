"""Which lines read like headings."""

_CLOSERS = "\"'”’»)]"
_LONGEST_HEADING = 100
_NO_HEADING_ENDS = tuple(".!,;:…")


def is_like_a_heading(line: str) -> bool:
    """Tell whether a line that stands alone reads like a heading: short, without a stop."""
    text = line.rstrip(_CLOSERS)
    return (
        len(text) <= _LONGEST_HEADING
        and not text.endswith(_NO_HEADING_ENDS)
        and not text[:1].islower()
        and any(map(str.isalnum, text))
    )

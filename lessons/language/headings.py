"""Which lines read like headings, and which like sentences, in any script."""

_CLOSERS = "\"'”’»«›)]*_）」』】》〉\u200f\u200e"
_LONGEST_HEADING = 100
# Latin, Chinese and Japanese, Devanagari, Urdu, Armenian, Ethiopic, Burmese, Khmer, Tibetan.
_STOPS = tuple(".!…。！．｡।॥۔։።။៕།")
_COLONS = tuple(":：︰፡")
_PAUSES = tuple(",;，；、،؛")


def ends_like_a_sentence(text: str) -> bool:
    """Tell whether a text ends with a stop; a question may be a heading, and is none."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def announces(text: str) -> bool:
    """Tell whether a text ends with a colon, and so belongs to what follows it."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_COLONS)


def can_end_heading(text: str) -> bool:
    """Tell whether a heading may end as the text does: with a question mark, not with a stop."""
    return not text.rstrip().rstrip(_CLOSERS).endswith((*_STOPS, *_COLONS, *_PAUSES))


def is_like_a_heading(line: str) -> bool:
    """Tell whether a line that stands alone reads like a heading: short, without a stop."""
    return (
        len(line) <= _LONGEST_HEADING
        and can_end_heading(line)
        and not line[:1].islower()
        and any(map(str.isalnum, line))
    )

"""A command with a slip of the finger in it: "/setings", "/strat", "puase"."""

from collections.abc import Iterable

from lessons.language.slips import count_slips

_SHORTEST, _LONGEST = 4, 20
_SURELY_LONG = 6


def find_near_command(text: str, names: Iterable[str]) -> str | None:
    """Return the one command that the text is but for a letter or two, ``None`` for a right one,
    for one that may mean two, and for what is none.

    A letter that lacks, is too many or wrong counts one, and so do two that are swapped; two of
    them only in a long name with a slash before it.
    """
    words = text.strip().split()
    has_slash = text.lstrip().startswith("/")
    # Behind a slash it is a command, whatever follows; a text without one says something else.
    if not words or (len(words) > 1 and not has_slash):
        return None
    word = words[0].lstrip("/").partition("@")[0].strip(".!?,;").casefold()
    if not word.isalpha() or not word.isascii():
        return None
    if not _SHORTEST - has_slash <= len(word) <= _LONGEST:
        return None
    most = 2 if has_slash and len(word) >= _SURELY_LONG else 1
    near = sorted((count_slips(word, name), name) for name in names)
    if not near or not 0 < near[0][0] <= most:
        return None
    if len(near) > 1 and near[1][0] == near[0][0]:
        return None
    return near[0][1]

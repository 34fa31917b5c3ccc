"""Names that are set and mean nothing: a misspelt setting would be passed over in silence.

In ``.env`` every name is meant for this program. In the environment there are other programs'
names too, so there only those count that look like one of ours, and only while that is not set.
"""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

_PREFIX = "BOT_"
# LOGLEVEL, ADMIN_ID and DATABASE_URI are closer than this, other programs' usual names are not.
_CLOSE = 0.84


def find_wrong_names(
    known: Collection[str], in_file: Mapping[str, object], environment: Mapping[str, object]
) -> list[str]:
    """Return for each name that means nothing which file or place it is in, and what may have been
    meant."""
    every = sorted(known)
    return [
        *(
            f".env: {name} is no setting of this program. {_suggest(name, every)}"
            for name in in_file
            if name.upper() not in known
        ),
        *(
            f"{name}, in the environment, is no setting of this program. {_suggest(name, every)}"
            for name in sorted(environment)
            if name.upper() not in known and _is_meant_for_us(name, every, environment, in_file)
        ),
    ]


def read_names(env_file: Path) -> dict[str, str | None]:
    """Return what the file sets, by name as it is written; nothing if there is no file."""
    return dotenv_values(env_file, encoding="utf-8") if env_file.is_file() else {}


def find_odd_lines(env_file: Path) -> list[str]:
    """Return for each line of the file that sets nothing which it is and how one looks."""
    if not env_file.is_file():
        return []
    with env_file.open(encoding="utf-8") as stream:
        return [
            f"{env_file.name}:{line.original.line}: this sets nothing. "
            "Write a name, = and a value, such as BOT_TOKEN=123456:ABC-DEF."
            for line in parse_stream(stream)
            if line.error or (line.key is not None and line.value is None)
        ]


def _is_meant_for_us(
    name: str, every: list[str], environment: Mapping[str, object], in_file: Mapping[str, object]
) -> bool:
    if name.upper().startswith(_PREFIX):
        return True
    are_set = {each.upper() for each in (*environment, *in_file)}
    return any(close not in are_set for close in _find_close(name, every))


def _find_close(name: str, every: list[str]) -> Iterator[str]:
    upper = name.upper()
    yield from get_close_matches(upper, every, n=1, cutoff=_CLOSE)
    if upper.endswith("BOT_TOKEN"):
        yield "BOT_TOKEN"


def _suggest(name: str, every: list[str]) -> str:
    close = next(_find_close(name, every), None)
    if close is None:
        close = next(iter(get_close_matches(name.upper(), every, n=1, cutoff=0.6)), None)
    if close is not None:
        return f"Did you mean {close}?"
    return f"There are {', '.join(every)}."

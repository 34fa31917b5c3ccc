"""Names that are set and mean nothing: a misspelt setting would be passed over in silence.

In ``.env`` every name is meant for this program. In the environment there are other programs'
names too, so there only those count that look like one of ours, and only while that is not set.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

_PREFIX = "BOT_"
# What such bots usually call theirs. Other programs use these names as well, so in the environment
# the value has to be one that is ours.
_USUAL = {
    "BOT_TOKEN": ("TOKEN", "API_TOKEN", "TG_TOKEN", "TELEGRAM_TOKEN", "TELEGRAM_API_TOKEN"),
    "DATABASE_URL": ("DB_URL", "DB_URI", "DATABASE", "DB"),
    "ADMIN_IDS": ("ADMINS", "ADMIN", "OWNER_ID", "OWNER_IDS", "ADMIN_CHAT_ID", "ADMIN_CHAT_IDS"),
    "COURSES_FOLDER": ("COURSES", "COURSES_DIR", "COURSES_PATH"),
}
_MEANT = {name: meant for meant, names in _USUAL.items() for name in names}
_OURS = {
    "BOT_TOKEN": re.compile(r"\d{4,}:[A-Za-z0-9_-]{8,}"),
    "DATABASE_URL": re.compile(r"sqlite:.*"),
    "ADMIN_IDS": re.compile(r"[1-9]\d*(\s*,\s*[1-9]\d*)*"),
    "COURSES_FOLDER": re.compile(r"/.+"),
}
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
    """Return for each line of the file that sets nothing, sets again what is set, or leaves its
    value to the environment, which it is and what to do; or why the file is none."""
    if not env_file.is_file():
        return _find_why_no_file(env_file)
    odd, first_lines = [], dict[str, int]()
    with env_file.open(encoding="utf-8") as stream:
        for line in parse_stream(stream):
            number, name = line.original.line, line.key
            where = f"{env_file.name}:{number}: "
            if line.error or (name is not None and line.value is None):
                odd.append(
                    f"{where}this sets nothing. Write a name, = and a value, such as "
                    "BOT_TOKEN=123456:ABC-DEF."
                )
            elif name is None:
                continue
            elif "${" in (line.value or ""):
                odd.append(f"{where}{name} has ${{...}} in it. Write the value itself.")
            elif (first := first_lines.setdefault(name.upper(), number)) != number:
                odd.append(
                    f"{where}{name} is set already, in line {first}. Keep the one that you mean."
                )
    return odd


def _find_why_no_file(env_file: Path) -> list[str]:
    if env_file.is_dir():
        return [
            f"{env_file.name} is a folder, as Docker makes one where a file to mount is not there. "
            "Put the file in its place, or remove it and put the settings into the environment."
        ]
    if env_file.is_symlink() or env_file.exists():
        return [
            f"{env_file.name} is no file, or a link to none. Put the file in its place, or remove "
            "it and put the settings into the environment."
        ]
    return []


def _is_meant_for_us(
    name: str, every: list[str], environment: Mapping[str, object], in_file: Mapping[str, object]
) -> bool:
    if name.upper().startswith(_PREFIX):
        return True
    are_set = {each.upper() for each in (*environment, *in_file)}
    if (meant := _MEANT.get(name.upper())) is not None:
        value = str(environment[name]).strip()
        return meant not in are_set and bool(_OURS[meant].fullmatch(value))
    return any(close not in are_set for close in _find_close(name, every))


def _find_close(name: str, every: list[str]) -> Iterator[str]:
    upper = name.upper()
    if upper in _MEANT:
        yield _MEANT[upper]
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

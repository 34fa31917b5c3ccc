"""Which links Telegram takes, and in which spelling it keeps them."""

from __future__ import annotations

import ipaddress
import re
import string
from dataclasses import replace
from typing import Any, Final

from bot.sandbox.formatting.entities import Entity

_ASCII_LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_SPACES: Final = " \t\r\n\0\v"
_OWN_SCHEME: Final = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([^:/?#@\[\]]*)://")
_HOST_CHARACTERS: Final = r"A-Za-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff"
_HOST: Final = re.compile(rf"(?:[{_HOST_CHARACTERS}]|%[0-9A-Fa-f]{{2}})*")
_USER_INFO: Final = re.compile(rf"(?:[{_HOST_CHARACTERS}:]|%[0-9A-Fa-f]{{2}})*")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_LARGEST_USER_ID: Final = 2**40 - 1
LARGEST_INT32: Final = 2**31 - 1
_LARGEST_INT64: Final = 2**63 - 1


class InvalidLink(Exception):
    """Telegram would not take this link; ``str()`` is its reason."""


def ascii_lower(text: str) -> str:
    """Return ``text`` with A-Z in lower case and every other character as it was."""
    return text.translate(_ASCII_LOWER)


def find_link(link: str) -> str | None:
    """Return ``link`` as Telegram keeps it, or nothing if it would not take it."""
    try:
        return get_link(link)
    except InvalidLink:
        return None


def get_link(link: str) -> str:
    """Return ``link`` as Telegram keeps it: with a scheme, the host in lower case, a path.

    Raises ``InvalidLink``.
    """
    if own := _OWN_SCHEME.match(link):
        return _get_own_link(own[1].lower(), link[own.end() :])
    scheme, user_info, host, port, path = _split(link)
    if "." not in host and not host.startswith("["):
        raise InvalidLink("Wrong HTTP URL")
    before = f"{user_info}@" if user_info else ""
    after = f":{port}" if port else ""
    return f"{scheme}://{before}{host}{after}{path}"


def _get_own_link(own_scheme: str, rest: str) -> str:
    scheme, user_info, host, port, path = _split(rest)
    is_plain = not (user_info or port or host.startswith("[") or scheme == "https")
    if not is_plain or ascii_lower(rest).startswith("http://"):
        raise InvalidLink("Wrong tg URL" if own_scheme == "tg" else "Wrong ton URL")
    allowed = string.ascii_letters + string.digits + "-_" + "." * (own_scheme == "tonsite")
    if any(character not in allowed for character in host):
        raise InvalidLink("Unallowed characters in URL host")
    return f"{own_scheme}://{host}{path[1:] if path.startswith('/?') else path}"


def _split(link: str) -> tuple[str, str, str, int, str]:
    scheme = "http"
    if given := _SCHEME.match(link):
        scheme = ascii_lower(given[1])
        if scheme not in ("http", "https"):
            raise InvalidLink("Unsupported URL protocol")
        link = link[given.end() :]
    authority = re.split(r"[/?#]", link, maxsplit=1)[0]
    path = link[len(authority) :].rstrip(_SPACES)
    port = 0
    if ported := re.fullmatch(r"(.+):([^:\]@]*)", authority, re.DOTALL):
        authority = ported[1]
        digits = ported[2].lstrip("0")
        if not re.fullmatch(r"[0-9]{1,5}", digits) or int(digits) > 65535:
            raise InvalidLink("Wrong port number specified in the URL")
        port = int(digits)
    user_info, _, host = authority.rpartition("@")
    host = ascii_lower(host)
    _check_host(host)
    if not host.startswith("[") and not _USER_INFO.fullmatch(user_info):
        raise InvalidLink("Disallowed character in URL userinfo")
    if not path.startswith("/"):
        path = f"/{path}"
    return scheme, user_info, host, port, re.sub(r"[\0- ]", lambda c: f"%{ord(c[0]):02X}", path)


def _check_host(host: str) -> None:
    if not host:
        raise InvalidLink("URL host is empty")
    if host == ".":
        raise InvalidLink("Host is invalid")
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise InvalidLink("Wrong IPv6 address specified in the URL") from None
    elif not _HOST.fullmatch(host):
        raise InvalidLink("Disallowed character in URL host")


def as_link(entity: Entity, link: str) -> Entity | None:
    """Return ``entity`` as a link or a mention of a user; nothing if Telegram drops the link."""
    user_id = find_user_id(link)
    if user_id is not None:
        return replace(entity, type="text_mention", extra={"user": {"id": user_id}})
    url = find_link(link)
    return replace(entity, type="text_link", extra={"url": url}) if url else None


def find_integer(text: str) -> int | None:
    """Return the 64-bit integer that ``text`` spells without a needless zero, plus or space."""
    if not _INTEGER.fullmatch(text) or text == "-0":
        return None
    number = int(text)
    return number if -_LARGEST_INT64 - 1 <= number <= _LARGEST_INT64 else None


def find_user_id(link: str) -> int | None:
    """Return the user whom a ``tg://user?id=`` link names."""
    values = [value for key, value in _parameters(ascii_lower(link), "user") if key == "id"]
    user_id = find_integer(values[0]) if values else None
    return user_id if user_id is not None and 0 < user_id <= _LARGEST_USER_ID else None


def find_custom_emoji_id(link: str) -> str | None:
    """Return the sticker that a ``tg://emoji?id=`` link names."""
    values = [value for key, value in _parameters(link, "emoji") if key == "id"]
    return values[0] if values and find_integer(values[0]) else None


def find_date_time(link: str) -> dict[str, Any] | None:
    """Return the fields of the ``date_time`` entity that a ``tg://time?unix=`` link asks for."""
    parameters = dict(_parameters(link, "time"))
    unix_time = find_integer(parameters.get("unix", ""))
    date_time_format = find_date_time_format(parameters.get("format", ""))
    if unix_time is None or not 0 < unix_time <= LARGEST_INT32 or date_time_format is None:
        return None
    return {"unix_time": unix_time, "date_time_format": date_time_format}


def find_date_time_format(asked: str) -> str | None:
    """Return the one spelling of a date-time format (``r|w?[dD]?[tT]?``) if it is one.

    Letters may come in any order; of two for the same part the last counts.
    """
    if asked in ("r", "R"):
        return "r"
    if asked.strip("wWdDtT"):
        return None
    last = {letter.lower(): letter for letter in asked}
    return ("w" if "w" in last else "") + last.get("d", "") + last.get("t", "")


def _parameters(link: str, host: str) -> list[tuple[str, str]]:
    asked = re.match(rf"tg:(?://)?{host}/?\?([^#]*)", link, re.IGNORECASE)
    pairs = (part.partition("=") for part in asked[1].split("&")) if asked else ()
    return [(key, value) for key, _, value in pairs]

"""The forms that some settings have: a token, an address to listen on, one that Telegram calls."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_SECRET = re.compile(r"[A-Za-z0-9_-]+")
_QUOTES = "\"'`“”„‘’«»"


def find_wrong_in_token(token: str) -> str | None:
    """Return what is wrong with the form of a token, without a letter of it."""
    number, _, secret = token.partition(":")
    if token[0] in _QUOTES or token[-1] in _QUOTES:
        return "what is set has quotes around it; leave them out"
    if any(letter.isspace() for letter in token):
        return "what is set has a blank in it; leave it out"
    if token.lower().startswith("bot"):
        return 'what is set begins with "bot", as in an address; leave that out'
    if not (number.isdecimal() and number.isascii() and _SECRET.fullmatch(secret)):
        return "what is set is not accepted"
    return None


def parse_address(text: str) -> tuple[str, int]:
    """Return host and port; raises ``ValueError`` for anything else."""
    # In brackets where it is one of IPv6, as in an address of the web.
    parts = urlsplit(f"//{text.strip()}")
    if parts.hostname is None or parts.port is None or parts.path or parts.username is not None:
        raise ValueError("no address")
    return parts.hostname, parts.port


def can_be_brought_to(url: str) -> bool:
    """Whether Telegram brings updates there: it speaks only ``https``, and a sandbox only ``http``
    on this machine. What is behind the path would be no part of a secret."""
    try:
        parts = urlsplit(url)
        is_bare = not (parts.query or parts.fragment or parts.username or parts.password)
        is_here = parts.scheme == "http" and _is_this_machine(parts.hostname or "")
        return bool(parts.hostname and is_bare and (parts.scheme == "https" or is_here))
    except ValueError:
        return False


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

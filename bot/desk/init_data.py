"""Who opens the page, as Telegram signs it for a Mini App.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

FRESH_FOR = timedelta(minutes=10)
"""So long after Telegram signed it, it opens the page; the session goes on by itself."""
_AHEAD = timedelta(minutes=2)
_LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom Telegram vouches for, and how they are called there."""

    person_id: int
    name: str


def find_person(given: str, token: str, now: datetime) -> Vouched | None:
    """Return whom Telegram signed this for with the bot's token, a short while before
    ``now``; ``None`` for anything else."""
    fields = _read(given)
    if fields is None or not _is_signed(fields, token):
        return None
    try:
        age = now - datetime.fromtimestamp(int(fields["auth_date"]), UTC)
        user = json.loads(fields["user"])
        person_id = user["id"]
        names = [user.get(part) for part in ("first_name", "last_name")]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    is_fresh = -_AHEAD <= age <= FRESH_FOR
    is_number = isinstance(person_id, int) and not isinstance(person_id, bool) and person_id > 0
    if not (is_fresh and is_number):
        return None
    return Vouched(person_id, " ".join(name for name in names if isinstance(name, str) and name))


def _read(given: str) -> dict[str, str] | None:
    if len(given) > _LONGEST:
        return None
    try:
        pairs = parse_qsl(given, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return None
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else None


def _is_signed(fields: dict[str, str], token: str) -> bool:
    """Whether the fields are what the bot's token signed; as slow for whatever is wrong."""
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "hash")
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    right = hmac.digest(key, told.encode(), sha256).hex()
    return hmac.compare_digest(right.encode(), fields.get("hash", "").encode())

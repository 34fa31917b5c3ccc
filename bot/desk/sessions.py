"""Who has signed in, as a cookie that nobody but this bot can write, and the marks of its forms.

Nothing is kept here: any process of the bot reads what another one has signed. What somebody may do
is no part of it and is asked anew for every page.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

IDLE = timedelta(hours=2)
"""So long after the last page a session ends."""
LONGEST = timedelta(hours=12)
"""So long after signing in it ends whatever happens."""
_RENEWED_AFTER = timedelta(minutes=1)
_LONGEST_NAME = 40

_FORM = re.compile(
    r"(?P<person>\d{1,19})\.(?P<began>\d{1,12})\.(?P<seen>\d{1,12})\.(?P<nonce>[\w-]{22})"
    r"\.(?P<name>[\w-]{0,240})\.(?P<mark>[\w-]{43})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is at the page, 0 for nobody yet, by the name that Telegram gave; ``nonce`` tells one
    session from another. Instants are whole seconds of Unix time."""

    person_id: int
    began: int
    seen: int
    nonce: str
    name: str = ""


class Sessions:
    """Writes and reads them; ``key`` is the bot's own."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def begin(self, person_id: int, now: datetime, name: str = "") -> Session:
        """Return a new session, whose cookie and forms are no other one's."""
        at = int(now.timestamp())
        return Session(person_id, at, at, secrets.token_urlsafe(16), name[:_LONGEST_NAME])

    def write(self, session: Session) -> str:
        """Return what the cookie carries."""
        told = f"{session.person_id}.{session.began}.{session.seen}.{session.nonce}."
        told += _pack(session.name.encode())
        return f"{told}.{self._sign('session', told)}"

    def read(self, cookie: str, now: datetime) -> Session | None:
        """Return the session of a cookie; ``None`` if it is none of ours, or has ended."""
        found = _FORM.fullmatch(cookie)
        if found is None:
            return None
        told, _dot, mark = cookie.rpartition(".")
        if not hmac.compare_digest(mark, self._sign("session", told)):
            return None
        session = Session(
            int(found["person"]),
            int(found["began"]),
            int(found["seen"]),
            found["nonce"],
            _unpack(found["name"]).decode(),
        )
        began, seen = (datetime.fromtimestamp(at, UTC) for at in (session.began, session.seen))
        return session if now - seen <= IDLE and now - began <= LONGEST else None

    def renew(self, session: Session, now: datetime) -> Session | None:
        """Return the session as it is seen again, ``None`` where it was so a moment ago."""
        at = int(now.timestamp())
        if timedelta(seconds=at - session.seen) < _RENEWED_AFTER:
            return None
        return replace(session, seen=at)

    def form_mark(self, session: Session) -> str:
        """Return what every form of that session carries, and no other page can know."""
        return self._sign("form", f"{session.person_id}.{session.nonce}")

    def is_own_form(self, session: Session, mark: object) -> bool:
        """Whether a form was drawn for that session."""
        given = mark.encode(errors="replace") if isinstance(mark, str) else b""
        return hmac.compare_digest(given, self.form_mark(session).encode())

    def _sign(self, purpose: str, told: str) -> str:
        return _pack(hmac.digest(self._key, f"{purpose} {told}".encode(), sha256))


def _pack(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))

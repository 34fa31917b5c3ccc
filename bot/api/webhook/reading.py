"""What a body says, and which of it is an update at all."""

from telegram.error import TelegramError

from bot.api.polling import RawUpdate
from bot.api.raw_updates import find_date
from bot.api.transport import Transport
from storage.interface.updates import UpdateMark


def read(body: bytes) -> RawUpdate | None:
    """Return the object that the body is, ``None`` if it is none."""
    try:
        return Transport.parse_json_payload(body)
    except (TelegramError, ValueError, RecursionError):
        return None


def find_mark(raw: RawUpdate | None) -> UpdateMark | None:
    """Return which update it is, ``None`` if it has no number that one can have."""
    update_id = raw.get("update_id") if raw else None
    if raw is None or type(update_id) is not int or not 0 <= update_id < 2**53:
        return None
    return UpdateMark(update_id, find_date(raw))

"""The time zones of chats that were looked up lately, for when the store cannot be asked."""

from collections import OrderedDict

_MOST = 10_000


class KnownZones:
    """Zones by chat, in memory only; those that were not asked for longest go first."""

    def __init__(self) -> None:
        self._zones: OrderedDict[int, str] = OrderedDict()

    def keep(self, chat_id: int, timezone: str | None) -> None:
        """Remember the chat's zone, or forget it for ``None``."""
        self._zones.pop(chat_id, None)
        if timezone is not None:
            self._zones[chat_id] = timezone
            if len(self._zones) > _MOST:
                self._zones.popitem(last=False)

    def find(self, chat_id: int) -> str | None:
        """Return the chat's zone as it was known last."""
        return self._zones.get(chat_id)

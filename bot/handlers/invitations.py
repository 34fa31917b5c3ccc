"""The message that opens a typed answer in each group, in memory, so that there is one at most."""

from collections import OrderedDict

_MOST_CHATS = 10_000


class Invitations:
    """After a restart the last one of a group stays where it is."""

    def __init__(self) -> None:
        self._latest: OrderedDict[int, int] = OrderedDict()

    def note(self, chat_id: int, message_id: int) -> None:
        """This message invites to type."""
        self._latest[chat_id] = message_id
        if len(self._latest) > _MOST_CHATS:
            self._latest.popitem(last=False)

    def take(self, chat_id: int) -> int | None:
        """Return the message that invites there and forget it, ``None`` if none does."""
        return self._latest.pop(chat_id, None)

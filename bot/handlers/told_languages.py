"""Who has been told in their own language that lessons are in English, in memory only."""

from collections import OrderedDict

_MOST = 10_000


class ToldLanguages:
    """The chats that were told, each with a language (ISO 639-1)."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[int, str], None] = OrderedDict()

    def note(self, chat_id: int, language: str) -> bool:
        """Note that a chat is told now; ``False`` if it was told before."""
        if (chat_id, language) in self._told:
            return False
        self._told[chat_id, language] = None
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
        return True

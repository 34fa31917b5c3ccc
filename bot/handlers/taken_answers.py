"""The answer of each chat that was taken last, in memory: until anything else is said, or some
minutes, an edit of it is a new answer to the same question."""

from collections import OrderedDict
from datetime import datetime, timedelta

from lessons.questions.open_question import SettingQuestion

_EDITED_WITHIN = timedelta(minutes=10)
_MOST_CHATS = 10_000


class TakenAnswers:
    """``now`` is aware, UTC."""

    def __init__(self) -> None:
        self._latest: OrderedDict[int, tuple[int, SettingQuestion, datetime]] = OrderedDict()

    def note(self, chat_id: int, message_id: int, question: SettingQuestion, now: datetime) -> None:
        """This message answered that question."""
        self._latest.pop(chat_id, None)
        self._latest[chat_id] = message_id, question, now
        if len(self._latest) > _MOST_CHATS:
            self._latest.popitem(last=False)

    def forget(self, chat_id: int) -> None:
        """Something else has been said or pressed since."""
        self._latest.pop(chat_id, None)

    def find(self, chat_id: int, message_id: int, now: datetime) -> SettingQuestion | None:
        """Return what that message answered, if it is still the latest thing."""
        found = self._latest.get(chat_id)
        if found is None or found[0] != message_id or now - found[2] > _EDITED_WITHIN:
            return None
        return found[1]

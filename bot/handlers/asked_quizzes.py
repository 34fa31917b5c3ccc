"""Which questions of lessons are in which chats already, so that none is sent twice."""

from collections import OrderedDict
from datetime import datetime, timedelta

AGAIN_AFTER = timedelta(minutes=5)
"""Whoever reads alone may ask for it again then, to answer it once more."""

_MOST = 10_000
# A chat, the lesson's message (0 in a group, where several messages have the same lesson), course
# and lesson.
_Key = tuple[int, int, str, str]


class AskedQuizzes:
    """In memory only: after a restart each may be sent once more. ``now`` is aware, UTC."""

    def __init__(self) -> None:
        self._asked: OrderedDict[_Key, datetime] = OrderedDict()

    def note(self, key: _Key, now: datetime, *, is_group: bool) -> bool:
        """Note that the question is sent; ``False`` if it is there already, in a group for good."""
        asked_at = self._asked.get(key)
        if asked_at is not None and (is_group or now - asked_at < AGAIN_AFTER):
            return False
        self._asked[key] = now
        self._asked.move_to_end(key)
        if len(self._asked) > _MOST:
            self._asked.popitem(last=False)
        return True

    def forget(self, key: _Key) -> None:
        """It was not sent after all."""
        self._asked.pop(key, None)

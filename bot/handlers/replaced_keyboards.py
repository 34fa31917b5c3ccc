"""Keyboards that were replaced just now: a second press there may be meant for the one before.

Who taps twice, half a second apart, or presses Enter again, has not read what came in between.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.views.callback_data import Verb

_LOOK = timedelta(milliseconds=800)
_MOST = 10_000


class ReplacedKeyboards:
    """In memory only: what a restart forgets is a second old. ``now`` is aware, UTC."""

    def __init__(self) -> None:
        self._replaced: OrderedDict[tuple[int, int], tuple[Verb, datetime]] = OrderedDict()

    def note(self, chat_id: int, message_id: int, verb: Verb, now: datetime) -> None:
        """Note that a press on a button of that verb has replaced the keyboard of its message."""
        self._replaced.pop((chat_id, message_id), None)
        self._replaced[chat_id, message_id] = verb, now
        if len(self._replaced) > _MOST:
            self._replaced.popitem(last=False)

    def is_unseen(self, chat_id: int, message_id: int, verb: Verb, now: datetime) -> bool:
        """Whether a press on such a button comes before anybody can have seen it. The same screen
        once more, as where days are switched one by one, is no surprise."""
        found = self._replaced.get((chat_id, message_id))
        if found is None or found[0] is verb:
            return False
        # A clock that is set back refuses nobody.
        return timedelta(0) <= now - found[1] < _LOOK

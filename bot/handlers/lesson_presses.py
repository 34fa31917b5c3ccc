"""Which buttons that bring a lesson were pressed just now: a second tap on one brings no second."""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.views.callback_data import Verb

ONCE_A_TAP = frozenset(
    {
        Verb.FIRST_LESSON,
        Verb.LESSON_NOW,
        Verb.ANOTHER,
        Verb.JUMP,
        Verb.READ,
        Verb.REPEAT,
        Verb.SKIP,
        Verb.ASK_AGAIN,
        Verb.AGAIN,
    }
)

_DOUBLE_TAP = timedelta(seconds=5)
"""Telegram shows no change under the finger until the lesson is there; who taps later means it."""

_MOST = 10_000
# A chat, a message in it, and what the button carries.
_Key = tuple[int, int, str]


class LessonPresses:
    """In memory only: what a restart forgets is seconds old. ``now`` is aware, UTC."""

    def __init__(self) -> None:
        self._pressed: OrderedDict[_Key, datetime] = OrderedDict()

    def note(self, key: _Key, now: datetime) -> bool:
        """Note a press that is obeyed; ``False`` if that button was pressed just now."""
        pressed_at = self._pressed.get(key)
        if pressed_at is not None and abs(now - pressed_at) < _DOUBLE_TAP:
            return False
        self._pressed[key] = now
        self._pressed.move_to_end(key)
        if len(self._pressed) > _MOST:
            self._pressed.popitem(last=False)
        return True

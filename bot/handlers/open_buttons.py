"""The buttons that a chat was shown last, kept in memory so that their words may be typed.

Screens of the symptom check are left out, since their buttons carry answers; so are an admin's,
whose texts are lessons and announcements.
"""

from collections import OrderedDict
from collections.abc import Container
from datetime import datetime, timedelta

from bot.views.callback_data import Verb, parse
from bot.views.screen import Button, Screen
from lessons.language.answers import Answer, bare_words, find_answer

_OPEN_FOR = timedelta(hours=1)
_MOST_CHATS = 10_000
# "Ok, thanks" closes a conversation, where one button could still be pressed.
_THANKS = frozenset({"thanks", "thank", "thx", "thanx", "ty", "danke", "gracias", "merci"})
_NOT_YET = frozenset(
    {"wait", "no wait", "wait no", "not yet", "no not yet", "no wait not yet", "wait not yet"}
    | {"hold on", "no hold on", "oh no"}
)
_CARE = frozenset(
    {Verb.CHECK, Verb.BEGIN_CHECK, Verb.CORRECT_CHECK, Verb.WHY_ASKED, Verb.WRONG_ADVICE}
)


class OpenButtons:
    """The latest keyboard of each chat, for an hour."""

    def __init__(self, verbs: Container[Verb]) -> None:
        self._verbs = verbs
        self._shown: OrderedDict[int, tuple[tuple[Button, ...], datetime]] = OrderedDict()

    def keep(self, chat_id: int, screen: Screen, now: datetime) -> None:
        """Note the buttons of a screen that is shown; those of an earlier one are done with."""
        self._shown.pop(chat_id, None)
        buttons = tuple(button for row in screen.keyboard for button in row if button.data)
        presses = [parse(button.data) for button in buttons]
        verbs = [press.verb for press in presses if press]
        if buttons and all(verb in self._verbs and verb not in _CARE for verb in verbs):
            self._shown[chat_id] = buttons, now
            if len(self._shown) > _MOST_CHATS:
                self._shown.popitem(last=False)

    def find(self, chat_id: int, text: str, now: datetime) -> str | None:
        """Return what the button carries whose words the text has, or that a plain yes, no, back or
        cancel means; ``None`` if there is none, or more than one."""
        buttons, shown_at = self._shown.get(chat_id, ((), now))
        if not buttons or now - shown_at > _OPEN_FOR:
            return None
        words = bare_words(text)
        if not words:
            return None
        fitting = [button for button in buttons if bare_words(button.label) == words]
        answer = Answer.NO if words in _NOT_YET else find_answer(text)
        if not fitting and answer:
            fitting = _meant(answer, buttons, is_thanks=not _THANKS.isdisjoint(words.split()))
        return fitting[0].data if len(fitting) == 1 else None


def _meant(answer: Answer, buttons: tuple[Button, ...], *, is_thanks: bool) -> list[Button]:
    firsts = {button: bare_words(button.label).split(" ")[0] for button in buttons}
    if answer is Answer.COURTESY:
        return []
    found = [button for button, first in firsts.items() if first == answer.value]
    if answer is Answer.CANCEL:
        found = found or [button for button, first in firsts.items() if first == "no"]
    is_asked = [press.verb for button in buttons if (press := parse(button.data)) is not None]
    if answer is Answer.YES and not is_thanks and len(buttons) == 1 and is_asked != [Verb.HELP]:
        # The only thing that could be said.
        found = found or list(buttons)
    return found

"""Whether what somebody typed answers the question that is open: in a group, where people answer
all sorts of messages of the bot, only what replies to the very question does."""

from collections.abc import Iterator

from telegram import Message, Update

from bot.handlers.context import Context, is_group
from bot.views import groups as views
from bot.views.callback_data import Verb, parse
from lessons.questions.open_question import SettingQuestion

_PLACE_BUTTONS = frozenset({Verb.SET_ZONE, Verb.ASK_PLACE, Verb.ASK_ZONE})
# By their buttons the screens that ask are known, whenever they were sent.
_ASKED_WITH = {
    SettingQuestion.TIME: frozenset({Verb.SET_TIME, Verb.SET_TIME_AND_DAYS}),
    SettingQuestion.PLACE: _PLACE_BUTTONS,
    SettingQuestion.LOCATION: _PLACE_BUTTONS,
    SettingQuestion.PAUSE_END: frozenset({Verb.PAUSE, Verb.PAUSE_UNTIL, Verb.PAUSE_LATER}),
}


def answers(update: Update, context: Context, question: SettingQuestion) -> bool:
    """Whether the text is said to that question."""
    if not is_group(update):
        return True
    replied = _find_replied(update, context)
    if replied is None:
        return False
    if views.invites(replied.text or ""):
        return True
    verbs = {press.verb for data in _list_data(replied) if (press := parse(data))}
    return not verbs.isdisjoint(_ASKED_WITH[question])


def is_said_to(update: Update, context: Context, data: str) -> bool:
    """Whether the text is said to the message whose button carries that."""
    if not is_group(update):
        return True
    replied = _find_replied(update, context)
    return replied is not None and (
        data in _list_data(replied) or views.invites(replied.text or "")
    )


def _find_replied(update: Update, context: Context) -> Message | None:
    """Return the bot's own message that the text replies to."""
    message = update.effective_message
    replied = message.reply_to_message if message else None
    author = replied.from_user if replied else None
    return replied if author is not None and author.id == context.bot.id else None


def _list_data(message: Message) -> Iterator[str]:
    if message.reply_markup is not None:
        for row in message.reply_markup.inline_keyboard:
            yield from (str(button.callback_data) for button in row if button.callback_data)

"""Whether a text is said to the bot: in a group most are not."""

from telegram import MessageOriginUser, Update
from telegram.constants import ChatType

from bot.handlers.context import Context, chat_of
from lessons.course.about import find_lesson_quoted
from lessons.symptom_checks.complaints import find_beginning

_QUESTION_MARKS = set("?？؟")  # as they are written in other scripts


def is_question_to_us(update: Update, context: Context, text: str) -> bool:
    """Whether a member of a group asks the bot something; what members say to each other below a
    lesson is none of its business."""
    if not is_said_to_us(update, context):
        return False
    asks = _QUESTION_MARKS & set(text) or find_beginning(context.services.check, text)
    return bool(asks) or not is_for_us(update, context)


def is_said_to_us(update: Update, context: Context) -> bool:
    """Whether a text answers the bot, or names it."""
    message = update.effective_message
    names = message.parse_entities(["mention"]).values() if message and message.text else ()
    own = f"@{context.bot.username}".casefold()
    return is_for_us(update, context) or own in {name.casefold() for name in names}


def is_for_us(update: Update, context: Context) -> bool:
    """Whether a text is an answer to the bot: in a group only if it replies to it."""
    message = update.effective_message
    if message is None or chat_of(update).type == ChatType.PRIVATE:
        return message is not None
    asked = message.reply_to_message
    return (
        asked is not None and asked.from_user is not None and asked.from_user.id == context.bot.id
    )


def is_ours(update: Update, context: Context, text: str) -> bool:
    """Whether a text is a line of a lesson or a message of this bot, sent back: its red flags are
    nobody's."""
    message = update.effective_message
    origin = message.forward_origin if message else None
    if isinstance(origin, MessageOriginUser) and origin.sender_user.id == context.bot.id:
        return True
    courses = context.services.library.values()
    return any(find_lesson_quoted(course, text) for course in courses)

"""Anything unexpected: logged with a reference, answered plainly; nobody's text is logged."""

import logging
import secrets

from telegram import Update
from telegram.error import NetworkError, TelegramError

from bot.api.limiter import NotSentError
from bot.api.refusals import Refusal, understand
from bot.handlers.context import Context, answer, reply
from bot.process.handling import TakenElsewhereError
from bot.process.logs import describe
from bot.views import general as views
from bot.views.screen import Screen
from lessons.errors import InvalidInput, LessonADayError

_NOT_LET_IN = (Refusal.NO_RIGHTS, Refusal.TOPIC_CLOSED)

logger = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Log where it happened, without any text of a person, and answer with the reference."""
    error = context.error
    if isinstance(error, NetworkError) and not isinstance(update, Update):
        logger.warning("Telegram cannot be reached: %s", type(error).__name__)
        return
    if isinstance(error, NotSentError):
        # What was asked for is done; the chat hears once that answers were left out.
        logger.info("an answer was left out")
        return
    if isinstance(error, TakenElsewhereError):
        logger.info("an update was handled elsewhere meanwhile")
        return
    if isinstance(error, TelegramError) and understand(error) in _NOT_LET_IN:
        # There is nowhere to say so; the group's next lesson tries again.
        logger.info("an answer could not be given: %s", type(error).__name__)
        return
    if isinstance(error, TelegramError) and understand(error) is Refusal.CUT_OFF:
        # Telegram says that it is done: the answer stands there.
        logger.info("the end of Telegram's word on an answer was cut off")
        return
    if error is not None:
        context.services.vitals.note_error(error)
    reference = secrets.token_hex(4)
    # The message of an error can hold what somebody wrote; its place in the code cannot.
    logger.error("%s:\n%s", reference, describe(error) if error else "")
    if isinstance(update, Update) and not isinstance(error, LessonADayError | TelegramError):
        context.services.set_aside.note_failed()
    if isinstance(update, Update) and update.effective_chat:
        await answer(update)
        try:
            screen = _find_words(
                error, reference, is_damaged=context.services.store.watch.is_damaged
            )
            await reply(update, context, screen)
        except Exception as reply_error:
            logger.warning("%s: no answer possible: %s", reference, type(reply_error).__name__)


def _find_words(error: Exception | None, reference: str, *, is_damaged: bool) -> Screen:
    if isinstance(error, TelegramError) and understand(error) is Refusal.UNANSWERED:
        return views.perhaps_answered()
    if isinstance(error, InvalidInput):
        return views.refused(str(error))
    # What is not about the input is the store, which gave everything back.
    if isinstance(error, LessonADayError):
        return views.being_repaired() if is_damaged else views.not_kept()
    return views.went_wrong(reference)

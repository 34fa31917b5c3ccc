"""Anything unexpected: logged with a reference, answered plainly; nobody's text is logged."""

import logging
import secrets

from telegram import Update
from telegram.error import NetworkError

from bot.api.limiter import NotSentError
from bot.handlers.context import Context, reply
from bot.process.logs import describe
from bot.views import general as views
from lessons.errors import LessonADayError

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
    reference = secrets.token_hex(4)
    # The message of an error can hold what somebody wrote; its place in the code cannot.
    logger.error("%s:\n%s", reference, describe(error) if error else "")
    if isinstance(update, Update) and update.effective_chat:
        try:
            screen = (
                views.refused(str(error))
                if isinstance(error, LessonADayError)
                else views.went_wrong(reference)
            )
            await reply(update, context, screen)
        except Exception as reply_error:
            logger.warning("%s: no answer possible: %s", reference, type(reply_error).__name__)

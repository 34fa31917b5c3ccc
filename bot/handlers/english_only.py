"""Who writes another language than their phone's hears once that lessons are in English."""

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.context import Context, answer_to, chat_of, language_of
from bot.views.care import emergency_button
from bot.views.english_only import find_english_only
from bot.views.general import help_button
from bot.views.rich_text import rich
from bot.views.screen import Screen
from lessons.language.which_language import find_language
from lessons.language.wishes import find_wish


async def tell_once(update: Update, context: Context, text: str) -> None:
    """Say so in the language of the text, where that is surely another one, in a private chat; the
    welcome has told whose phone speaks it. Who leaves is not kept."""
    message = update.effective_message
    if message is None or chat_of(update).type != ChatType.PRIVATE or find_wish(text) is not None:
        return
    language = find_language(text)
    if language is None or (language_of(update) or "").lower().startswith(language):
        return
    sentence = find_english_only(language)
    if sentence and context.services.told_languages.note(message.chat_id, language):
        # The keyboard before it stays the open one: its words may be typed.
        keyboard = ((emergency_button(), help_button()),)
        await answer_to(message, context, Screen(rich(sentence), keyboard))

"""Messages that people edit: one that changed nothing is a new wish in its new words.

Whoever mistypes an answer puts it right where it stands. What was done already is an old wish:
doing it again in other words would surprise.
"""

from collections import OrderedDict
from collections.abc import Callable

from telegram import Update

from bot.process.handling import Handling

_MOST_CHATS = 10_000


class Edits:
    """Remembers the latest message of each chat. What ``is_care`` is always a new wish."""

    def __init__(self, is_care: Callable[[Update], bool]) -> None:
        self._is_care = is_care
        self._latest: OrderedDict[int, tuple[int, Handling]] = OrderedDict()

    def note(self, update: Update, handling: Handling) -> None:
        """This is being handled."""
        if update.message is not None:
            chat_id = update.message.chat_id
            self._latest[chat_id] = update.message.message_id, handling
            self._latest.move_to_end(chat_id)
            if len(self._latest) > _MOST_CHATS:
                self._latest.popitem(last=False)

    async def as_new(self, update: Update) -> Update:
        """Return an edit that is a new wish as a message; anything else as it is."""
        edited = update.edited_message
        if edited is None:
            return update
        new = Update(update.update_id, message=edited)
        new.set_bot(update.get_bot())
        if self._is_care(new):
            return new
        message_id, handling = self._latest.get(edited.chat_id, (None, None))
        if handling is None or message_id != edited.message_id:
            return update
        await handling.wait_for_end()
        return update if handling.is_taken else new

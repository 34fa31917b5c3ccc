"""A text that an admin pastes in messages is gathered, whatever else is asked meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.use_cases import questions
from lessons.article.pasting import PastedPart
from lessons.questions.draft_question import FileQuestion
from storage.interface.store import Store

MOST_CHARACTERS = 500_000


def add(store: Store, chat_id: int, part: PastedPart, now: datetime) -> list[PastedPart] | None:
    """Add a message, in the place of what it said before, and return all that is there; ``None``,
    and nothing is added, where that would be too long.

    More of the text is waited for.
    """
    wanted_id = _find_wanted_id(store, chat_id, now)
    part = replace(part, wanted_id=wanted_id)
    before = [it for it in store.list_pasted_parts(chat_id) if it.message_id != part.message_id]
    if sum(len(it.text) for it in (*before, part)) > MOST_CHARACTERS:
        return None
    questions.ask(store, chat_id, FileQuestion(wanted_id), now)
    store.save_pasted_part(chat_id, part, now)
    return store.list_pasted_parts(chat_id)


def find(store: Store, chat_id: int) -> list[PastedPart]:
    """Return what was pasted so far, in the order in which it was sent."""
    return store.list_pasted_parts(chat_id)


def get_wanted_id(store: Store, chat_id: int, parts: Sequence[PastedPart], now: datetime) -> str:
    """Return the id that the course of the text shall have, empty for one made from its title."""
    return _find_wanted_id(store, chat_id, now) or parts[-1].wanted_id


def _find_wanted_id(store: Store, chat_id: int, now: datetime) -> str:
    question = questions.find_open(store, chat_id, now)
    return question.course_id if isinstance(question, FileQuestion) else ""


def forget(store: Store, chat_id: int, parts: Sequence[PastedPart]) -> None:
    """Forget what was pasted, and wait for no more; what came after these parts stays."""
    questions.close(store, chat_id, FileQuestion)
    if parts:
        store.delete_pasted_parts(chat_id, parts[-1].message_id)

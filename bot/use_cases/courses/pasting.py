"""A text that an admin pastes in messages is gathered until it is all there."""

from datetime import datetime

from bot.use_cases import questions
from lessons.questions.draft_question import FileQuestion, PastedPart, PasteQuestion
from storage.interface.store import Store

MOST_CHARACTERS = 500_000


def add(
    store: Store, chat_id: int, message_id: int, text: str, now: datetime
) -> PasteQuestion | None:
    """Add a message, in the place of what it said before, and return all that is there; ``None``,
    and nothing is added, where that would be too long or nothing is awaited."""
    match questions.find_open(store, chat_id, now):
        case PasteQuestion(course_id, parts):
            before = {part.message_id: part for part in parts}
        case FileQuestion(course_id):
            before = {}
        case _:
            return None
    by_id = before | {message_id: PastedPart(message_id, text)}
    if sum(len(part.text) for part in by_id.values()) > MOST_CHARACTERS:
        return None
    question = PasteQuestion(course_id, tuple(by_id[key] for key in sorted(by_id)))
    questions.ask(store, chat_id, question, now)
    return question


def find(store: Store, chat_id: int, now: datetime) -> PasteQuestion | None:
    """Return what was pasted so far, ``None`` where nothing is gathered."""
    question = questions.find_open(store, chat_id, now)
    return question if isinstance(question, PasteQuestion) else None


def close(store: Store, chat_id: int) -> None:
    """Forget what was pasted."""
    questions.close(store, chat_id, PasteQuestion)

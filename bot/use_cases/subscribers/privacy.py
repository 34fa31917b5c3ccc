"""What is kept about a chat, and its end."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases import questions
from lessons.clinic.consent import GivenConsent
from lessons.clinic.staff import StaffQuestion
from lessons.delivery.subscriber import Subscriber
from lessons.questions.open_question import Question
from storage.interface.store import Store

WIPED_WITHIN = timedelta(hours=20)
"""How long traces may wait for a quiet moment: less than the day that people are told, so that
what fails is tried again in time."""

_HOUR = timedelta(hours=1)
# What falls due while the file is written anew, and soon after.
_SOON = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Kept:
    """The chat's subscriber and open question, if there are any, how many rows are about the chat,
    by table (tables with none left out), and to which texts it agreed
    and what it asked the clinic's staff."""

    subscriber: Subscriber | None
    question: Question | None
    row_counts: Mapping[str, int]
    consents: Sequence[GivenConsent] = ()
    staff_questions: Sequence[StaffQuestion] = ()


def list_kept(store: Store, chat_id: int, now: datetime) -> Kept:
    """Return everything that is kept about the chat."""
    # First, because a question that is too old goes as it is looked at.
    question = questions.find_open(store, chat_id, now)
    return Kept(
        store.find_subscriber(chat_id),
        question,
        store.count_rows_about(chat_id),
        store.list_consents(chat_id),
        store.list_staff_questions(chat_id),
    )


def export(store: Store, chat_id: int) -> bytes:
    """Return everything that is kept about the chat, as it is kept: JSON by table and column."""
    rows = store.list_rows_about(chat_id)
    return json.dumps(rows, indent=2, ensure_ascii=False, default=str).encode()


def erase(store: Store, chat_id: int, now: datetime) -> int:
    """Delete every row about the chat; it brings its own transaction. Return how many."""
    return store.delete_subscriber(chat_id, now)


def wipe(store: Store, now: datetime) -> bool:
    """Wipe the traces that deleted rows have left on the disk, if there are any and no quieter
    moment is to come in time; whether that was done. It brings its own transaction.

    Called once an hour; everybody waits while it works. What was kept before an upgrade goes as
    well, once it is a day old.
    """
    store.drop_old_copies(now)
    left_at = store.find_traces_left_at()
    if left_at is None:
        return False
    # The clock may have been set back.
    until_at = min(left_at, now) + WIPED_WITHIN
    if not _is_quietest(store, now, until_at):
        return False
    return store.wipe_traces(now)


def _is_quietest(store: Store, now: datetime, until_at: datetime) -> bool:
    """Whether at no full hour from now on, before that instant, fewer lessons fall due than now."""
    moments = [now]
    while moments[-1] + _HOUR < until_at:
        moments.append(moments[-1] + _HOUR)
    due_soon = [store.count_due(at, at + _SOON) for at in moments]
    return due_soon[0] == min(due_soon)


def rekey(store: Store, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group that Telegram gave a new chat id."""
    store.rekey_subscriber(old_chat_id, new_chat_id)

"""Pause, resume, stop, block and unblock."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto

from bot.use_cases import questions
from bot.use_cases.subscribers.enrolling import reschedule
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.reasons import Reason
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.questions.open_question import SettingQuestion
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class SubscriberState:
    """A subscriber and its current enrollment, after the change; ``was_going`` if lessons went on
    before it too."""

    subscriber: Subscriber
    enrollment: Enrollment | None
    was_going: bool = False


class Canceled(Enum):
    """What was closed by a wish to cancel."""

    JOINING = auto()
    QUESTION = auto()
    # Nothing was open, of somebody who gets lessons, has stopped them, or never joined.
    NOTHING = auto()
    NOTHING_STOPPED = auto()
    NOTHING_JOINED = auto()


_BECAUSE = {
    SubscriberStatus.STOPPED: Reason.STOPPED,
    SubscriberStatus.BLOCKED: Reason.BLOCKED,
}


def pause(
    store: Store, chat_id: int, resume_date: date | None, now: datetime
) -> SubscriberState | None:
    """Send nothing before that local date (or, for ``None``, before ``resume``). Whoever has
    stopped gets nothing anyway, and stays so."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    if subscriber.status is SubscriberStatus.STOPPED:
        return _settle(store, subscriber, now)
    subscriber = replace(subscriber, is_paused=True, resume_date=resume_date)
    return _settle(store, subscriber, now, skip_reason=Reason.PAUSED)


def join_on(store: Store, chat_id: int, first_date: date) -> None:
    """Let whoever is joining get nothing by itself before that local date."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is not None and subscriber.status is SubscriberStatus.JOINING:
        store.save_subscriber(replace(subscriber, is_paused=True, resume_date=first_date))


def resume(store: Store, chat_id: int, now: datetime) -> SubscriberState | None:
    """End a pause or a stop, if there is one; the place in the course is the one it was."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    going = replace(subscriber, status=SubscriberStatus.ACTIVE, is_paused=False, resume_date=None)
    return replace(_settle(store, going, now), was_going=going == subscriber)


def resume_on(
    store: Store, chat_id: int, resume_date: date, now: datetime
) -> SubscriberState | None:
    """End a stop as of that local date; until then it is a pause."""
    resume(store, chat_id, now)
    return pause(store, chat_id, resume_date, now)


def stop(store: Store, chat_id: int, now: datetime) -> SubscriberState | None:
    """Send nothing more; the place is kept. Of whoever has not joined nothing is kept, and
    ``None`` returned."""
    questions.close(store, chat_id, SettingQuestion)
    store.drop_newcomer(chat_id, now)
    return _end(store, chat_id, SubscriberStatus.STOPPED, now)


def cancel(store: Store, chat_id: int, now: datetime) -> Canceled:
    """Close what is open: a question, or the joining altogether."""
    subscriber = store.find_subscriber(chat_id)
    is_open = isinstance(questions.find_open(store, chat_id, now), SettingQuestion)
    questions.close(store, chat_id, SettingQuestion)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        store.drop_newcomer(chat_id, now)
        return Canceled.JOINING if subscriber else Canceled.NOTHING_JOINED
    if is_open:
        return Canceled.QUESTION
    is_stopped = subscriber.status is SubscriberStatus.STOPPED
    return Canceled.NOTHING_STOPPED if is_stopped else Canceled.NOTHING


def note_blocked(store: Store, chat_id: int, now: datetime) -> SubscriberState | None:
    """The chat can no longer be written to: plan nothing for it."""
    return _end(store, chat_id, SubscriberStatus.BLOCKED, now)


def note_unblocked(store: Store, chat_id: int, now: datetime) -> SubscriberState | None:
    """The chat can be written to again: go on at the next slot, if blocking had ended it."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is not SubscriberStatus.BLOCKED:
        return None
    return _settle(store, replace(subscriber, status=SubscriberStatus.ACTIVE), now)


def note_alive(store: Store, chat_ids: Collection[int], now: datetime) -> None:
    """These chats were heard of: those that count as blocked go on at their next slots, and none
    is in doubt; what was put off for that is due now."""
    if doubted := store.find_first_refusals(chat_ids):
        store.trust_chats(doubted)
        store.hasten_put_off(doubted, now)
    for subscriber in store.list_subscribers(sorted(chat_ids)):
        if note_unblocked(store, subscriber.chat_id, now) is not None:
            # Its week without a right to write begins anew.
            store.open_chats([subscriber.chat_id])


def _end(
    store: Store, chat_id: int, status: SubscriberStatus, now: datetime
) -> SubscriberState | None:
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None:
        return None
    if subscriber.status is SubscriberStatus.JOINING:
        return None
    if subscriber.status is SubscriberStatus.STOPPED:
        # Whoever stopped, then blocked and unblocked, still wants nothing.
        status = SubscriberStatus.STOPPED
    subscriber = replace(subscriber, status=status)
    return _settle(store, subscriber, now, skip_reason=_BECAUSE[status])


def _settle(
    store: Store, subscriber: Subscriber, now: datetime, skip_reason: Reason | None = None
) -> SubscriberState:
    store.save_subscriber(subscriber)
    questions.close(store, subscriber.chat_id, SettingQuestion)
    if skip_reason:
        store.skip_unsent(subscriber.chat_id, skip_reason)
    return SubscriberState(subscriber, reschedule(store, subscriber, now))

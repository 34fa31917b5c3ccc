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
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import local_date
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class SubscriberState:
    """A subscriber and its current enrollment, after the change; ``was_going`` if lessons went on
    before it too, ``called_off`` the break that lay ahead of them."""

    subscriber: Subscriber
    enrollment: Enrollment | None
    was_going: bool = False
    called_off: BreakAhead | None = None


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
    """Send nothing before that local date (or, for ``None``, before ``resume``); a break ahead that
    it reaches is part of it. Whoever has stopped gets nothing anyway, and stays so."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    if subscriber.status is SubscriberStatus.STOPPED:
        return _settle(store, subscriber, now)
    ahead = subscriber.break_ahead
    if ahead and (resume_date is None or resume_date >= ahead.begin):
        resume_date = resume_date and max(resume_date, ahead.end)
        ahead = None
    subscriber = replace(subscriber, is_paused=True, resume_date=resume_date, break_ahead=ahead)
    return _settle(store, subscriber, now, skip_reason=Reason.PAUSED)


def pause_later(
    store: Store, chat_id: int, ahead: BreakAhead, now: datetime
) -> SubscriberState | None:
    """Send nothing on the days of that break, which takes the place of another one ahead; what has
    begun by now, or follows on a pause, is a pause up to its end. Nothing changes for whoever has
    stopped, or is paused for so long anyway."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    if subscriber.status is SubscriberStatus.STOPPED or _covers(subscriber, ahead):
        return _settle(store, subscriber, now)
    today = local_date(subscriber.schedule.timezone, now)
    begins = max(today, subscriber.resume_date or today) if subscriber.is_paused else today
    if ahead.begin <= begins:
        return pause(store, chat_id, ahead.end, now)
    return _settle(store, replace(subscriber, break_ahead=ahead), now)


def _covers(subscriber: Subscriber, ahead: BreakAhead) -> bool:
    resume_date = subscriber.resume_date
    return subscriber.is_paused and (resume_date is None or resume_date >= ahead.end)


def join_on(store: Store, chat_id: int, first_date: date) -> None:
    """Let whoever is joining get nothing by itself before that local date."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is not None and subscriber.status is SubscriberStatus.JOINING:
        store.save_subscriber(replace(subscriber, is_paused=True, resume_date=first_date))


def resume(store: Store, chat_id: int, now: datetime) -> SubscriberState | None:
    """End a pause or a stop, if there is one, and call off a break ahead; the place in the course
    is the one it was."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
        return None
    going = subscriber.going_on()
    was_going = replace(subscriber, break_ahead=None) == going
    called_off = subscriber.break_ahead if was_going else None
    return replace(_settle(store, going, now), was_going=was_going, called_off=called_off)


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
    # Whoever has stopped goes on by hand, and then from that day on.
    ahead = None if status is SubscriberStatus.STOPPED else subscriber.break_ahead
    subscriber = replace(subscriber, status=status, break_ahead=ahead)
    return _settle(store, subscriber, now, skip_reason=_BECAUSE[status])


def _settle(
    store: Store, subscriber: Subscriber, now: datetime, skip_reason: Reason | None = None
) -> SubscriberState:
    store.save_subscriber(subscriber)
    questions.close(store, subscriber.chat_id, SettingQuestion)
    if skip_reason:
        store.skip_unsent(subscriber.chat_id, skip_reason)
    return SubscriberState(subscriber, reschedule(store, subscriber, now))

"""To which text somebody agreed: who is to be asked, and what an answer changes."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.subscribers import breaks
from lessons.clinic.consent import Consent, ConsentAnswer, GivenConsent
from lessons.delivery.subscriber import SubscriberStatus
from lessons.times.quiet_hours import QuietHours
from storage.interface.store import Store

PEOPLE_AT_ONCE = 50
"""How many are asked in one turn, beside which nothing else is said: some two seconds of bulk."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """Some who are to be asked now, and the number after which to look for more; ``None`` where
    there are none."""

    chat_ids: list[int]
    after_id: int | None


def has_agreed(store: Store, chat_id: int, consent: Consent) -> bool:
    """Whether the chat has agreed to this version."""
    given = store.find_consent(chat_id, consent.version)
    return given is not None and given.answer is ConsentAnswer.AGREED


def has_declined(store: Store, chat_id: int, consent: Consent) -> bool:
    """Whether the chat has said no to this version."""
    given = store.find_consent(chat_id, consent.version)
    return given is not None and given.answer is ConsentAnswer.DECLINED


def agree(store: Store, chat_id: int, consent: Consent, now: datetime) -> bool:
    """Keep that the chat agrees, since when at first; return whether its lessons go on as they
    are, so that nothing is to begin."""
    if not has_agreed(store, chat_id, consent):
        _note(store, chat_id, consent, ConsentAnswer.AGREED, now)
    subscriber = store.find_subscriber(chat_id)
    return subscriber is not None and subscriber.status is SubscriberStatus.ACTIVE


def decline(store: Store, chat_id: int, consent: Consent, now: datetime) -> bool:
    """Send nothing more to whoever says no, and keep that they did; return whether they had
    joined. Of whoever had not nothing is kept."""
    has_joined = breaks.stop(store, chat_id, now) is not None
    if has_joined:
        _note(store, chat_id, consent, ConsentAnswer.DECLINED, now)
    return has_joined


def list_unasked(
    store: Store,
    consent: Consent,
    quiet_hours: QuietHours,
    after_id: int,
    busy_chats: Set[int],
    now: datetime,
) -> Unasked:
    """Return some who get lessons and are to be asked once about this version; nobody at night,
    in a check, or while nothing leaves in bulk."""
    if store.find_restore() or store.find_outage().is_on:
        return Unasked([], None)
    found = store.list_unasked(consent.version, after_id, PEOPLE_AT_ONCE)
    busy = {*busy_chats, *store.list_open_checks(now)}
    awake = [
        chat_id
        for chat_id, timezone in found
        if quiet_hours.leave(timezone, now) == now and chat_id not in busy
    ]
    return Unasked(awake, found[-1][0] if found else None)


def note_asked(store: Store, chat_id: int, consent: Consent, now: datetime) -> None:
    """That one was asked, or cannot be; an answer that came meanwhile stays."""
    if store.find_consent(chat_id, consent.version) is None:
        _note(store, chat_id, consent, ConsentAnswer.ASKED, now)


def _note(
    store: Store, chat_id: int, consent: Consent, answer: ConsentAnswer, now: datetime
) -> None:
    store.save_consent(GivenConsent(chat_id, consent.version, answer, now))

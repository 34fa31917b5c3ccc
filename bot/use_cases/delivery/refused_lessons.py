"""Lessons that Telegram refuses to everybody, such as for their own markup: each is held by itself,
and all others go on."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.use_cases.delivery.settled import Settled, find_try
from lessons.delivery.delivery import Content, Delivery, DeliveryStatus, LessonContent
from lessons.delivery.outage import (
    SAME_TROUBLE,
    Outage,
    Try,
    begin_probe,
    note_arrived_probe,
    note_lost_probe,
    note_tries,
)
from lessons.delivery.reasons import Reason
from lessons.times.schedule import CATCH_UP
from storage.interface.outages import LessonKey
from storage.interface.store import Store

TRY_AGAIN_AFTER = timedelta(hours=1)
"""A lesson that is refused to somebody is tried once more after so long: it may have been
corrected, or the refusal have been Telegram's mistake."""


@dataclass(frozen=True, slots=True)
class RefusedLesson:
    """A lesson of a course that stands still since ``outage`` began, or did."""

    course_id: str
    lesson_id: str
    outage: Outage

    @property
    def subject(self) -> str:
        """Return what it is, in the log and for the reminder."""
        return f"{self.course_id}/{self.lesson_id}"


@dataclass(frozen=True, slots=True)
class Noted:
    """The contents of which nothing is lost, and the lessons that begin to be held, or go on."""

    spared: Set[Content]
    held: tuple[RefusedLesson, ...] = ()
    let_go: tuple[RefusedLesson, ...] = ()


def note(store: Store, settled: Sequence[Settled], now: datetime) -> Noted:
    """Decide about each lesson by what came of these attempts."""
    tried: defaultdict[LessonKey, list[Settled]] = defaultdict(list)
    for one in settled:
        if (key := key_of(one.delivery.content)) and find_try(one) in (Try.ARRIVED, Try.REFUSED):
            tried[key].append(one)
    known = store.list_outages()
    spared: set[Content] = set()
    held, let_go = [], []
    for key, attempts in tried.items():
        before = known.get(key)
        if before is None and all(find_try(one) is Try.ARRIVED for one in attempts):
            continue
        before = before or Outage()
        after = _note(before, attempts, now)
        if after.is_on and not before.is_on:
            store.hasten_refused(key)
        if before.is_on or after.is_on:
            spared |= {one.delivery.content for one in attempts}
        if after.must_be_told(now):
            after = replace(after, told_at=now)
            held.append(RefusedLesson(*key, after))
        if before.told_at is not None and not after.is_on:
            let_go.append(RefusedLesson(*key, before))
        if _is_forgotten(after, now):
            store.delete_outage(key)
        else:
            store.save_outage(after, key)
    return Noted(spared, tuple(held), tuple(let_go))


def _note(before: Outage, attempts: Sequence[Settled], now: datetime) -> Outage:
    after = note_tries(before, [tried for one in attempts if (tried := find_try(one))], now)
    for one in attempts:
        if after.is_on and one.delivery.delivery_id == after.probe_id:
            is_there = one.outcome.status is DeliveryStatus.SENT
            after = note_arrived_probe(after, now) if is_there else note_lost_probe(after)
    return after


def _is_forgotten(outage: Outage, now: datetime) -> bool:
    is_told = outage.ended_at is not None and now - outage.ended_at <= SAME_TROUBLE
    return not outage.is_on and not is_told and Try.REFUSED not in outage.tries


def list_held(store: Store) -> list[RefusedLesson]:
    """Return the lessons that stand still."""
    return [
        RefusedLesson(*key, outage)
        for key, outage in store.list_outages().items()
        if key is not None and outage.is_on
    ]


def claim_probes(
    store: Store, now: datetime, lease_until_at: datetime, busy_chats: Set[int]
) -> list[Delivery]:
    """Claim, of each lesson that stands still, the one delivery that is tried for all of it, if it
    is time for one."""
    probes = []
    for one in list_held(store):
        if not one.outage.may_probe(now):
            continue
        key = (one.course_id, one.lesson_id)
        probe = store.claim_lesson(key, now - CATCH_UP, now, lease_until_at, busy_chats)
        if probe is not None:
            store.save_outage(begin_probe(one.outage, probe.delivery_id, now), key)
            probes.append(probe)
    return probes


def put_off(one: Settled, now: datetime) -> Settled:
    """Return it to be tried once more in a while, if it is a lesson that was refused for the first
    time."""
    is_first = one.delivery.error is not Reason.REFUSED
    is_refused = one.outcome.status is DeliveryStatus.FAILED and (
        one.outcome.error is Reason.REFUSED
    )
    if not (is_first and is_refused and key_of(one.delivery.content)):
        return one
    due_at = now + TRY_AGAIN_AFTER
    return replace(one, outcome=replace(one.outcome, status=DeliveryStatus.PLANNED, due_at=due_at))


def key_of(content: Content) -> LessonKey | None:
    """Return the lesson that it is, if it is one."""
    if isinstance(content, LessonContent):
        return content.course_id, content.lesson_id
    return None

"""What a dry run says is what happens, if nothing changes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import outbox, planning
from bot.use_cases.delivery.dry_run import Forecast, foresee
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.delivery import DeliveryStatus, Outcome
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.quiet_hours import AT_NIGHT, NEVER, QuietHours
from lessons.times.schedule import Schedule
from storage import open_store
from storage.interface.store import Store

ADMIN = 9001
NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
"""Hours before Europe's clocks go forward."""
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC")

people = st.lists(
    st.tuples(
        st.sampled_from(ZONES),
        st.sampled_from(SubscriberStatus),
        st.booleans(),
        st.sampled_from(ChatKind),
    ),
    max_size=12,
)
quiet_hours = st.sampled_from([AT_NIGHT, NEVER, QuietHours(time(12), time(18))])
kinds = st.sampled_from([AudienceKind.EVERYONE, AudienceKind.GROUPS, AudienceKind.TEST])
minutes = st.integers(1, 60 * 72)


@contextmanager
def world(who: list[tuple[str, SubscriberStatus, bool, ChatKind]]) -> Iterator[Store]:
    store = open_store("sqlite://")
    with store.transaction():
        for number, (zone, status, is_paused, kind) in enumerate(who):
            schedule = Schedule(zone, time(20))
            store.save_subscriber(
                Subscriber(ADMIN + number, kind, status, schedule, "en", NOW, is_paused=is_paused)
            )
        yield store
    store.close()


def live(store: Store, policy: AnnouncementPolicy, number: int) -> list[datetime]:
    """Let time pass until nothing is to come; return when each message left."""
    left = []
    while now := store.find_earliest_due_at():
        passes: dict[int, Cursor] = planning.plan_announcements(store, {}, policy, now, {})
        while passes:
            passes = planning.plan_announcements(store, {}, policy, now, passes)
        sending = outbox.begin_sending(store, outbox.claim(store, now, now, 99, frozenset()), now)
        arrived = [Outcome(one.delivery_id, DeliveryStatus.SENT, now) for one in sending]
        outbox.settle(
            store, {}, [outbox.Settled(*pair) for pair in zip(sending, arrived, strict=True)], now
        )
        left += [now] * len(sending)
    found = store.find_announcement(number)
    assert found is not None
    assert found.status is AnnouncementStatus.PLANNED
    return left


@given(people, quiet_hours, kinds, minutes, minutes, st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_a_dry_run_says_is_what_happens(
    who: list[tuple[str, SubscriberStatus, bool, ChatKind]],
    quiet: QuietHours,
    kind: AudienceKind,
    begins_in: int,
    wall_in: int,
    is_by_wall: bool,
) -> None:
    policy = AnnouncementPolicy(frozenset({ADMIN}), quiet)
    first_at = NOW + timedelta(minutes=begins_in)
    with world(who) as store:
        item: Announcement = store.add_announcement(
            created_by=ADMIN,
            created_at=NOW,
            at=first_at,
            text="Hello.",
            wall_time=(NOW + timedelta(minutes=wall_in)).replace(tzinfo=None)
            if is_by_wall
            else None,
            audience=Audience(kind),
        )
        number = item.announcement_id
        said = foresee(store, {}, policy, number, NOW)
        assert store.count_progress([number])[number].total == 0
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))

        left = live(store, policy, number)

        expected = min(left, default=None), max(left, default=None)
        assert (said.leaving, (said.first_at, said.last_at)) == (len(left), expected)
        assert store.count_progress([number])[number].skipped == said.too_late
        assert (foresee(store, {}, policy, number, NOW) == Forecast()) or not (
            left or said.too_late
        )


def test_where_the_hour_has_long_passed_it_says_too_late() -> None:
    who = [(zone, SubscriberStatus.ACTIVE, False, ChatKind.PRIVATE) for zone in ZONES[:3]]
    with world(who) as store:
        item = store.add_announcement(
            created_by=ADMIN,
            created_at=NOW,
            at=NOW + timedelta(hours=20),
            text="Hello.",
            wall_time=datetime(2026, 3, 29, 9),  # noqa: DTZ001
        )

        policy = AnnouncementPolicy(quiet_hours=NEVER)
        said = foresee(store, {}, policy, item.announcement_id, NOW)

    assert said == Forecast(
        leaving=2,
        too_late=1,
        first_at=datetime(2026, 3, 29, 8, tzinfo=UTC),
        last_at=datetime(2026, 3, 29, 13, tzinfo=UTC),
    )

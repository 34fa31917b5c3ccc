"""What may be wrong for longer with this process, and in which words its admins hear of it."""

from collections.abc import Iterator
from functools import partial

from bot.api import hearing as hearing_module
from bot.api.conflict import ConflictWatch
from bot.api.hearing import Hearing
from bot.delivery.alarms import Watched
from bot.delivery.failing import WINDOW_SECONDS, Failures
from bot.process.alarm import Alarm
from bot.process.disk_watch import DiskWatch
from bot.process.readiness import TICK_LATE_SECONDS
from bot.process.store_thread import StoreThread
from bot.process.vitals import Role, Vitals
from bot.views.admin import alarms as views
from bot.views.admin import alerts

_CALM_SECONDS = 300.0
# A refused token is tried once a minute.
_REFUSED_SECONDS = 90.0


def watch_receiving(hearing: Hearing, conflict: ConflictWatch) -> Iterator[Watched]:
    """Receiving stops, or somebody else receives."""
    yield Watched(
        "receiving",
        lambda: hearing.must_be_told,
        Alarm(0.0, hearing_module.CALM_SECONDS),
        hearing.find_words,
        alerts.hears_again,
    )
    yield Watched(
        "another program",
        lambda: conflict.is_on,
        Alarm(0.0, hearing_module.CALM_SECONDS),
        alerts.polling_conflict,
        alerts.polling_again,
    )


def watch_process(vitals: Vitals, store: StoreThread, disk: DiskWatch | None) -> Iterator[Watched]:
    """The tick is late, failures rise, the token is refused, the disk fills."""

    def is_tick_late() -> bool:
        seconds = vitals.tick_seconds
        is_late = seconds is not None and seconds > TICK_LATE_SECONDS
        # Where the store refuses, that is told, and no tick can end.
        return is_late and vitals.role is Role.SENDER and not store.watch.is_in_trouble

    def is_token_refused() -> bool:
        refused_at = vitals.token_refused_at
        return refused_at is not None and vitals.monotonic() - refused_at < _REFUSED_SECONDS

    failures = Failures(vitals.attempts)
    yield Watched(
        "the tick",
        is_tick_late,
        Alarm(0.0, _CALM_SECONDS),
        views.tick_late,
        views.tick_again,
    )
    yield Watched(
        "failures",
        lambda: failures.are_rising(vitals.monotonic()),
        Alarm(0.0, _CALM_SECONDS),
        partial(views.failures_rise, round(WINDOW_SECONDS / 60)),
        views.failures_over,
    )
    # It is heard only when the token is taken again, so one notice tells of both.
    yield Watched(
        "the token",
        is_token_refused,
        Alarm(0.0, _CALM_SECONDS),
        alerts.token_refused,
        None,
    )
    if disk is not None:
        yield Watched(
            "the disk",
            lambda: disk.is_filling,
            Alarm(0.0, _CALM_SECONDS),
            lambda: views.disk_fills(disk.free_bytes or 0, disk.least_bytes),
            views.disk_has_room,
        )

"""What lasts is told to the admins once, and once when it is over, on a clock that tests move."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.delivery.admin_alerts import Notices
from bot.delivery.alarms import AlarmWatch
from bot.delivery.failing import Failures
from bot.delivery.watched import watch_process
from bot.process.alarm import Alarm, Turn
from bot.process.disk_watch import LEAST_FREE_BYTES, DiskWatch
from bot.process.store_watch import StoreWatch, watch_store
from bot.process.vitals import Role, Vitals
from bot.views.rich_text import RichText
from storage.errors import StoreUnavailableError
from tests.support.virtual_time import run_virtually

MINUTE, HOUR = 60.0, 3600.0


class Clock:
    def __init__(self) -> None:
        self.seconds = 10_000.0

    def __call__(self) -> float:
        return self.seconds


def see(alarm: Alarm, *seen: tuple[float, bool]) -> list[tuple[float, Turn]]:
    return [(at, turn) for at, is_wrong in seen if (turn := alarm.see(is_wrong, at))]


def test_an_alarm_begins_once_it_lasts_and_ends_once_it_is_calm() -> None:
    alarm = Alarm(patience=60, calm=300)
    found = see(
        alarm,
        (0, True),
        (59, True),
        (60, True),
        (61, True),
        (100, False),
        (360, False),
        (361, False),
    )
    assert found == [(60, Turn.BEGUN), (361, Turn.OVER)]


def test_what_is_wrong_for_a_moment_is_no_alarm_and_short_pauses_do_not_hide_one() -> None:
    assert see(Alarm(60, 300), (0, True), (30, False), (91, False), (100, True), (159, True)) == []
    often = [(at, at % 20 != 0) for at in range(1, 200)]
    assert see(Alarm(60, 300), *often) == [(61, Turn.BEGUN)]


def test_what_comes_and_goes_all_day_is_told_a_few_times() -> None:
    alarm = Alarm(0, 300)
    # Wrong for a minute in every seven.
    turns = see(alarm, *((at, at % 420 < 60) for at in range(0, 86_400, 5)))
    assert [turn for _at, turn in turns] == [Turn.BEGUN, Turn.OVER, Turn.BEGUN]
    # What is over for a day is new again.
    later = [(at, at == 200_000) for at in range(90_000, 202_000, 10)]
    assert [at for at, _turn in see(alarm, *later)][-2:] == [200_000, 200_300]


@pytest.fixture
async def told() -> AsyncIterator[list[str]]:
    return []


def make_watch(
    vitals: Vitals, clock: Clock, told: list[str], disk: DiskWatch | None = None
) -> tuple[AlarmWatch, Notices, SimpleNamespace]:
    async def notify(text: RichText) -> bool:
        told.append(text.text)
        return True

    store = SimpleNamespace(watch=SimpleNamespace(is_in_trouble=False))
    notices = Notices(notify)
    watched = list(watch_process(vitals, store, disk))  # type: ignore[arg-type]
    return AlarmWatch(notices, watched, clock), notices, store


async def pass_time(
    clock: Clock, watch: AlarmWatch, seconds: float, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Let that time pass, the watch looking every ten seconds of it."""
    for _ in range(round(seconds / 10)):
        clock.seconds += 10
        meanwhile()
        watch.look()
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_a_late_tick_is_told_unless_the_store_is_what_is_wrong(told: list[str]) -> None:
    clock = Clock()
    vitals = Vitals(clock)
    vitals.role = Role.SENDER
    vitals.note_tick()
    watch, notices, store = make_watch(vitals, clock, told)
    await pass_time(clock, watch, HOUR, vitals.note_tick)
    assert told == []
    store.watch.is_in_trouble = True
    await pass_time(clock, watch, 5 * MINUTE)
    assert told == []
    store.watch.is_in_trouble = False
    await pass_time(clock, watch, HOUR)
    [late] = told
    assert late.startswith("For a minute I have not looked what is due")
    await pass_time(clock, watch, HOUR, vitals.note_tick)
    assert told[1:] == ["I look what is due each second again; what was due meanwhile goes out."]
    await notices.close()


async def test_a_refused_token_is_told_once_however_often_it_is_refused(told: list[str]) -> None:
    clock = Clock()
    vitals = Vitals(clock)
    watch, notices, _store = make_watch(vitals, clock, told)

    def refuse() -> None:
        vitals.token_refused_at = clock()

    await pass_time(clock, watch, HOUR, refuse)
    await pass_time(clock, watch, HOUR)
    assert len(told) == 1
    assert "Telegram refused my token for a while" in told[0]
    # Another day it is told again.
    await pass_time(clock, watch, 5 * MINUTE, refuse)
    assert len(told) == 2
    await notices.close()


async def test_failures_that_rise_are_told_and_blocked_chats_are_none(told: list[str]) -> None:
    clock = Clock()
    vitals = Vitals(clock)
    watch, notices, _store = make_watch(vitals, clock, told)

    def goes_on(**outcomes: int) -> Callable[[], None]:
        def note() -> None:
            for name, count in outcomes.items():
                outcome, _, reason = name.partition("_")
                vitals.attempts[outcome, reason or "none"] += count

        return note

    await pass_time(clock, watch, HOUR, goes_on(sent=10, failed_forbidden=10, retry_flood=10))
    await pass_time(clock, watch, HOUR, goes_on(sent=90, failed_refused=10, unknown_unanswered=10))
    assert told == []
    await pass_time(clock, watch, HOUR, goes_on(sent=10, failed_refused=3, unknown_broken=1))
    [rising] = told
    assert rising.startswith("Of the messages of the last 10 minutes a fifth or more failed")
    await pass_time(clock, watch, HOUR, goes_on(sent=10))
    assert told[1:] == ["Messages arrive as they should again."]
    await notices.close()


def test_a_few_failures_are_an_announcements_own() -> None:
    attempts: Counter[tuple[str, str]] = Counter()
    failures = Failures(attempts)
    assert not failures.are_rising(0)
    attempts["failed", "refused"] = 49
    assert not failures.are_rising(10)
    attempts["failed", "refused"] = 50
    assert failures.are_rising(20)
    # They were long ago.
    assert not failures.are_rising(700)


async def test_a_disk_that_fills_is_told_before_it_is_full(
    told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [LEAST_FREE_BYTES]
    monkeypatch.setattr(
        "shutil.disk_usage", lambda _folder: SimpleNamespace(free=free[0], total=0, used=0)
    )
    file = tmp_path / "lessons.db"
    clock, disk = Clock(), DiskWatch(file)
    watch, notices, _store = make_watch(Vitals(clock), clock, told, disk)
    # A file that is gone is not this one's to tell of.
    await pass_time(clock, watch, MINUTE, disk.look)
    file.write_bytes(b"rows")
    await pass_time(clock, watch, MINUTE, disk.look)
    assert told == []
    free[0] -= 100 * 2**20
    await pass_time(clock, watch, HOUR, disk.look)
    [filling] = told
    assert filling.startswith(
        "The disk with my database has 400 MB left; there should be 500 MB.\nNothing is lost yet."
    )
    free[0] = 10 * LEAST_FREE_BYTES
    await pass_time(clock, watch, HOUR, disk.look)
    assert told[1:] == ["The disk with my database has room again."]
    await notices.close()


def test_a_big_database_wants_as_much_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lessons.db"
    with file.open("wb") as sparse:
        sparse.truncate(2 * LEAST_FREE_BYTES)
    monkeypatch.setattr(
        "shutil.disk_usage",
        lambda _folder: SimpleNamespace(free=int(1.5 * LEAST_FREE_BYTES), total=0, used=0),
    )
    disk = DiskWatch(file)
    disk.look()
    assert disk.is_filling


def test_a_store_that_is_locked_now_and_then_is_no_storm_of_notices() -> None:
    async def be_locked_for_hours() -> list[str]:
        told: list[str] = []
        watch = StoreWatch()
        is_locked = False

        async def try_to_write() -> None:
            if is_locked:
                with watch.noting():
                    raise StoreUnavailableError("no", operator="locked")

        async def tell(error: StoreUnavailableError | None) -> None:
            told.append(error.operator if error else "over")

        async def use() -> None:
            with suppress(StoreUnavailableError):
                await try_to_write()

        async def no_damage() -> None:
            raise AssertionError

        watching = asyncio.create_task(
            watch_store(watch, lambda: None, try_to_write, no_damage, tell)
        )
        # Half a minute locked, and half a minute not.
        for _ in range(3 * 60):
            is_locked = True
            for _ in range(30):
                await use()
                await asyncio.sleep(1)
            is_locked = False
            await asyncio.sleep(30)
        await asyncio.sleep(2 * HOUR)
        watching.cancel()
        return told

    with pytest.MonkeyPatch.context() as patch:
        # Nothing is looked at, and a thread would need real time.
        patch.setattr("asyncio.to_thread", as_it_is)
        told = run_virtually(be_locked_for_hours)
    assert told[0] == "locked"
    assert told[-1] == "over"
    assert len(told) <= 10


async def as_it_is(call: Callable[[], None]) -> None:
    call()

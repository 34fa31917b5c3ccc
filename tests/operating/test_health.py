"""Whoever watches processes is told whether this one lives, whether it is ready and what is in the
way, whatever hangs; and what it does, in numbers that add up."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.process import health_server
from bot.process.addresses import ListenError
from bot.process.health_server import HealthServer
from bot.process.vitals import Role, StoreNumbers, Vitals
from bot.setting_source import load_settings
from bot.settings import Settings
from lessons.errors import InvalidInput
from storage.errors import StoreUnavailableError
from tests.support.conversation import World, open_world
from tests.support.health import ask, find_free_port, look, read_metrics, sample

NUMBERS = StoreNumbers({"planned": 3}, {"active": 2})


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def write_nothing() -> None:
    """A store that takes everything."""


def serving(clock: Callable[[], float]) -> Vitals:
    """A process that sends, and to which nothing has happened."""
    vitals = Vitals(clock)
    vitals.role = Role.SENDER
    vitals.try_to_write = write_nothing
    vitals.find_deaf_seconds = lambda: None
    vitals.note_tick()
    return vitals


@asynccontextmanager
async def watched(
    vitals: Vitals, read_numbers: Callable[[], StoreNumbers] = lambda: NUMBERS
) -> AsyncIterator[int]:
    server = HealthServer(("127.0.0.1", 0), vitals, read_numbers)
    port = await server.start()
    try:
        yield port
    finally:
        await asyncio.to_thread(server.close)


def stop_ticks(clock: Clock, vitals: Vitals) -> None:
    clock.now += 61
    vitals.beat_at = clock.now


def stall(clock: Clock, vitals: Vitals) -> None:
    clock.now += 11


def no_tick_yet(_clock: Clock, vitals: Vitals) -> None:
    vitals.ticked_at = None


def hears_nothing(_clock: Clock, vitals: Vitals) -> None:
    vitals.find_deaf_seconds = lambda: 121.0


def has_not_heard(_clock: Clock, vitals: Vitals) -> None:
    vitals.find_deaf_seconds = None


def refuses(_clock: Clock, vitals: Vitals) -> None:
    async def refuse() -> None:
        raise StoreUnavailableError("no", operator="the disk is full")

    vitals.try_to_write = refuse


def hangs(_clock: Clock, vitals: Vitals) -> None:
    async def hang() -> None:
        await asyncio.sleep(3600)

    vitals.try_to_write = hang


def plays(role: Role) -> Callable[[Clock, Vitals], None]:
    def play(_clock: Clock, vitals: Vitals) -> None:
        vitals.role = role
        vitals.try_to_write = None

    return play


TROUBLES: tuple[tuple[Callable[[Clock, Vitals], None], int, dict[str, str]], ...] = (
    (stop_ticks, 200, {"tick": "the last one ended 61 s ago"}),
    (no_tick_yet, 200, {"tick": "there was none yet"}),
    (stall, 503, {"event_loop": "it has not turned for 11 s"}),
    (hears_nothing, 200, {"receiving": "nothing was heard for 121 s"}),
    (has_not_heard, 200, {"receiving": "it has not begun"}),
    (refuses, 200, {"database": "it takes nothing: see the log"}),
    (hangs, 200, {"database": "no answer within 0 s"}),
    (
        plays(Role.STANDING_BY),
        200,
        {"role": "it stands by: another process serves this database"},
    ),
    (plays(Role.STARTING), 200, {"role": "it has not begun to serve yet"}),
    (
        plays(Role.CARE_ONLY),
        200,
        {"role": "it gives care only, as it cannot use its database: see the log"},
    ),
    (plays(Role.STOPPING), 200, {"role": "it was asked to stop"}),
)


async def test_each_trouble_is_named_and_only_a_stalled_loop_is_no_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health_server, "ANSWER_SECONDS", 0.2)
    failures = []
    for make, alive, not_ready in TROUBLES:
        clock = Clock()
        vitals = serving(clock)
        async with watched(vitals) as port:
            before = await look(port, "readyz")
            make(clock, vitals)
            found = ((await look(port, "healthz"))[0], *await look(port, "readyz"))
        well = {"is_ready": True, "role": "sender", "not_ready": {}}
        ill = {"is_ready": False, "role": vitals.role.value, "not_ready": not_ready}
        if before != (200, well) or found != (alive, 503, ill):
            failures.append((not_ready, before, found))
    assert failures == []


async def test_a_loop_that_is_stuck_is_told_of_while_it_is_stuck() -> None:
    clock = Clock()
    vitals = serving(clock)
    async with watched(vitals) as port:
        clock.now += 60
        # The loop is kept here, as a mistake of ours would keep it.
        status, text = ask(port, "healthz")
        assert status == 503
        assert "it has not turned for 60 s" in text
        status, text = ask(port, "readyz")
        assert status == 503
        assert "event_loop" in text
        assert ask(port, "metrics")[0] == 200


async def test_a_beating_loop_is_alive_and_its_lateness_is_noted() -> None:
    vitals = serving(time.monotonic)
    beating = asyncio.create_task(vitals.beat())
    async with watched(vitals) as port:
        while not sum(vitals.loop_lateness.counts):
            await asyncio.sleep(0.01)
        assert (await look(port, "healthz"))[0] == 200
        metrics = read_metrics((await look(port, "metrics"))[1])
    beating.cancel()
    assert metrics[sample("event_loop_lateness_seconds_count")] >= 1


async def test_a_store_that_hangs_is_tried_once_however_often_somebody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health_server, "ANSWER_SECONDS", 0.1)
    tries, may_go_on = [], asyncio.Event()
    vitals = serving(Clock())

    async def hang() -> None:
        tries.append(1)
        await may_go_on.wait()

    vitals.try_to_write = hang
    async with watched(vitals) as port:
        for _ in range(4):
            assert (await look(port, "readyz"))[0] == 503
        assert len(tries) == 1
        may_go_on.set()
        while (await look(port, "readyz"))[0] != 200:
            await asyncio.sleep(0.01)


async def test_metrics_come_without_a_store_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_server, "ANSWER_SECONDS", 0.2)

    def refuse() -> StoreNumbers:
        raise StoreUnavailableError("no", operator="locked")

    def be_late() -> StoreNumbers:
        time.sleep(0.5)
        return NUMBERS

    found = []
    for read_numbers in (lambda: NUMBERS, refuse, be_late):
        async with watched(serving(Clock()), read_numbers) as port:
            metrics = read_metrics((await look(port, "metrics"))[1])
        found.append(
            (
                metrics[sample("store_answers")],
                metrics.get(sample("outbox_deliveries", status="planned")),
                metrics.get(sample("subscribers", state="active")),
                metrics[sample("ready")],
            )
        )
    assert found == [(1, 3, 2, 1), (0, None, None, 1), (0, None, None, 1)]


async def test_an_address_that_is_taken_says_so_with_another() -> None:
    async with watched(serving(Clock())) as port:
        taken = HealthServer(("127.0.0.1", port), serving(Clock()), lambda: NUMBERS)
        with pytest.raises(ListenError, match=f"HEALTH_LISTEN: 127.0.0.1:{port} cannot"):
            await taken.start()
        taken.close()


def test_an_address_is_a_host_and_a_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.model_fields["health_listen"].default is None
    failures = []
    for given, expected in {
        "127.0.0.1:9464": ("127.0.0.1", 9464),
        " 0.0.0.0:80 ": ("0.0.0.0", 80),
        "[::1]:9464": ("::1", 9464),
        "localhost:0": ("localhost", 0),
        "9464": None,
        "127.0.0.1": None,
        "127.0.0.1:99999": None,
        "http://127.0.0.1:9464": None,
        ":9464": None,
        "127.0.0.1:9464/metrics": None,
    }.items():
        monkeypatch.setenv("HEALTH_LISTEN", given)
        found: object = None
        try:
            found = load_settings().health_listen
        except InvalidInput as error:
            if "such as 127.0.0.1:9464" not in str(error):
                found = str(error)
        if found != expected:
            failures.append((given, found))
    assert failures == []


async def test_a_story_adds_up_and_a_locked_store_is_told_and_passes(tmp_path: Path) -> None:
    port, database = find_free_port(), tmp_path / "lessons.db"
    url = f"sqlite:///{database}"
    async with open_world(url, health_listen=("127.0.0.1", port)) as world:
        for name in ("ada", "ben"):
            await world.chat(name).joins()
        await world.advance_days(3)
        await world.chat("ben").says("/stop")
        sent = sum([len(await world.chat(name).lessons("UTC")) for name in ("ada", "ben")])
        metrics = read_metrics((await look(port, "metrics"))[1])
        assert metrics[sample("deliveries_total", outcome="sent", reason="none")] == sent
        assert metrics[sample("delivery_lag_seconds_count")] == sent
        assert metrics[sample("delivery_lag_seconds_bucket", le="+Inf")] == sent
        assert metrics[sample("subscribers", state="active")] == 1
        assert metrics[sample("subscribers", state="stopped")] == 1
        assert metrics[sample("outbox_deliveries", status="planned")] == 0
        assert metrics[sample("update_seconds_count", kind="message")] == 7
        assert metrics[sample("update_seconds_count", kind="callback_query")] == 2
        assert metrics[sample("limiter_wait_seconds_count", urgency="bulk")] == sent - 2
        assert metrics[sample("limiter_wait_seconds_count", urgency="reply")] >= 9
        assert metrics[sample("role", role="sender")] == 1
        assert metrics[sample("flood_seconds_total")] == 0
        assert not [one for one in metrics if one[0] == "errors_total"]
        assert (await look(port, "readyz"))[0] == 200

        with closing(sqlite3.connect(database)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert (await look(port, "healthz"))[0] == 200
            status, answer = await look(port, "readyz")
            assert (status, list(answer["not_ready"])) == (503, ["database"])
            # Whoever reads does not wait for whoever writes.
            assert (await look(port, "metrics"))[1].count("lesson_a_day_subscribers{") == 4
        while (await look(port, "readyz"))[0] != 200:
            await asyncio.sleep(0.05)


async def test_who_stands_by_is_alive_and_not_ready_and_the_admins_hear_when_it_takes_over(
    tmp_path: Path,
) -> None:
    first, second = find_free_port(), find_free_port()
    url = f"sqlite:///{tmp_path / 'lessons.db'}"
    async with open_world(url, health_listen=("127.0.0.1", first)) as world:
        root = world.chat("root")
        await root.says("/help")
        settings = world.settings.model_copy(update={"health_listen": ("127.0.0.1", second)})
        other = World(world.url, world.http, settings)
        starting = asyncio.create_task(other.start())
        while not await is_there(second):
            await asyncio.sleep(0.05)
        standing_by = "it stands by: another process serves this database"
        assert (await look(second, "healthz"))[0] == 200
        assert await look(second, "readyz") == (
            503,
            {"is_ready": False, "role": "standing by", "not_ready": {"role": standing_by}},
        )
        assert read_metrics((await look(second, "metrics"))[1])[sample("ready")] == 0
        assert (await look(first, "readyz"))[0] == 200
        await world.stop()
        await starting
        assert (await look(second, "readyz"))[0] == 200
        told = await root.reads()
        while "I have taken over" not in told:
            await asyncio.sleep(0.05)
            told += await root.reads()
        await other.stop()


async def is_there(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True

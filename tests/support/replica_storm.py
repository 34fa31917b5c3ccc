"""Three processes behind one address on one PostgreSQL, while everything is killed in turn."""

import asyncio
import os
import random
import signal
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.support.conversation import ID_OF
from tests.support.crowd import enroll
from tests.support.postgres import Server, running_server
from tests.support.processes import Processes, open_processes, spawn
from tests.support.webhooks import free_port

REPLICAS = 3
_GONE_SECONDS = 2.0
_UNSETTLED = """
    SELECT count(*) FROM deliveries WHERE status IN ('planned', 'claimed', 'sending', 'retry')
        OR status = 'unknown' AND is_settled = 0
"""


@dataclass(frozen=True, slots=True)
class Storm:
    """How much of it: people, their pace, kills, restarts of the database, seconds of a stop."""

    people: int
    per_second: int
    kills: int
    restarts: int
    stopped_seconds: float
    seed: int = 3


@dataclass
class Result:
    """What came of it."""

    lost: int = 0
    copies: int = 0
    found_sending: int = 0
    unanswered: int = 0
    most_in_a_second: int = 0
    too_many: int = 0
    senders: list[int] = field(default_factory=list)
    epochs: set[object] = field(default_factory=set)
    taps: list[float] = field(default_factory=list)
    seconds: float = 0.0
    by_status: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """Return how long a tap took that so large a share were not longer than, in seconds."""
        ordered = sorted(self.taps)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Balancer:
    """The one address: gives each call to the next process that takes it."""

    def __init__(self, ports: list[int]) -> None:
        self._ports, self._turn = ports, 0
        self._gone: dict[int, float] = {}
        self._http: ClientSession | None = None

    async def hand_on(self, request: web.Request) -> web.Response:
        """Give it to the next process, and to another one where that is gone."""
        assert self._http is not None
        body = await request.read()
        self._turn += 1
        turn = self._turn % len(self._ports)
        in_turn = self._ports[turn:] + self._ports[:turn]
        # Who did not answer lately comes last, as with any balancer.
        for port in sorted(in_turn, key=lambda one: self._gone.get(one, 0.0) > time.monotonic()):
            self._gone[port] = time.monotonic() + _GONE_SECONDS
            with suppress(ClientError, TimeoutError):
                async with self._http.post(
                    f"http://127.0.0.1:{port}{request.path}", data=body, headers=request.headers
                ) as answer:
                    self._gone.pop(port, None)
                    return web.Response(status=answer.status, body=await answer.read())
        return web.Response(status=503)

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        """Listen in this block."""
        application = web.Application()
        application.router.add_post("/{path:.*}", self.hand_on)
        runner = web.AppRunner(application, access_log=None)
        # A process that stands still is passed over, as any balancer's health check would.
        async with ClientSession(timeout=ClientTimeout(total=0.6)) as self._http:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            try:
                yield
            finally:
                await runner.cleanup()


class Fleet:
    """The three processes."""

    def __init__(self, world: Processes, settings: dict[str, str], ports: list[int]) -> None:
        self._world, self._settings, self._ports = world, settings, ports
        self.running: dict[int, Process] = {}

    async def start(self, number: int) -> None:
        """Start one of them."""
        address = f"127.0.0.1:{self._ports[number]}"
        self.running[number] = await spawn(
            BOT_API_URL=self._world.url,
            BOT_TOKEN=self._world.token,
            DATABASE_URL=self._world.database_url,
            ADMIN_IDS=str(ID_OF["root"]),
            LOG_LEVEL="ERROR",
            WEBHOOK_LISTEN=address,
            REPLICA_URL=f"http://{address}",
            **self._settings,
        )

    async def kill(self, number: int) -> None:
        """Kill one of them."""
        process = self.running.pop(number)
        process.kill()
        await process.wait()

    def find_sender(self) -> int | None:
        """Return which of them holds the lease."""
        found = ask(self._world.database_url, "SELECT holder FROM senders")
        pids = {process.pid: number for number, process in self.running.items()}
        return pids.get(int(str(found[0][0]).split(":")[1])) if found else None

    async def end(self) -> None:
        """Stop all of them."""
        for process in self.running.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.running.values():
            await process.wait()


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    """Return rows of the database as another program sees them."""
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]


async def weather(storm: Storm) -> Result:
    """Let everybody's first lesson fall due, and everything be killed meanwhile."""
    with running_server(is_durable=True) as server:
        url = server.create()
        async with open_processes(url) as world:
            return await _weather(storm, world, server, url)


async def _weather(storm: Storm, world: Processes, server: Server, url: str) -> Result:
    result, ports, front = Result(), [free_port() for _ in range(REPLICAS)], free_port()
    settings = {
        "WEBHOOK_URL": f"http://127.0.0.1:{front}/telegram",
        "MESSAGES_PER_SECOND": str(storm.per_second),
        "PAID_BROADCAST": "true",
    }
    fleet = Fleet(world, settings, ports)
    people = [person["id"] for person in await world.post("people", count=storm.people)]
    await world.post("limits", enforce=True, per_second=storm.per_second)
    async with Balancer(ports).listening(front):
        for number in range(REPLICAS):
            await fleet.start(number)
        await _until_all_answer(ports)
        tapper = asyncio.create_task(_tap(world, result))
        watcher = asyncio.create_task(_watch_epochs(url, result))
        # Faults after which nobody can know, and some after which one can.
        for kind, more in (("timeout_after_write", {"delivered": True}), ("status_500", {})):
            fault = {"method": "sendMessage", "kind": kind, "share": 0.01, "seed": 1} | more
            await world.post("faults", **fault)
        began = time.monotonic()
        await asyncio.to_thread(enroll, url, people)
        await _strike(storm, fleet, server, url, result)
        await world.post("faults")
        deadline = time.monotonic() + 60 + 3 * storm.people / storm.per_second
        while not _is_settled(url, storm.people):
            assert time.monotonic() < deadline, (
                ask(url, "SELECT status, sender_epoch, count(*) FROM deliveries GROUP BY 1, 2"),
                ask(url, "SELECT epoch, holder, until_at FROM senders"),
            )
            await asyncio.sleep(0.5)
        result.seconds = time.monotonic() - began
        tapper.cancel()
        watcher.cancel()
        await fleet.end()
    calls = [call for call in await world.get("log", after=0) if call["method"] == "sendMessage"]
    result.unanswered = sum(call["ok"] is None for call in calls)
    result.too_many = sum(call["error_code"] == 429 for call in calls)
    result.most_in_a_second = _find_most(sorted(call["at"] for call in calls))
    for chat_id in people:
        found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        count = sum("\nLesson 1 of" in message.get("text", "") for message in found)
        result.lost += count == 0
        result.copies += max(0, count - 1)
    by_status = ask(url, "SELECT status, count(*) FROM deliveries GROUP BY 1")
    result.by_status = Counter({str(name): int(str(count)) for name, count in by_status})
    result.epochs = {epoch for (epoch,) in ask(url, "SELECT sender_epoch FROM deliveries")}
    return result


async def _strike(storm: Storm, fleet: Fleet, server: Server, url: str, result: Result) -> None:
    chance = random.Random(storm.seed)
    blows = ["kill"] * storm.kills + ["restart"] * storm.restarts + ["stop"]
    chance.shuffle(blows)
    for number, blow in enumerate(blows):
        await asyncio.sleep(chance.uniform(0.3, 1.2))
        if blow == "restart":
            await asyncio.to_thread(server.stop, "fast")
            await asyncio.to_thread(server.start)
            continue
        sender = fleet.find_sender()
        # Every other blow is for the one who sends.
        struck = sender if sender is not None and (number % 2 or blow == "stop") else None
        struck = chance.choice(sorted(fleet.running)) if struck is None else struck
        if blow == "stop":
            process = fleet.running[struck]
            os.kill(process.pid, signal.SIGSTOP)
            result.found_sending += _count_sending(url)
            await asyncio.sleep(storm.stopped_seconds)
            os.kill(process.pid, signal.SIGCONT)
            continue
        await fleet.kill(struck)
        result.found_sending += _count_sending(url)
        await fleet.start(struck)


async def _tap(world: Processes, result: Result) -> None:
    """One after the other asks for help and waits for the answer; none of them too often."""
    people = [person["id"] for person in await world.post("people", count=12)]
    seen: Counter[int] = Counter()
    while True:
        for chat_id in people:
            began = time.monotonic()
            path = f"chats/{chat_id}/messages"
            asked = await world.post(path, **{"from": chat_id, "text": "/help"})
            seen[chat_id] = asked["change"]
            is_answered = False
            while not is_answered and time.monotonic() - began < 20:
                found = await world.get(path, after=seen[chat_id], wait=1)
                is_answered = bool(found)
            result.taps.append(time.monotonic() - began)
            await asyncio.sleep(0.25)


async def _watch_epochs(url: str, result: Result) -> None:
    while True:
        with suppress(psycopg.Error):
            found = await asyncio.to_thread(ask, url, "SELECT epoch FROM senders")
            epoch = int(str(found[0][0])) if found else 0
            if epoch and epoch not in result.senders:
                result.senders.append(epoch)
        await asyncio.sleep(0.2)


async def _until_all_answer(ports: list[int]) -> None:
    async with asyncio.timeout(60):
        for port in ports:
            while True:
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                await asyncio.sleep(0.1)


def _count_sending(url: str) -> int:
    found = ask(url, "SELECT count(*) FROM deliveries WHERE status = 'sending'")
    return int(str(found[0][0]))


def _is_settled(url: str, people: int) -> bool:
    with suppress(psycopg.Error):
        [[unsettled]] = ask(url, _UNSETTLED)
        [[count]] = ask(url, "SELECT count(*) FROM deliveries")
        return int(str(count)) >= people and not int(str(unsettled))
    return False


def _find_most(instants: list[float]) -> int:
    """Return how many there are in the fullest second."""
    most = first = 0
    for last, at in enumerate(instants):
        while instants[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most

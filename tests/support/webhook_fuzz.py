"""A program behind a webhook that is brought odd updates, and what became of it."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from bot.api.webhook.keys import HEADER, webhook_secret
from tests.support.crowd import query
from tests.support.odd_updates import OddUpdates
from tests.support.processes import Processes, open_processes
from tests.support.webhooks import free_port, webhook_environment

BYSTANDERS = ("ada", "ben", "root")
_AT_ONCE = 40
_ERRORS = re.compile(r'^lesson_a_day_errors_total\{kind="(\w+)"\} (\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """The statuses of all answers, the kinds of our own errors, the memory in MB on the way, how
    many seconds it took, and the rows about people whom none of it was about that changed."""

    statuses: Counter[int]
    errors: dict[str, int]
    memory: list[float]
    seconds: float
    touched: list[str]
    unsound: list[tuple[object, ...]]


async def bring_odd_updates(folder: Path, seed: int, count: int) -> Fuzzed:
    """Start the program, bring it that many, and look."""
    file = folder / "lessons.db"
    async with open_processes(f"sqlite:///{file}") as processes:
        health = free_port()
        environment = webhook_environment()
        processes.log_level = "ERROR"
        processes.settings = {**environment, "HEALTH_LISTEN": f"127.0.0.1:{health}"}
        await processes.start()
        for name in BYSTANDERS:
            await processes.chat(name).joins()
        cards = await processes.post("people", count=100)
        odd = OddUpdates(seed, [card["id"] for card in cards])
        before = look(file)
        began = time.monotonic()
        statuses: Counter[int] = Counter()
        memory = []
        bodies = odd.bodies(count)
        async with ClientSession(connector=TCPConnector(limit=_AT_ONCE)) as http:
            for step in range(10):
                some = _take(bodies, count * (step + 1) // 10 - count * step // 10)
                secret = webhook_secret(processes.token)
                bringing = [
                    _bring(http, environment["WEBHOOK_URL"], secret, some, statuses)
                    for _ in range(_AT_ONCE)
                ]
                await asyncio.gather(*bringing)
                memory.append(_memory_mb(processes))
            async with http.get(f"http://127.0.0.1:{health}/metrics") as answer:
                found = _ERRORS.findall(await answer.text())
        seconds = time.monotonic() - began
        # Whoever was not written about is served as before.
        assert "/privacy" in await processes.chat("ada").says("/help")
        after = look(file)
        touched = [table for table, rows in before.items() if rows != after[table]]
        unsound = query(file, "PRAGMA integrity_check") + query(file, "PRAGMA foreign_key_check")
        errors = {kind: int(times) for kind, times in found if int(times)}
    return Fuzzed(statuses, errors, memory, seconds, touched, unsound)


_ABOUT = {
    "subscribers": "chat_id IN (1001, 1002, 9001)",
    "enrollments": "chat_id IN (1001, 1002, 9001)",
    "deliveries": "chat_id IN (1001, 1002, 9001)",
    "open_questions": "chat_id IN (1001, 1002, 9001)",
    "admins": "1",
    "announcements": "1",
    "corrections": "1",
    "course_drafts": "1",
    "course_revisions": "1",
    "lesson_holds": "1",
}


def look(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what belongs to the bystanders, and what only admins may change."""
    return {table: query(file, f"SELECT * FROM {table} WHERE {of}") for table, of in _ABOUT.items()}


def _take(bodies: Iterator[bytes], count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield next(bodies)


async def _bring(
    http: ClientSession, url: str, secret: str, bodies: Iterator[bytes], statuses: Counter[int]
) -> None:
    headers = {HEADER: secret, "Content-Type": "application/json"}
    for body in bodies:
        async with http.post(url, data=BytesIO(body), headers=headers) as response:
            await response.read()
            statuses[response.status] += 1


def _memory_mb(processes: Processes) -> float:
    assert processes.application is not None
    status = Path(f"/proc/{processes.application.pid}/status").read_text()
    [kilobytes] = re.findall(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(kilobytes) / 1024

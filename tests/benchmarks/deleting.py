"""How long an answer waits for the store while strangers delete everything, and while the traces
are wiped.

    python -m tests.benchmarks.deleting 100000 50

Arguments: how many subscribers there are, and how many of them delete at the same time.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.process.store_thread import StoreThread
from bot.use_cases.subscribers import joining, privacy
from lessons.course.files import load_built_in_courses
from storage.interface.store import Store
from tests.benchmarks.measuring import percentile
from tests.benchmarks.population import fill

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_DELETIONS_EACH = 4


@asynccontextmanager
async def asking(store: StoreThread) -> AsyncIterator[list[float]]:
    """Collect how long somebody else waits for the store, over and over."""
    waits: list[float] = []

    async def ask() -> None:
        while True:
            before = time.perf_counter()
            await store.run(joining.find_subscriber, 1)
            waits.append(time.perf_counter() - before)
            await asyncio.sleep(0.005)

    task = asyncio.create_task(ask())
    try:
        yield waits
    finally:
        task.cancel()


def _list_chats(store: Store, count: int, apart: int) -> list[int]:
    found, after = [], None
    while len(found) < count and (id_range := store.find_id_range(after, apart)):
        found.append(after := id_range.last_chat_id)
    return found


async def measure(path: Path, subscribers: int, strangers: int) -> None:
    """Delete, then wipe; print how long somebody else waited meanwhile."""
    store = StoreThread(f"sqlite:///{path}")
    count = strangers * _DELETIONS_EACH
    chats = await store.run(_list_chats, count, max(1, subscribers // count))

    async def delete_one_after_the_other(those: list[int]) -> None:
        for chat_id in those:
            await store.run_bare(privacy.erase, chat_id, NOW)

    async with asking(store) as waits:
        await asyncio.gather(
            *(delete_one_after_the_other(chats[first::strangers]) for first in range(strangers))
        )
    _tell(f"{len(chats)} deletions, {strangers} at a time", waits)
    async with asking(store) as waits:
        await store.run_bare(lambda opened: opened.wipe_traces(NOW))
        await asyncio.sleep(0.05)
    _tell("wiping their traces", waits)
    store.close()


def _tell(what: str, waits: list[float]) -> None:
    middle, worst = percentile(waits, 0.5) * 1000, max(waits) * 1000
    print(f"{what}: others waited {middle:.0f} ms (median), {worst:.0f} ms at most")


def main() -> None:
    """Make the population and measure."""
    subscribers, strangers = map(int, sys.argv[1:3])
    course = next(iter(load_built_in_courses().values()))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.db"
        fill(path, course, subscribers, 0, NOW)
        asyncio.run(measure(path, subscribers, strangers))


if __name__ == "__main__":
    main()

"""What somebody else waits for while one chat sends a lot.

    python -m tests.benchmarks.one_chat [MESSAGES]

The application and the sandbox run as processes of their own. Ada sends the messages (1,000) at
once, and Ben asks for help again and again meanwhile: first as it comes, then while Telegram
wants 15 seconds between its answers to Ada. At the end a SIGTERM comes.
"""

import asyncio
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import percentile
from tests.support.conversation import ID_OF
from tests.support.processes import Processes, open_processes

ASKED = 20
EVERY_SECONDS = 0.25
GIVEN_UP_SECONDS = 60.0


async def _ask(processes: Processes) -> float:
    """Return for how many seconds Ben waited for an answer."""
    before = await processes.get("chats/ben/messages", after=0, wait=0)
    change = before[-1]["change"] if before else 0
    started = time.monotonic()
    await processes.post("chats/ben/messages", **{"from": "ben", "text": "/help"})
    while time.monotonic() - started < GIVEN_UP_SECONDS:
        found = await processes.get("chats/ben/messages", after=change, wait=10)
        if any(message["from"]["is_bot"] for message in found):
            break
        change = found[-1]["change"] if found else change
    return time.monotonic() - started


async def _wait_beside(processes: Processes, count: int) -> list[float]:
    async def send(number: int) -> None:
        text = {"from": "ada", "text": f"hello {number}"}
        await processes.post("chats/ada/messages", **text)

    sending = asyncio.gather(*(send(number) for number in range(count)))
    waits = []
    for _ in range(ASKED):
        started = time.monotonic()
        waits.append(await _ask(processes))
        if waits[-1] >= GIVEN_UP_SECONDS:
            break
        await asyncio.sleep(max(0.0, EVERY_SECONDS - (time.monotonic() - started)))
    await sending
    return waits


def _tell(what: str, waits: list[float]) -> None:
    half, most = (percentile(waits, share) * 1000 for share in (0.5, 0.95))
    print(f"{what:<44}{half:>8.0f}{most:>8.0f}{max(waits) * 1000:>8.0f}")


async def _measure(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{Path(folder) / 'lessons.db'}"
        async with open_processes(database_url) as processes:
            await processes.start()
            print(f"{'Ben waits, ms':<44}{'median':>8}{'95%':>8}{'most':>8}")
            _tell("nobody else writes", await _wait_beside(processes, 0))
            _tell(f"Ada sends {count}", await _wait_beside(processes, count))
            asked = {"kind": "status_429", "retry_after": 15, "share": 1.0}
            await processes.post("faults", method="sendMessage", chat_id=ID_OF["ada"], **asked)
            _tell(f"Ada sends {count} and is asked to wait", await _wait_beside(processes, count))
            started = time.monotonic()
            await processes.kill(signal.SIGTERM)
            print(f"SIGTERM to the end, seconds: {time.monotonic() - started:.1f}")


if __name__ == "__main__":
    asyncio.run(_measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))

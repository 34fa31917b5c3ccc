"""The pace beside programs that take all the machine: how full the fullest second is, and how much
of the ceiling is given up.

    python -m tests.benchmarks.busy_pace [SECONDS [HOGS [PER_SECOND]]]

Without arguments 20 seconds at 1,000 a second, first alone and then beside as many endless loops
as there are cores. The stand-in of the Bot API is put ahead of the loops where that is allowed, or
its own lateness would be measured.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.api.limiter import Limiter
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from tests.benchmarks.bot_api import asking, running_bot_api
from tests.benchmarks.fan_out import open_fan_out
from tests.support.pacing import most_in_a_second

DELAY_SECONDS = 0.08
_AHEAD_OF_OTHERS = -10


@contextmanager
def hogs(count: int) -> Iterator[None]:
    """Let so many programs do nothing as fast as they can."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


async def _measure(what: str, url: str, per_second: int, seconds: int) -> None:
    limiter = Limiter(per_second)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "lessons.db"
        count = per_second * seconds
        async with (
            asking(url) as api,
            open_fan_out(database, url, count, limiter=limiter) as fan_out,
        ):
            await api.reset(DELAY_SECONDS)
            tune_garbage_collection()
            await fan_out.time_sending()
            arrivals = sorted(await api.list_arrivals())
    rate = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    print(
        f"{what}: {len(arrivals):,} messages at {rate:,.0f} a second, "
        f"{100 * (1 - rate / per_second):.1f} % of the ceiling given up, "
        f"at most {most_in_a_second(arrivals):,} in any second"
    )


def main(seconds: int = 20, count: int = 0, per_second: int = 1000) -> None:
    """Measure alone, then beside the hogs."""
    count = count or os.cpu_count() or 1
    with running_bot_api(_AHEAD_OF_OTHERS) as url:
        run_in_loop(_measure("alone", url, per_second, seconds))
        with hogs(count):
            run_in_loop(_measure(f"beside {count} hogs", url, per_second, seconds))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))

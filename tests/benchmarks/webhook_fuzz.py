"""Random and mutated updates through the webhook: statuses, errors of ours, memory on the way.

    python -m tests.benchmarks.webhook_fuzz [UPDATES] [SEED]

A tenth of them are as Telegram makes them, the others changed in one to five places or in their
bytes. The program runs by itself; people whom none of it was about must be left as they were.
``BadRequest`` is Telegram's refusal of an answer into a chat that there is none of.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.support.webhook_fuzz import bring_odd_updates

UPDATES = 100_000
SEED = 14


async def main(count: int, seed: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = await bring_odd_updates(Path(folder), seed, count)
    print(f"{count} updates, {count / found.seconds:.0f} a second")
    print(f"statuses: {dict(found.statuses)}")
    print(f"errors: {found.errors}")
    print("memory, MB, after each tenth:", " ".join(f"{value:.0f}" for value in found.memory))
    print("touched though nothing was about it:", found.touched or "nothing")
    print("the database:", found.unsound)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(given + [UPDATES, SEED][len(given) :])))

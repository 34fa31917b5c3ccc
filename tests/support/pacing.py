"""Messages that all wait at once, and how many of them leave in one second."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Sequence

from bot.api.pacer import Pacer


def most_in_a_second(times: Sequence[float]) -> int:
    """Return how many of the instants (in order) fall into the fullest second."""
    return max(
        (bisect_left(times, start + 1.0) - number for number, start in enumerate(times)), default=0
    )


async def send_bulk(pacer: Pacer, count: int) -> list[float]:
    """Return when each of so many messages left that all wait at once."""

    async def one() -> float:
        (await pacer.bulk_turn()).leave()
        return time.monotonic()

    return sorted(await asyncio.gather(*(one() for _ in range(count))))

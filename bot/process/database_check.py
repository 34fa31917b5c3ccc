"""The checks of a database that go on beside the work."""

import asyncio
import threading
from contextlib import suppress

from bot.process.store_watch import StoreWatch
from storage import check_again, check_rest
from storage.errors import StoreError, StoreUnavailableError

AGAIN_SECONDS = 60.0


async def check_now_and_then(database_url: str, watch: StoreWatch) -> None:
    """Look after what is on the disk until cancelled; ``watch`` hears of damage."""

    def check() -> None:
        with suppress(StoreError), watch.noting(), suppress(StoreUnavailableError):
            check_again(database_url)

    while watch.damage is None:
        await asyncio.sleep(AGAIN_SECONDS)
        await asyncio.to_thread(check)


def begin_to_check_the_rest(database_url: str, watch: StoreWatch) -> None:
    """Begin to check the rest of a big database; ``watch`` hears of damage."""

    def check() -> None:
        # Damage is noted; what is only in the way now is met by whoever works.
        with suppress(StoreError), watch.noting(), suppress(StoreUnavailableError):
            check_rest(database_url)

    # A thread that nobody waits for: a cold disk may take half a minute, and SQLite cannot be
    # interrupted in it.
    threading.Thread(target=check, name="check", daemon=True).start()

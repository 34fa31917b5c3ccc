"""The check of a big database that goes on beside the work."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from storage import check_rest
from storage.errors import StoreError


@asynccontextmanager
async def checking_the_rest(database_url: str, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Check the rest of a big database meanwhile; damage sets ``stopping`` and is raised."""
    loop, damage = asyncio.get_running_loop(), list[StoreError]()

    def check() -> None:
        try:
            check_rest(database_url)
        except StoreError as error:
            damage.append(error)
            # Told to nobody who has stopped meanwhile.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(stopping.set)

    # A thread that nobody waits for: a cold disk may take half a minute, and SQLite cannot be
    # interrupted in it.
    threading.Thread(target=check, name="check", daemon=True).start()
    yield
    if damage:
        raise damage[0]

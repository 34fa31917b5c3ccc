"""How much room is left where the database is: looked at before it is full."""

import asyncio
import logging
import shutil
from pathlib import Path

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
LEAST_FREE_BYTES = 500 * 2**20
"""With less the disk counts as filling; a bigger database wants as much room again as it has, as it
is written anew at times (a deletion, a backup)."""


class DiskWatch:
    """Looks at the disk of that file; ``free_bytes`` is ``None`` before it has."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.free_bytes: int | None = None
        self.least_bytes = LEAST_FREE_BYTES

    @property
    def is_filling(self) -> bool:
        """Whether less is free than there should be."""
        return self.free_bytes is not None and self.free_bytes < self.least_bytes

    async def run(self) -> None:
        """Look until cancelled; a disk that does not answer keeps nobody else waiting."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Look once."""
        try:
            size = self._file.stat().st_size
            self.free_bytes = shutil.disk_usage(self._file.parent).free
        except OSError as error:
            # A file that is gone is told by whoever uses it.
            logger.debug("the disk was not looked at: %s", type(error).__name__)
            return
        self.least_bytes = max(LEAST_FREE_BYTES, size)

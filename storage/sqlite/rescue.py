"""What an open database still has, when its file was lost or damaged under it."""

import logging
import sqlite3
from datetime import datetime
from pathlib import Path

from lessons.delivery.restore import Restore
from storage.errors import StoreError
from storage.sqlite.base import SQLiteBase
from storage.sqlite.copies import copy_soundly
from storage.sqlite.file_names import name_rescued

logger = logging.getLogger(__name__)


class SQLiteRescue(SQLiteBase):
    """The part of the store that saves what it can."""

    def rescue(self, now: datetime) -> Path | None:
        """See ``Store``. Whoever restores the copy finds it held, as any backup."""
        if self._place is None:
            return None
        path, stamp = self._place.path.absolute(), now.strftime("%Y%m%dT%H%M%SZ")
        rescued = name_rescued(path, stamp)
        try:
            copy_soundly(self._database, rescued, Restore(backed_up_at=now))
        except (StoreError, sqlite3.Error, OSError) as error:
            logger.warning("nothing could be rescued: %s", type(error).__name__)
            return None
        finally:
            self._place.leave_log(stamp)
        return rescued

"""A copy of the database as an earlier release has left it, for whoever has to go back to that.

It is kept for a day at most, and goes at once when the traces of a deletion are wiped: whoever was
deleted is still in it.
"""

import logging
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.sqlite.file_modes import create_private
from storage.sqlite.file_names import list_before_upgrade, name_before_upgrade

logger = logging.getLogger(__name__)

LARGEST_BYTES = 500_000_000
"""Copying more would keep a start waiting for more than some seconds."""
KEPT_FOR = timedelta(days=1)


def keep_copy(path: Path, database: sqlite3.Connection) -> None:
    """Copy the database beside itself, in place of earlier such copies; a large one, or one that
    there is no room for, is not, and the log tells."""
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    kept = name_before_upgrade(path, datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    try:
        if (size := path.stat().st_size) > LARGEST_BYTES:
            logger.warning("no copy is kept of the database before its upgrade: %d bytes", size)
            return
        create_private(partial)
        with closing(sqlite3.connect(partial)) as copy:
            database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        for earlier in list_before_upgrade(path):
            earlier.unlink(missing_ok=True)
        partial.replace(kept)
        logger.info("the database as it was before its upgrade is kept for a day as %s", kept)
    except (sqlite3.Error, OSError) as error:
        logger.warning(
            "no copy is kept of the database before its upgrade: %s", type(error).__name__
        )
        partial.unlink(missing_ok=True)


def drop_copies(path: Path, old_at: datetime | None = None) -> None:
    """Delete such copies: those that have been kept for long enough by then, or all of them."""
    for copy in list_before_upgrade(path):
        try:
            kept_since = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
            if old_at is None or old_at - kept_since >= KEPT_FOR:
                copy.unlink()
        except OSError as error:
            logger.warning("a copy from before an upgrade stays: %s", type(error).__name__)

"""What a world's database holds."""

import sqlite3
from pathlib import Path
from typing import Any


def contents(folder: Path, name: str = "lessons.db") -> dict[str, list[Any]]:
    """Everything in the database, apart from the log and the numbers of updates that were taken."""
    with sqlite3.connect(folder / name) as database:
        tables = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in ("audit_log", "sqlite_sequence", "taken_updates")
        ]
        found = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    database.close()
    return found

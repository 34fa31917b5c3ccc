"""The names of files beside a database."""

from pathlib import Path

_RESCUED = ".rescued-"


def name_rescued(database: Path, stamp: str) -> Path:
    """Return the file for what is rescued of a database at that instant."""
    return database.with_name(f"{database.name}{_RESCUED}{stamp}")


def find_rescued(database: Path) -> Path | None:
    """Return the latest such file."""
    begins = f"{database.name}{_RESCUED}"
    files = database.parent.iterdir() if database.parent.is_dir() else ()
    return max((file for file in files if file.name.startswith(begins)), default=None)

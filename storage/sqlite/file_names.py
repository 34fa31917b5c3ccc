"""The names of files beside a database."""

from pathlib import Path

_RESCUED = ".rescued-"
_BEFORE_UPGRADE = ".before-upgrade-"


def name_rescued(database: Path, stamp: str) -> Path:
    """Return the file for what is rescued of a database at that instant."""
    return database.with_name(f"{database.name}{_RESCUED}{stamp}")


def find_rescued(database: Path) -> Path | None:
    """Return the latest such file."""
    return max(_list_beside(database, _RESCUED), default=None)


def name_before_upgrade(database: Path, stamp: str) -> Path:
    """Return the file for a copy of the database as it was before an upgrade at that instant."""
    return database.with_name(f"{database.name}{_BEFORE_UPGRADE}{stamp}")


def list_before_upgrade(database: Path) -> list[Path]:
    """Return every such file."""
    return _list_beside(database, _BEFORE_UPGRADE)


def _list_beside(database: Path, ending: str) -> list[Path]:
    begins = f"{database.name}{ending}"
    files = database.parent.iterdir() if database.parent.is_dir() else ()
    return [file for file in files if file.name.startswith(begins)]

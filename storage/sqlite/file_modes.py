"""Who may read the files that are kept: whoever runs the program, and nobody beside.

That somebody gets lessons about a disease is nobody else's business on a shared machine.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
_OTHERS = stat.S_IRWXO


def create_private(path: Path, *, must_be_new: bool = False) -> None:
    """Create an empty file that only this user may read; one that is there keeps what it holds.

    Raises ``FileExistsError`` where it must be new and is not, and other ``OSError``.
    """
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if must_be_new else 0)
    os.close(os.open(path, flags, PRIVATE))


def close_to_others(database: Path) -> None:
    """Take from strangers what an earlier release, or a copy by hand, has let them do with the
    database and the files beside it. What its group may do is the operator's choice."""
    for suffix in ("", "-wal", "-shm", ".lock"):
        file = database.with_name(database.name + suffix)
        # A file that is not there, or somebody else's, is no reason not to serve.
        with suppress(OSError):
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & _OTHERS:
                file.chmod(mode & ~_OTHERS)

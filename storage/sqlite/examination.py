"""How it stands with a database and its place, told without changing either."""

import fcntl
import os
import pwd
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from storage.errors import StoreError
from storage.interface.examination import Finding, Mark
from storage.interface.ownership import Former
from storage.sqlite.database import check_release, find_remedy, is_new
from storage.sqlite.migrations import migrations
from storage.sqlite.reading import connect_to_read

_MOUNTS = Path("/proc/mounts")
_LOCKS = Path("/proc/locks")
_LEAST_FREE_BYTES = 50_000_000
# The log, a copy for each backup, and what a day adds: as much again is soon needed.
_MUCH_FREE_BYTES = 500_000_000
# SQLite's locks and its shared memory do not work between machines, nor out of WSL's:
# https://www.sqlite.org/wal.html#overview
_FAR = {
    *("9p", "afs", "ceph", "cifs", "drvfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf"),
    *("fuse.glusterfs", "fuse.s3fs", "fuse.sshfs", "virtiofs"),
}
_FLEETING = {
    "tmpfs": "it is in memory, and gone when the machine stops",
    "ramfs": "it is in memory, and gone when the machine stops",
    "overlay": "it is a container's own layer, and gone with the container",
}


def examine(path: Path, former: Former | None) -> Iterator[Finding]:
    """Yield a finding for each thing that an operator can put right about the database; ``former``
    is the one that was there when one was last used."""
    path = path.absolute()
    folder = path.parent
    if not folder.is_dir():
        yield Finding(
            "folder", Mark.WRONG, f"{folder} does not exist", f"mkdir -p {folder}, or name another"
        )
        return
    yield from _examine_disk(path)
    yield from _examine_modes(path)
    yield _examine_schema(path, former)
    yield _examine_lock(path)


def _examine_disk(path: Path) -> Iterator[Finding]:
    usage = shutil.disk_usage(path.parent)
    size = path.stat().st_size if path.exists() else 0
    found = f"{_megabytes(usage.free)} free in {path.parent}, the database has {_megabytes(size)}"
    if usage.free < _LEAST_FREE_BYTES:
        yield Finding("disk", Mark.WRONG, found, "make room, or nothing can be kept soon")
    elif usage.free < _MUCH_FREE_BYTES + 2 * size:
        yield Finding(
            "disk", Mark.LOOK, found, "make room for a log and a backup, each as large as it may be"
        )
    else:
        yield Finding("disk", Mark.OK, found)
    kind = find_filesystem(path)
    if kind is None:
        return
    if kind in _FAR:
        yield Finding(
            "filesystem",
            Mark.WRONG,
            f"{path.parent} is on {kind}, on which SQLite's locks cannot be relied upon",
            "put the database on a disk of this machine's own, and let only backups go there",
        )
    elif kind in _FLEETING:
        yield Finding(
            "filesystem",
            Mark.LOOK,
            f"{path.parent} is on {kind}: {_FLEETING[kind]}",
            "keep the database on a disk, or on a volume of the container",
        )
    else:
        yield Finding("filesystem", Mark.OK, f"{path.parent} is on {kind}")


def find_filesystem(path: Path) -> str | None:
    """Return the kind of file system that the path is on, ``None`` where nobody tells."""
    try:
        mounts = [line.split() for line in _MOUNTS.read_text(errors="replace").splitlines()]
    except OSError:
        return None
    place = path.resolve()
    # Of two on one place the later one is seen.
    around = [
        (len(where), number, kind)
        for number, (_, where, kind, *_) in enumerate(mounts)
        if place.is_relative_to(where.replace("\\040", " "))
    ]
    return max(around)[2] if around else None


def _examine_modes(path: Path) -> Iterator[Finding]:
    files = [path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", ".lock"))]
    for place in [path.parent, *files]:
        wanted = os.R_OK | os.W_OK | (os.X_OK if place.is_dir() else 0)
        if place.exists() and not os.access(place, wanted):
            yield Finding(
                "permissions",
                Mark.WRONG,
                f"{place} cannot be read and written by {_name_user(os.geteuid())}",
                f"chown it to the user who runs the bot; it is {_name_user(place.stat().st_uid)}'s",
            )
            return
    owner = (path if path.exists() else path.parent).stat().st_uid
    open_to_others = [
        str(file) for file in files if file.exists() and file.stat().st_mode & stat.S_IRWXO
    ]
    if open_to_others:
        yield Finding(
            "permissions",
            Mark.WRONG,
            f"anybody on this machine may read {', '.join(open_to_others)}",
            f"chmod o= {' '.join(open_to_others)}",
        )
    elif owner != os.geteuid():
        yield Finding(
            "permissions",
            Mark.LOOK,
            f"{path} is {_name_user(owner)}'s, and this is {_name_user(os.geteuid())}",
            f"run the bot and its commands as {_name_user(owner)}, so that files stay its own",
        )
    else:
        yield Finding("permissions", Mark.OK, f"{path} is {_name_user(owner)}'s alone to write")


def _examine_schema(path: Path, former: Former | None) -> Finding:
    try:
        if is_new(path):
            return _judge_absence(path, former)
        with closing(connect_to_read(path)) as database:
            check_release(path, database)
            applied = [step.name for step in migrations.applied(database)]
            pending = [step.name for step in migrations.pending(database)]
    except StoreError as error:
        return Finding("schema", Mark.WRONG, str(error))
    except sqlite3.Error as error:
        return Finding("schema", Mark.WRONG, f"{path}: {error}", find_remedy(error))
    if pending:
        return Finding(
            "schema",
            Mark.LOOK,
            f"{len(applied)} migrations applied, to come: {', '.join(pending)}",
            "the next start applies them; back up before: python -m bot backup copy.db",
        )
    return Finding("schema", Mark.OK, f"{len(applied)} migrations applied, the last {applied[-1]}")


def _judge_absence(path: Path, former: Former | None) -> Finding:
    if former is None:
        return Finding("schema", Mark.OK, f"there is no database {path} yet; a start makes it")
    back = former.rescued or "copy.db"
    return Finding(
        "schema",
        Mark.WRONG,
        f"the database of the bot {former.bot_id} was {path}, and it is not there any more",
        f"put it back, mount its disk, or restore a copy: python -m bot restore {back}",
    )


def _examine_lock(path: Path) -> Finding:
    path = path.resolve()
    lock = path.with_name(f"{path.name}.lock")
    try:
        with lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = _find_holder(os.fstat(file.fileno()))
                who = f"the process {holder}" if holder else "a process that this one cannot see"
                return Finding("lock", Mark.OK, f"{who} serves the database (by {lock})")
    except FileNotFoundError:
        return Finding("lock", Mark.OK, f"no bot has been here yet (there is no {lock})")
    except OSError as error:
        return Finding(
            "lock", Mark.WRONG, f"{lock}: {error.strerror}", "let the bot's user read and write it"
        )
    return Finding("lock", Mark.OK, f"no bot runs on the database (nobody holds {lock})")


def _find_holder(file: os.stat_result) -> int | None:
    """Return the process that holds a lock on the file, where the kernel tells."""
    device = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
    try:
        lines = _LOCKS.read_text().splitlines()
    except OSError:
        return None
    for line in lines:
        # 1: FLOCK  ADVISORY  WRITE 4242 fe:00:131 0 EOF
        words = line.split()
        if words[1:2] == ["FLOCK"] and words[5:6] == [device]:
            return int(words[4])
    return None


def _name_user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"the user {number}"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count < 10e9 else f"{count / 1e9:,.0f} GB"

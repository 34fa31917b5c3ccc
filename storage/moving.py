"""A whole database copied into an empty one, and held against it before it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from storage.errors import StoreError
from storage.interface.kind import Progress
from storage.interface.moving import Columns, Side, Value

# What each engine keeps for itself alone.
_OWN_TABLES = frozenset({"_sqlite_migrations", "disk_traces", "schema_steps", "senders"})
_OWN_COLUMNS = frozenset({("deliveries", "sender_epoch")})
# What others belong to comes before them.
_FIRST = (
    "subscribers", "announcements", "deliveries", "corrections", "course_drafts", "censuses"
)  # fmt: skip
# A row that every new database has.
_NOT_EMPTY_WHEN_NEW = frozenset({"receiving"})


@dataclass
class _Sum:
    """How many rows there were, and a checksum of them, whatever order they came in."""

    count: int = 0
    sum: int = 0

    def add(self, row: tuple[Value, ...]) -> None:
        digest = blake2b(repr(row).encode(), digest_size=8).digest()
        self.count += 1
        self.sum = (self.sum + int.from_bytes(digest, "big")) % 2**64


def move(source: Side, target: Side, progress: Progress) -> dict[str, int]:
    """Copy everything that the source holds into the target; return how many rows by table.

    Both are held against each other by counts and checksums of what the target gives back before
    anything is kept. Raises ``StoreError`` for a target that is not empty, or whose tables are
    others; then it is as it was.
    """
    with source.open(), target.open():
        tables = _match(source.list_columns(), target.list_columns())
        for table in tables:
            if table not in _NOT_EMPTY_WHEN_NEW and (count := target.count(table)):
                raise StoreError(
                    f"The target is not empty: it has {count} rows of {table}. Name a database "
                    "that is new."
                )
        counts = {table: source.count(table) for table in tables}
        target.clear([*reversed(tables)])
        for table, columns in tables.items():
            _copy(source, target, table, columns, progress, sum(counts.values()))
        target.finish(source.list_last_ids())
        return counts


def _copy(
    source: Side,
    target: Side,
    table: str,
    columns: Sequence[str],
    progress: Progress,
    in_all: int,
) -> None:
    read, written = _Sum(), _Sum()

    def watched() -> Iterator[tuple[Value, ...]]:
        for row in source.read(table, columns):
            read.add(row)
            yield row
            if read.count % 1000 == 0:
                progress(table, 1000, in_all)

    target.write(table, columns, watched())
    progress(table, read.count % 1000, in_all)
    for row in target.read(table, columns):
        written.add(row)
    if read != written:
        raise StoreError(
            f"{table} did not arrive as it left: {written.count} of {read.count} rows, or others. "
            "Nothing is kept. Try again; if it stays so, tell whoever looks after the program."
        )


def _match(source: Columns, target: Columns) -> dict[str, list[str]]:
    """Return the columns of each table to be copied, what others belong to first."""
    ours, theirs = _without_own(source), _without_own(target)
    if ours != theirs:
        differ = sorted(
            name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
        )
        raise StoreError(
            f"The two databases are of different releases: {', '.join(differ)} are not the same in "
            "both. Bring each up to date with this release."
        )
    rest = sorted(ours.keys() - {*_FIRST})
    return {name: ours[name] for name in (*_FIRST, *rest)}


def _without_own(columns: Columns) -> dict[str, list[str]]:
    return {
        table: sorted(name for name in names if (table, name) not in _OWN_COLUMNS)
        for table, names in columns.items()
        if table not in _OWN_TABLES
    }

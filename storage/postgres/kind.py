"""PostgreSQL as a whole: a database on a server, by its URL."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StoreError
from storage.interface.examination import Finding, Mark
from storage.interface.kind import Copy, Glance, Progress, RunnerLock
from storage.interface.moving import Side
from storage.interface.ownership import Range
from storage.interface.store import Store
from storage.postgres import copies
from storage.postgres.database import connect, find_version, list_pending, name_of, open_database
from storage.postgres.lease import SenderLease
from storage.postgres.moving import PostgresSide
from storage.postgres.store import PostgresReader, PostgresStore


class PostgresKind:
    """See ``DatabaseKind``."""

    is_in_memory = False
    is_shared = True

    def __init__(self, url: str) -> None:
        self._url = url

    def open(self) -> Store:
        """See ``DatabaseKind``."""
        return PostgresStore(open_database(self._url))

    def open_to_read(self) -> Store:
        """See ``DatabaseKind``."""
        connection = connect(self._url)
        try:
            if pending := list_pending(connection):
                raise StoreError(
                    f"{name_of(self._url)} is of an earlier release: {pending[0]} is still to "
                    "come. The next start brings it up to date."
                )
        except BaseException:
            connection.close()
            raise
        return PostgresReader(connection)

    def open_lock(self) -> RunnerLock:
        """See ``DatabaseKind``."""
        return SenderLease(self._url)

    def is_there(self) -> bool:
        """See ``DatabaseKind``."""
        with closing(connect(self._url)) as connection:
            return not list_pending(connection)

    def find_beside(self, ending: str) -> Path | None:  # noqa: ARG002
        """See ``DatabaseKind``. Nothing stands beside it."""
        return None

    def look(self, known: tuple[Range, ...]) -> Glance | None:
        """See ``DatabaseKind``."""
        if not self.is_there():
            return None
        with closing(self.open_to_read()) as store, store.snapshot():
            owner = store.find_owner()
            return Glance(owner, owner is None and store.holds_others(known))

    def check_rest(self) -> None:
        """See ``DatabaseKind``. The server checks its own pages."""

    def check_again(self) -> None:
        """See ``DatabaseKind``."""

    def examine(self) -> Iterator[Finding]:
        """See ``DatabaseKind``."""
        with closing(connect(self._url)) as connection:
            yield Finding("server", Mark.OK, f"PostgreSQL {find_version(connection)}")
            pending = list_pending(connection)
            yield Finding(
                "schema",
                Mark.LOOK if pending else Mark.OK,
                f"{len(pending)} steps are still to come" if pending else "up to date",
                "the next start brings it up to date" if pending else "",
            )
            if not pending:
                yield _examine_lease(connection.execute("SELECT * FROM senders").fetchone())

    def check_soundness(self, progress: Progress) -> Iterator[Finding]:
        """See ``DatabaseKind``."""
        progress("pages", 1, 1)
        yield Finding(
            "pages", Mark.LOOK, "the server's own matter", "pg_amcheck reads every page of it"
        )

    def open_side(self, *, is_source: bool) -> Side:
        """See ``DatabaseKind``."""
        return PostgresSide(self._url, is_source=is_source)

    def back_up(self, target: Path) -> Copy:
        """See ``DatabaseKind``."""
        return copies.back_up(self._url, target, datetime.now(UTC))

    def restore(self, backup: Path) -> tuple[Copy, Path | None]:
        """See ``DatabaseKind``. Into a new database only: there is nothing to be kept."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        return copies.restore(self._url, backup, stamp), None


def _examine_lease(row: object) -> Finding:
    if row is None:
        return Finding("lease", Mark.LOOK, "nobody has sent yet")
    return Finding("lease", Mark.OK, f"epoch {row['epoch']}, held by {row['holder']}")  # type: ignore[index]

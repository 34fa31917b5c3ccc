"""Databases as every release of main has left them: the schema of its time, and a few rows.

``tests/data/schemas/`` has a file for each distinct schema, in the order in which they came. It
holds what differs from the file before: ``-- applied:`` the migrations, ``-- gone:`` what was
dropped, and the statements that are new or changed. Whoever adds a migration adds a file with
``python -m tests.support.earlier_schemas``.
"""

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage import open_store

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"
_ROWS = tomllib.loads((SCHEMAS / "rows.toml").read_text(encoding="utf-8"))
_APPLIED, _GONE = "-- applied: ", "-- gone: "
_OURS = int.from_bytes(b"LaaD", "big")
_KINDS = ("TABLE", "INDEX", "TRIGGER")


@dataclass
class Schema:
    """The migrations that were applied, and by its name the statement that makes each thing."""

    applied: list[str] = field(default_factory=list)
    statements: dict[str, str] = field(default_factory=dict)

    def make(self, path: Path) -> None:
        """Make a database with this schema and, as far as it has room for them, the rows."""
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute(f"PRAGMA application_id = {_OURS}")
            for kind in _KINDS:
                for statement in self.statements.values():
                    if statement.replace("UNIQUE ", "").startswith(f"CREATE {kind}"):
                        database.execute(statement)
            for name in self.applied:
                database.execute(
                    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                    " VALUES ('lesson_a_day', ?, '2026-11-20 08:00:00+00:00')",
                    (name,),
                )
            for table, rows in _ROWS.items():
                _fill(database, table, rows)
            database.execute("PRAGMA journal_mode = WAL")


def list_schemas() -> Iterator[tuple[str, Schema]]:
    """Yield each schema with the name of its file, the earliest first."""
    schema = Schema()
    for file in sorted(SCHEMAS.glob("*.sql")):
        schema = _read(file, schema)
        yield file.stem, schema


def read_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row by table and column; what only SQLite reads is left out."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "_sqlite_"))
        ]
        return {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in names
        }


def _fill(database: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    columns = {name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")}
    for row in rows if columns else []:
        kept = {name: value for name, value in row.items() if name in columns}
        names, marks = ", ".join(kept), ", ".join("?" * len(kept))
        database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*kept.values()])


def _read(file: Path, before: Schema) -> Schema:
    schema, statement = Schema([*before.applied], {**before.statements}), ""
    for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith(_APPLIED):
            schema.applied += line.removeprefix(_APPLIED).split()
        elif line.startswith(_GONE):
            del schema.statements[line.removeprefix(_GONE).strip()]
        else:
            statement += line
            if sqlite3.complete_statement(statement):
                text = statement.strip().removesuffix(";")
                schema.statements[_name(text)] = text
                statement = ""
    assert not statement.strip(), f"{file} ends in the middle of a statement"
    return schema


def _name(statement: str) -> str:
    """Return what a statement makes: "TABLE subscribers"."""
    [kind, name, *_] = statement.replace("(", " (").replace("UNIQUE ", "").split()[1:]
    return f"{kind} {name.strip(chr(34))}"


def _look_at(path: Path) -> Schema:
    with closing(sqlite3.connect(path)) as database:
        made = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        statements = {
            _name(sql): sql for (sql,) in made if not _name(sql).startswith("TABLE sqlite_")
        }
        rows = database.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
        return Schema([name for (name,) in rows], statements)


def add(path: Path) -> None:
    """Write a file for the schema of that database, if it is not the last one that is kept."""
    kept = list(list_schemas())
    last, schema = kept[-1][1] if kept else Schema(), _look_at(path)
    if schema.statements == last.statements and {*schema.applied} == {*last.applied}:
        return
    new = [name for name in schema.applied if name not in last.applied]
    lines = [f"{_APPLIED}{' '.join(new)}"] if new else []
    lines += [f"{_GONE}{name}" for name in last.statements if name not in schema.statements]
    lines += [
        f"{sql};" for name, sql in schema.statements.items() if last.statements.get(name) != sql
    ]
    file = SCHEMAS / f"{len(kept) + 1:02}-{(schema.applied or ['nothing'])[-1]}.sql"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.db"
        open_store(f"sqlite:///{fresh}").close()
        add(fresh)

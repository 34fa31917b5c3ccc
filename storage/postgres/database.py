"""Opening a database on PostgreSQL: ours and up to date, or refused and left as it was."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg

from storage.errors import StoreError
from storage.postgres.connection import Connection
from storage.postgres.migrations import list_steps

OLDEST_SERVER = 15
_POOLER = "pooler"
# Two processes that start at once change the schema one after the other.
_STEPS_LOCK = int.from_bytes(b"LaaS", "big")
_STEPS = """
    CREATE TABLE IF NOT EXISTS schema_steps (
        name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()
    )
"""


def open_database(url: str) -> Connection:
    """Return a connection to the database with every step of the schema done.

    ``?pooler=transaction`` says that a pooler stands before it which gives each transaction another
    connection. Raises ``StoreError`` for a server that is too old, a database that is another
    program's or of a newer release, and ``StoreUnavailableError`` where nobody answers; nothing is
    written then.
    """
    connection = connect(url)
    try:
        _check_server(connection)
        bring_up_to_date(connection)
    except psycopg.Error as error:
        connection.close()
        raise StoreError(
            f"{name_of(url)} refuses to be used: {error.diag.message_primary}."
        ) from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect(url: str) -> Connection:
    """Return a connection; nothing is looked at yet. Raises ``StoreError`` for a URL that nobody
    understands, ``StoreUnavailableError`` where nobody answers."""
    address, options = _take_own_options(url)
    try:
        return Connection(address, prepares=options.get(_POOLER) != "transaction")
    except psycopg.ProgrammingError as error:
        raise StoreError(
            f"{name_of(url)} names no database: {str(error).strip()}. "
            "Accepted is postgresql://user:password@host:5432/name."
        ) from error


def bring_up_to_date(connection: Connection) -> None:
    """Do the steps of the schema that are still to come, all or none of them."""
    steps = list_steps()
    connection.begin(f"BEGIN; SELECT pg_advisory_xact_lock({_STEPS_LOCK})")
    try:
        done = list_done(connection)
        if not done and (found := _list_tables(connection)):
            raise StoreError(
                f"The database holds tables of another program ({', '.join(found[:3])}). Name an "
                "empty one in DATABASE_URL: createdb lessons."
            )
        if unknown := sorted(done - set(steps)):
            raise StoreError(
                f"The database was written by a newer release (it has {unknown[0]}). "
                "Start that release, or name another database in DATABASE_URL."
            )
        connection.execute(_STEPS)
        for name, script in steps.items():
            if name not in done:
                connection.run_script(script)
                connection.execute("INSERT INTO schema_steps (name) VALUES (?)", [name])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def list_done(connection: Connection) -> set[str]:
    """Return the steps that the database has had, none if it is empty."""
    [is_there] = connection.execute("SELECT to_regclass('schema_steps') IS NOT NULL").fetchone()
    if not is_there:
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM schema_steps")}


def list_pending(connection: Connection) -> list[str]:
    """Return the steps of the schema that are still to come."""
    done = list_done(connection)
    return [name for name in list_steps() if name not in done]


def find_version(connection: Connection) -> int:
    """Return the server's major version."""
    [number] = connection.execute("SHOW server_version_num").fetchone()
    return int(number) // 10_000


def name_of(url: str) -> str:
    """Return the URL without its password."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def plain_address(url: str) -> str:
    """Return the URL as the library takes it."""
    return _take_own_options(url)[0]


def _take_own_options(url: str) -> tuple[str, dict[str, str]]:
    """Return the URL as the library takes it, and what only this program understands of it."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    own = {_POOLER: options.pop(_POOLER)} if _POOLER in options else {}
    if own.get(_POOLER, "transaction") != "transaction":
        raise StoreError(
            f"'pooler={own[_POOLER]}' in DATABASE_URL is not known. Accepted is pooler=transaction."
        )
    return urlunsplit(parts._replace(query=urlencode(options))), own


def _check_server(connection: Connection) -> None:
    version = find_version(connection)
    if version < OLDEST_SERVER:
        raise StoreError(f"The server is PostgreSQL {version}; {OLDEST_SERVER} or newer is needed.")


def _list_tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    )
    return [name for (name,) in rows]

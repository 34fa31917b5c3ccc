"""A database on a server is ours and up to date, or refused with what to do, and left as it was."""

from collections.abc import Iterator

import psycopg
import pytest

from storage import find_kind, is_shared, is_there, open_store, open_to_read
from storage.errors import StoreError, StoreUnavailableError
from storage.postgres.connection import Connection
from tests.support.postgres import TEMPLATE, Server
from tests.support.stored import ALICE, join

pytestmark = pytest.mark.slow


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """An empty database."""
    made = server.create()
    yield made
    server.drop(made)


def run(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[call-overload]


def test_an_empty_database_gets_its_tables_once(url: str) -> None:
    assert not is_there(url)
    open_store(url).close()
    store = open_store(url)
    join(store, ALICE)
    store.close()

    assert is_there(url)
    assert is_shared(url)


def test_another_programs_database_is_refused_and_left_as_it_was(url: str) -> None:
    run(url, "CREATE TABLE orders (id integer)")

    with pytest.raises(StoreError, match=r"another program \(orders\).* createdb"):
        open_store(url)

    run(url, "SELECT * FROM orders")
    assert not is_there(url)


def test_a_newer_releases_database_is_refused(url: str) -> None:
    open_store(url).close()
    run(url, "INSERT INTO schema_steps (name) VALUES ('p999_of_tomorrow')")

    with pytest.raises(StoreError, match="newer release"):
        open_store(url)


def test_who_only_reads_changes_nothing(server: Server) -> None:
    url = server.create(TEMPLATE)
    reader = open_to_read(url)

    with (
        pytest.raises((StoreError, psycopg.Error)),
        reader.transaction(),
    ):
        join(reader, ALICE)

    reader.close()
    server.drop(url)


def test_a_server_that_is_away_is_told_as_something_that_may_pass() -> None:
    with pytest.raises(StoreUnavailableError) as told:
        open_store("postgresql://bot@127.0.0.1:1/lessons?connect_timeout=1")
    assert "Check that the server runs" in (told.value.operator or "")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://bot@localhost/lessons?pooler=session", "pooler=transaction"),
        ("postgresql://bot@localhost/lessons?colour=blue", "postgresql://user:password@host"),
    ],
)
def test_an_option_that_is_not_known_is_named_with_what_is(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        find_kind(url).open()


def test_behind_a_pooler_nothing_is_prepared(server: Server) -> None:
    url = server.create(TEMPLATE)
    store = open_store(f"{url}&pooler=transaction")
    for _ in range(12):
        store.find_subscriber(ALICE)

    connection = store._database  # type: ignore[attr-defined]
    assert isinstance(connection, Connection)
    [count] = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()

    assert count == 0
    store.close()
    server.drop(url)

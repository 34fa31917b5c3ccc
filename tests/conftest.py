"""Fixtures that several promises need."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.api.limiter import PAID_PER_SECOND
from bot.use_cases.delivery.books import check_books
from storage import open_store
from tests.support.conversation import Chat, World, open_world
from tests.support.postgres import TEMPLATE, Server, running_server
from tests.support.sandbox_client import SandboxClient, running_sandbox

# A busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def messages_per_second() -> int:
    """Telegram's ceiling for the world: so high that nobody waits, but where the pace matters."""
    return PAID_PER_SECOND


def pytest_addoption(parser: pytest.Parser) -> None:
    """Any story may be told on any database."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; a copy of ``TEMPLATE`` begins with every step of the schema done."""
    with running_server() as server:
        server.create_named(TEMPLATE)
        open_store(server.url_of(TEMPLATE)).close()
        yield server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, of the kind that was asked for."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path / 'lessons.db'}"
        return
    server = request.getfixturevalue("server")
    url = server.create(TEMPLATE)
    yield url
    server.drop(url)


@pytest.fixture
async def world(database_url: str, messages_per_second: int) -> AsyncIterator[World]:
    """A sandbox and the application, on a database of their own, whose books add up in the end."""
    async with open_world(database_url, messages_per_second=messages_per_second) as opened:
        yield opened
        now = await opened.now()
    store = open_store(database_url)
    findings = check_books(store, now, datetime.now(UTC))
    store.close()
    assert findings == ()


@pytest.fixture
def ada(world: World) -> Chat:
    """A subscriber."""
    return world.chat("ada")


@pytest.fixture
def ben(world: World) -> Chat:
    """Another subscriber."""
    return world.chat("ben")


@pytest.fixture
def root(world: World) -> Chat:
    """The admin."""
    return world.chat("root")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    """A sandbox by itself, which ada has written to."""
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        await client.updates()
        yield client

"""What the tests of deliveries in trouble share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.application import Configuration
from bot.sandbox.server import start_sandbox
from tests.support.conversation import ID_OF, World


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lessons.db"


@pytest.fixture
async def world(database: Path) -> AsyncIterator[World]:
    """A sandbox in the present, because these tests wait in real time; nothing runs yet."""
    sandbox = await start_sandbox(0)
    configuration = Configuration(
        token=sandbox.token,
        api_url=sandbox.url,
        database_url=f"sqlite:///{database}",
        admin_ids=frozenset({ID_OF["root"]}),
        default_timezone="UTC",
        courses_folder=None,
    )
    async with ClientSession() as http:
        world = World(sandbox.url, http, configuration)
        try:
            yield world
        finally:
            await world.stop()
    await sandbox.stop()

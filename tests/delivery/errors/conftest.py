"""What the tests of deliveries in trouble share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.sandbox.server import start_sandbox
from bot.settings import Settings
from lessons.times.quiet_hours import NEVER
from tests.support.bot_process import BotProcess, open_bot_process
from tests.support.conversation import ID_OF, World


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lessons.db"


@pytest.fixture
async def world(database: Path) -> AsyncIterator[World]:
    """A sandbox in the present, because these tests wait in real time; nothing runs yet."""
    sandbox = await start_sandbox(0)
    settings = Settings.model_construct(
        bot_token=SecretStr(sandbox.token),
        bot_api_url=sandbox.url,
        database_url=f"sqlite:///{database}",
        admin_ids=frozenset({ID_OF["root"]}),
        # They run at night as well.
        quiet_hours=NEVER,
    )
    async with ClientSession() as http:
        world = World(sandbox.url, http, settings)
        try:
            yield world
        finally:
            await world.stop()
    await sandbox.stop()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The program as a process, still to be started, and a Bot API that stands in."""
    async with open_bot_process(tmp_path) as opened:
        yield opened

"""A bot of its own for each test, as a process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.bot_process import BotProcess, open_bot_process


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with open_bot_process(tmp_path) as opened:
        yield opened

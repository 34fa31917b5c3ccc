"""What the tests of hearing share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.bot_process import BotProcess, open_bot_process


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The program as a process, still to be started, and a Bot API that stands in."""
    async with open_bot_process(tmp_path) as opened:
        yield opened

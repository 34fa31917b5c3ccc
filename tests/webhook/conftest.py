"""The application behind a webhook."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.conversation import World
from tests.support.webhooks import Caller, caller_of, open_webhook_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A sandbox and the application, which is brought its updates."""
    async with open_webhook_world(f"sqlite:///{tmp_path / 'lessons.db'}") as opened:
        yield opened


@pytest.fixture
def telegram(world: World) -> Caller:
    """Who knows the secret."""
    return caller_of(world)

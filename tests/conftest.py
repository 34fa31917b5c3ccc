"""Fixtures that several promises need."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.conversation import Chat, World, open_world
from tests.sandbox_client import SandboxClient, running_sandbox

# A busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A sandbox and the application, on a database of their own."""
    async with open_world(f"sqlite:///{tmp_path / 'lessons.db'}") as opened:
        yield opened


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

"""A world with a desk."""

from collections.abc import AsyncIterator

import pytest

from tests.support.conversation import Chat, World
from tests.support.desk import Seat, open_desk_world, seat_of


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_desk_world(database_url) as opened:
        yield opened


@pytest.fixture
async def desk(world: World) -> AsyncIterator[Seat]:
    """Root's browser, signed in."""
    async with seat_of(world, "root") as seat:
        yield seat


@pytest.fixture
def root(world: World) -> Chat:
    return world.chat("root")


@pytest.fixture
def ben(world: World) -> Chat:
    return world.chat("ben")

"""A restart between any two steps of any dialogue: it goes on, and ends as it would have."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.support.conversation import open_world
from tests.support.dialogues import DIALOGUES, Dialogue
from tests.support.processes import open_processes
from tests.support.walking import START_AT, walk


async def walk_through(
    folder: Path, dialogue: Dialogue, restarts_before: Callable[[int], bool] = lambda _step: False
) -> str:
    """Go through it in a world of its own, with clean restarts before those steps."""
    database = Path(mkdtemp(dir=folder)) / "l.db"
    async with open_world(f"sqlite:///{database}", START_AT) as world:

        async def before_step(step: int) -> None:
            if restarts_before(step):
                await world.restart()

        return await walk(world, dialogue, before_step)


@pytest.mark.parametrize("name", DIALOGUES)
async def test_restarts_between_all_steps_change_nothing(name: str, tmp_path: Path) -> None:
    dialogue = DIALOGUES[name]
    undisturbed = await walk_through(tmp_path, dialogue)
    assert dialogue.end in undisturbed
    assert "Something went wrong" not in undisturbed
    assert await walk_through(tmp_path, dialogue, lambda _step: True) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("name", DIALOGUES)
async def test_one_restart_between_any_two_steps_changes_nothing(name: str, tmp_path: Path) -> None:
    dialogue = DIALOGUES[name]
    undisturbed = await walk_through(tmp_path, dialogue)
    for cut in range(1, len(dialogue.steps())):
        disturbed = await walk_through(tmp_path, dialogue, cut.__eq__)
        assert disturbed == undisturbed, dialogue.steps()[cut]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", DIALOGUES)
async def test_kills_between_all_steps_change_nothing(name: str, tmp_path: Path) -> None:
    dialogue = DIALOGUES[name]
    undisturbed = await walk_through(tmp_path, dialogue)
    async with open_processes(f"sqlite:///{tmp_path / 'killed.db'}") as world:

        async def kill(_step: int) -> None:
            await world.kill()
            await world.start()

        await world.start()
        await world.advance(to=START_AT.isoformat())
        assert await walk(world, dialogue, kill) == undisturbed

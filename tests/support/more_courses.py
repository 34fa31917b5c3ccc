"""A world with more courses than the built-in one."""

from pathlib import Path

from tests.support.conversation import World
from tests.support.course_folders import make_course


async def offer_more_courses(world: World, folder: Path, count: int = 1) -> None:
    """Restart with so many courses more."""
    for number in range(count):
        make_course(folder / "courses", course_id=f"backs-{number}")
    world.settings = world.settings.model_copy(update={"courses_folder": folder / "courses"})
    await world.restart()

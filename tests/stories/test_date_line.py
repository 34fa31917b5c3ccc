"""A move across the date line brings no two lessons within hours, and leaves no day out."""

from datetime import timedelta
from itertools import pairwise

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World


async def moves_to(chat: Chat, city: str) -> str:
    """Change the zone and return what the bot shows."""
    await chat.says("/settings")
    await chat.presses("Change zone")
    return await chat.says_city(city)


async def gaps(chat: Chat) -> list[timedelta]:
    """Return how far apart the lessons came."""
    came = [at for _, at in await chat.lessons("UTC")]
    return [after - before for before, after in pairwise(came)]


async def test_westward_the_date_that_comes_again_brings_its_lesson(
    ada: Chat, world: World
) -> None:
    await ada.joins("8:00", "Auckland")
    await world.advance_days(3)
    screen = await moves_to(ada, "Honolulu")
    assert "The next lesson comes Wed 25 November, 08:00 (Honolulu)." in screen, "as in Auckland"
    await world.advance_days(4)
    found = await gaps(ada)
    assert max(found[1:]) <= timedelta(hours=24), found
    assert min(found[1:]) >= timedelta(hours=20), found
    places = [place for place, _ in await ada.lessons("UTC")]
    assert places == [place_of(number) for number in range(1, len(places) + 1)]


async def test_eastward_the_next_lesson_comes_half_a_day_later_at_least(
    ada: Chat, world: World
) -> None:
    await ada.joins("20:00", "Honolulu")
    # 6:00 UTC is 20:00 in Honolulu, and 19:00 of the day after in Auckland.
    await world.advance_days(1.76)
    assert [place for place, _ in await ada.lessons("UTC")] == [place_of(1), place_of(2)]
    screen = await moves_to(ada, "Auckland")
    assert "Wed 25 November, 20:00 (Auckland)" in screen
    await ada.says("/pause")
    await ada.presses("3 days")
    assert "Wed 25 November, 20:00 (Auckland)" in await ada.says("/resume")
    await world.advance_days(2)
    assert min((await gaps(ada))[1:]) >= timedelta(hours=12)


async def test_there_and_back_again_brings_no_two_lessons_at_once_and_loses_none(
    ada: Chat, world: World
) -> None:
    await ada.joins("8:00", "Auckland")
    await world.advance_days(2)
    for city in ("Honolulu", "Auckland", "Honolulu", "Auckland"):
        await moves_to(ada, city)
    await world.advance_days(3)
    found = await gaps(ada)
    assert min(found[1:]) >= timedelta(hours=12), found
    assert max(found[1:]) <= timedelta(hours=36), found

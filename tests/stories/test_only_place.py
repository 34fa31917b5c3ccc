"""A city that there is but once is taken as it is typed; a miss is seen, and one tap off."""

from tests.support.conversation import Chat


async def test_the_only_city_of_its_name_needs_no_tap(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    said = await ben.says("Toronto")
    assert said.startswith("BOT  Toronto, Canada, then.\n     It is 7:00 AM there now.")
    assert "[Not there]" in said
    assert "All set: every day at 8:00 PM, Toronto time." in said
    assert "Lesson 1 of 16" in said


async def test_a_miss_is_put_right_with_one_tap_and_the_right_place(ben: Chat) -> None:
    await ben.joins("20:00", "Split")
    assert "What time is it where you are now?" in await ben.presses("Not there")
    assert "All set" not in (said := await ben.says("Mumbai"))
    assert "Saved: every day at 8:00 PM, Kolkata time." in said


async def test_a_small_place_and_one_of_several_are_asked_as_before(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    wrong = []
    for city in ("Dull", "Berlin", "Tornto"):
        said = await ben.says(city)
        if "[Not there]" in said or "All set" in said:
            wrong.append((city, said))
    assert not wrong

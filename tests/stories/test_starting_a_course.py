"""A course begins for many on a day: few taps, everybody told, nobody surprised, all undone."""

from bot.views.callback_data import Verb, pack
from tests.support.built_in_course import COURSE
from tests.support.chat_drafts import import_backs, publish_backs
from tests.support.conversation import Chat, World
from tests.support.groups import back_class


async def published(root: Chat) -> str:
    await import_backs(root)
    return await publish_backs(root)


async def test_everybody_has_the_first_lesson_tomorrow_at_nine(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("20:00", "Auckland")
    assert "[Start it for people]" in await published(root)
    taps = 1
    screen = await root.presses("Start it for people")
    assert "2 of them are in another course now." in screen
    assert "Begins: Mon 23 November, 09:00 on everybody's own clock" in screen
    assert "[Confirm]" not in screen, "it is asked first what becomes of them"
    taps += 1
    screen = await root.presses("Instead of it")
    assert "2 leave another course for it; their place there is kept." in screen
    taps += 1
    screen = await root.presses("Confirm")
    assert "Scheduled as number 1." in screen
    assert "[Undo: send nothing]" in screen
    assert taps <= 6
    assert "“Sore backs” begins for you" not in await ada.reads()
    await world.advance(to="2026-11-22T17:00:00Z")
    told = await ada.reads()
    assert "“Sore backs” begins for you on Mon 23 November." in told
    assert "The first comes at 09:00 on your clock." in told
    assert "[Not for me] [Not now]" in told
    await world.advance(to="2026-11-23T08:00:00Z")
    assert "BOT  Keep moving\n" in await ada.reads()
    assert "Sore backs" in await ada.says("/progress")
    # Where nine had passed before they could be told, the first comes on the next day.
    await world.advance(to="2026-11-23T20:00:00Z")
    assert "BOT  Keep moving\n" in await ben.reads()
    await world.advance_days(1)
    assert "BOT  Use heat\n" in await ada.reads()


async def test_the_hour_of_each_is_kept(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("Instead of it")
    screen = await root.presses("At the hour of each")
    assert "Begins: Mon 23 November, at the hour of each" in screen
    assert "First: Mon 23 November, 06:30 (UTC)" in screen
    await root.presses("Confirm")
    await world.advance(to="2026-11-23T06:30:00Z")
    told = await ada.reads()
    assert "one a day, at your usual hour." in told
    assert "BOT  Keep moving\n" in told


async def test_whoever_says_no_goes_on_where_they_were(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("Instead of it")
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T17:00:00Z")
    told = await ada.presses("Not for me")
    assert "All right: “Sore backs” does not begin." in told
    assert "goes on where you were" in told
    assert "That does not stand any more" in await ada.presses("Not for me")
    later = await ben.presses("Not now")
    assert "begins whenever you tap below" in later
    await world.advance(to="2026-11-23T08:00:00Z")
    lessons = await ada.reads()
    assert "Keep moving" not in lessons
    assert "Lesson 2 of" in lessons
    assert "Your course is now “Sore backs”." in await ben.presses("Begin it now")
    assert "declined: <5 · not now: <5" in await root.forges(pack(Verb.OPEN_ANNOUNCEMENT, 1))
    # Who declined is not put into it a second time; who waits may be.
    await root.says("/admin")
    await root.presses("Courses")
    await root.presses("Sore backs")
    screen = await root.presses("Start it for people")
    assert "2 have had it, are in it or declined it" in screen


async def test_after_the_course_they_are_in(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    screen = await root.presses("After it")
    assert "1 in another course begin once they have finished it." in screen
    await root.presses("Confirm")
    await world.advance_days(2)
    assert "it begins when you have finished it." in await ada.reads()
    assert "Courses that begin after the present one: 1" in await ada.says("/privacy")
    await world.advance_days(len(COURSE.lessons))
    seen = await ada.reads()
    assert "Next begins “Sore backs”" in seen
    assert "BOT  Keep moving\n" in seen.split("Next begins")[1]
    assert "Courses that begin after" not in await ada.says("/privacy")


async def test_without_those_who_are_in_another(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    screen = await root.presses("Without them")
    assert "1 in another course are left out." in screen
    assert "0 begin." in screen
    await root.presses("Confirm")
    await world.advance_days(2)
    assert "begins for you" not in await ada.reads()


async def test_it_is_undone_for_a_minute_and_called_off_until_it_begins(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("Instead of it")
    await root.presses("Confirm")
    assert "Nothing will be sent." in await root.presses("Undo: send nothing")
    await root.presses("Undo")
    await world.advance(to="2026-11-22T17:00:00Z")
    assert "begins for you" in await ada.reads()
    assert "Sore backs" in await ada.says("/progress")
    assert "Until then it can be called off" in await root.reads()
    asked = await root.presses("Call it off")
    assert "Whoever has had no lesson of it goes back to what they had before." in asked
    await root.presses("Yes, stop number 1")
    await world.settle()
    assert "Sore backs" not in await ada.says("/progress")
    await world.advance(to="2026-11-23T08:00:00Z")
    seen = await ada.reads()
    assert "Keep moving" not in seen
    assert "Lesson 2 of" in seen


async def test_where_it_has_begun_it_stays(ada: Chat, ben: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Los Angeles")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("Instead of it")
    await root.presses("Confirm")
    await world.advance(to="2026-11-23T08:00:00Z")
    assert "BOT  Keep moving\n" in await ada.reads()
    await root.presses("Call it off")
    await root.presses("Yes, stop number 1")
    await world.advance_days(1)
    assert "BOT  Use heat\n" in await ada.reads()
    assert "Keep moving" not in await ben.reads()
    assert "Sore backs" not in await ben.says("/progress")


async def test_a_group_is_never_put_into_a_course(ada: Chat, root: Chat, world: World) -> None:
    group = world.chat("ada", await back_class(world))
    await group.says("/start")
    await group.says("/start")
    await group.presses("07:30")
    await published(root)
    screen = await root.presses("Start it for people")
    assert "As things stand this reaches nobody." in screen
    assert "No group is among them." in screen


async def test_another_day_another_audience(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("For whom")
    screen = await root.presses("Who finished any")
    assert "For: those who finished a course" in screen
    assert "As things stand this reaches nobody." in screen
    await root.presses("For whom")
    await root.presses("Everyone")
    await root.presses("When")
    screen = await root.says("1 December 10:30")
    assert "Begins: Tue 1 December, 10:30 on everybody's own clock" in screen
    await root.presses("Instead of it")
    await root.presses("Confirm")
    week = await root.says("/calendar")
    assert "begins for you" not in week
    week = await root.presses("Next week")
    assert "18:00 on everybody's own clock, 1 person: “Sore backs” begins" in week
    assert "Sore backs begins: 1 person" in week
    await root.says("/scheduled 1 2 December 10:30")
    moved = await root.presses("Yes, move number 1")
    assert "Begins: Wed 2 December, 10:30 on everybody's own clock" in moved
    await world.advance(to="2026-12-02T09:30:00Z")
    seen = await ada.reads()
    assert "“Sore backs” begins for you on Wed 2 December." in seen
    assert "BOT  Keep moving\n" in seen


async def test_the_page_of_the_course_says_that_it_begins(ada: Chat, root: Chat) -> None:
    await ada.joins("07:30", "Berlin")
    await published(root)
    await root.presses("Start it for people")
    await root.presses("Instead of it")
    await root.presses("Confirm")
    await root.says("/admin")
    await root.presses("Courses")
    page = await root.presses("Sore backs")
    assert "1. Begins: Mon 23 November, 09:00 on everybody's own clock: 1 person" in page
    assert "Scheduled as number 1." in await root.presses("Number 1")


async def test_an_offer_is_taken_with_a_tap_and_counted(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Berlin")
    await published(root)
    screen = await root.presses("Offer it to people")
    assert "A course for you: “Sore backs”." in screen
    assert "To: 2 people" in screen
    await root.presses("Confirm")
    await world.advance(to="2026-11-23T08:00:00Z")
    offered = await ada.reads()
    assert "Would you like to begin?" in offered
    assert "[Begin] [Not now]" in offered
    assert "Your course is now “Sore backs”." in await ada.presses("Begin")
    await ada.presses("Begin")
    assert "All right. Nothing changes." in await ben.presses("Not now")
    await world.advance_days(1)
    assert "BOT  Keep moving\n" in await ada.reads()
    assert "Keep moving" not in await ben.reads()
    await root.says("/calendar")
    await root.presses("Past")
    assert "begun: <5" in await root.presses("1. A course for you: “Sore backs”. 3 le…")

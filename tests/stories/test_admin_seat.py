"""The admin's first seat: schedule, look, cancel, count."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World
from tests.support.tables import table


async def test_a_lesson_is_previewed_confirmed_and_sent_to_everybody(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await ben.joins("20:00", "Lisbon")
    await root.says("/start")
    screen = await root.says("/schedule cauda-equina tomorrow 9:00")
    assert place_of("cauda-equina") in screen
    assert "To: 2 people" in screen
    assert "When: Mon 23 November, 09:00 (UTC)" in screen
    screen = await root.presses("Confirm")
    assert "Scheduled as number 1." in screen
    await ada.reads()
    await ben.reads()
    await world.advance(to="2026-11-23T09:00:00Z")
    assert place_of("cauda-equina") in await ada.reads()
    assert place_of("cauda-equina") in await ben.reads()


async def test_a_text_goes_out_as_it_was_written_and_once(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    screen = await root.says("/schedule We are <b>closed</b> & sorry. in 2h")
    assert screen.startswith("BOT  We are <b>closed</b> & sorry.\n")
    assert "To: 1 person" in screen
    await root.presses("Confirm")
    await world.advance(advance_seconds=3 * 3600)
    assert await ada.reads() == "BOT  We are <b>closed</b> & sorry.\n"
    await world.restart()
    await world.advance(advance_seconds=3600)
    assert await ada.reads() == ""


async def test_nothing_is_sent_without_a_confirmation(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 1h")
    assert "Nothing is scheduled." in await root.says("/scheduled")
    await world.advance(advance_seconds=7200)
    assert await ada.reads() == ""
    assert "Nothing was scheduled" in await root.presses("Confirm")


async def test_what_is_scheduled_is_listed_and_can_be_taken_back(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule Hello everybody. in 1h")
    await root.presses("Confirm")
    assert "1. Sun 22 November, 13:00 (UTC): Hello everybody." in await root.says("/scheduled")
    assert "Canceled." in await root.says("/cancel 1")
    assert "is no number of something scheduled" in await root.says("/cancel 1")
    assert "is no number of something scheduled" in await root.says("/cancel everything")
    await world.advance(advance_seconds=7200)
    assert await ada.reads() == ""


async def test_people_on_a_break_are_not_written_to(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/pause 5 days")
    screen = await root.says("/schedule Hello. in 1h")
    assert "To: 1 person: 0 get it then, 1 on a break gets nothing" in screen
    await root.presses("Confirm")
    await world.advance(advance_seconds=7200)
    assert await ada.reads() == ""


@table(
    ("typed", "answer"),
    [
        ("/schedule", "/schedule <lesson or text> <when>"),
        ("/schedule cauda-equina", "I found no time at the end"),
        ("/schedule Hello. 2020-01-01 09:00", "That time has passed."),
        ("/schedule tomorrow 9:00", "There is no lesson or text before the time."),
        ("/schedule Hello. 03/04/2027 9:00", "That can be read in two ways."),
    ],
)
async def test_a_command_that_cannot_be_gets_an_example(
    root: Chat, typed: str, answer: str
) -> None:
    assert answer in await root.says(typed)


async def test_stats_count_people_and_lessons(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(1)
    screen = await root.says("/stats")
    assert "active: <5" in screen
    assert "sent: 2" in screen
    assert "What helps a sore back or head today: <5" in screen


async def test_a_stranger_is_told_nothing_about_admin_commands(
    ada: Chat, root: Chat, world: World
) -> None:
    for command in ("/schedule Hello. in 1h", "/scheduled", "/recall 1", "/stats"):
        assert "only for admins" in await ada.says(command)
    await root.says("/schedule Hello. in 1h")
    assert "TOAST That button is out of date." in await ada.forges("a-yes:1:1:1")
    assert "Nothing is scheduled." in await root.says("/scheduled")
    assert "/schedule" not in await ada.says("/help")

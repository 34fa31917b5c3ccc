"""Scheduling without fear: whom it reaches, when, what can be undone, and what cannot happen."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.views.callback_data import Verb, pack
from lessons.times.quiet_hours import AT_NIGHT, NEVER, parse_quiet_hours
from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World
from tests.support.tables import table


async def test_their_time_is_nine_o_clock_for_everybody(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Auckland")
    screen = await root.says("/schedule Good morning. tomorrow 9:00 their time")
    assert "When: Mon 23 November, 09:00 on everybody's own clock" in screen
    assert "First: Sun 22 November, 20:00 (UTC)" in screen
    assert "Last: Mon 23 November, 08:00 (UTC)" in screen
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T19:59:59Z")
    assert "Good morning." not in await ben.reads()
    await world.advance(to="2026-11-22T20:00:00Z")
    assert await ben.reads() == "BOT  Good morning.\n"
    assert "Good morning." not in await ada.reads()
    assert "More follow, each on their own clock." in await root.reads()
    await world.advance(to="2026-11-23T07:59:59Z")
    assert "Good morning." not in await ada.reads()
    await world.advance(to="2026-11-23T08:00:00Z")
    assert await ada.reads() == "BOT  Good morning.\n"
    await world.advance_days(2)
    assert "Good morning." not in await ada.reads() + await ben.reads()
    assert "Number 1 is done.\n     2 of 2 sent" in await root.reads()


async def test_who_moves_while_it_goes_round_the_world_gets_it_once(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Auckland")
    await root.says("/schedule Hello. tomorrow 9:00 their time")
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T21:00:00Z")
    assert "Hello." in await ben.reads()
    for who, city in ((ada, "Auckland"), (ben, "Berlin")):
        await who.says("/settings")
        await who.presses("Change zone")
        places = await who.says(city)
        await who.presses(places.split("[", 1)[1].split("]", 1)[0])
    await world.advance_days(2)
    assert (await ada.reads()).count("Hello.") == 1
    assert "Hello." not in await ben.reads()


async def test_quiet_hours_are_kept_on_each_ones_clock(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("20:00", "Berlin")
    await ben.joins("20:00", "Auckland")
    screen = await root.says("/schedule Hello. today 15:00")
    assert "To: 2 people: 1 gets it then, 1 in quiet hours gets it at 08:00" in screen
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T15:00:00Z")
    assert "Hello." in await ada.reads()
    assert "Hello." not in await ben.reads()
    await world.advance(to="2026-11-22T19:00:00Z")
    assert "Hello." in await ben.reads()


async def test_an_announcement_takes_the_place_of_nobodys_lesson(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await root.says("/schedule cauda-equina tomorrow 8:15 Europe/Berlin")
    await root.presses("Confirm")
    await ada.reads()
    await world.advance_days(1)
    seen = await ada.reads()
    assert place_of(2) in seen
    assert place_of("cauda-equina") in seen


async def test_people_on_a_break_are_counted_apart(ada: Chat, ben: Chat, root: Chat) -> None:
    await ada.joins()
    await ben.joins()
    await ada.says("/pause 5 days")
    screen = await root.says("/schedule Hello. in 1h")
    assert "To: 2 people: 1 gets it then, 1 on a break gets nothing" in screen


@pytest.fixture
async def joined(ada: Chat, ben: Chat) -> tuple[Chat, Chat]:
    """Two people who get lessons."""
    await ada.joins()
    await ben.joins()
    return ada, ben


@table(
    ("audience", "people"),
    [
        ("everyone", 2),
        ("course l5-s1-and-headaches", 2),
        ("from lesson-that-is-none", None),
        ("from what-helps", 2),
        ("from cauda-equina", 0),
        ("finished", 0),
        ("finished l5-s1-and-headaches", 0),
        ("inactive 1 day", 0),
        ("groups", 0),
        ("test", 0),
        ("course nowhere", None),
        ("martians", None),
    ],
)
async def test_an_audience_is_who_it_says(
    joined: tuple[Chat, Chat], root: Chat, audience: str, people: int | None
) -> None:
    screen = await root.says(f"/schedule Hello to all. in 1h to {audience}")
    if people is None:
        assert "is no audience here" in screen
    else:
        assert f"To: {people} people" in screen
        assert screen.startswith("BOT  Hello to all.\n")


async def test_groups_and_the_test_list_are_reached_alone(
    ada: Chat, root: Chat, world: World
) -> None:
    group = await world.post(
        "chats", type="group", title="Back class", members=["ada", "root"], admins=["ada"]
    )
    in_group = world.chat("ada", group["id"])
    await in_group.says("/start")
    await in_group.presses("07:30")
    await in_group.presses_clock("Berlin")
    await ada.joins()
    await root.joins()
    await root.says("/schedule To groups. in 1h to groups")
    await root.presses("Confirm")
    await root.says("/schedule To us. in 1h to test")
    await root.presses("Confirm")
    await world.advance(advance_seconds=3700)
    assert "To groups." in await in_group.reads()
    assert "To us." in await root.reads()
    assert "To" not in await ada.reads()


async def test_a_confirmed_announcement_can_be_undone_and_nothing_leaves_before(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 1 min")
    await root.says("/schedule Oops. in 1 min")
    assert "Nothing leaves before" in await root.presses("Confirm")
    await world.advance(advance_seconds=50)
    assert await ada.reads() == ""
    assert "Canceled." in await root.presses("Undo: send nothing")
    await world.advance(advance_seconds=3600)
    assert await ada.reads() == ""


async def test_a_stale_button_does_nothing(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 1h")
    assert "Nothing was scheduled" in await root.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 2, 1))
    await root.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 1, 1))
    await root.says("/scheduled 1 tomorrow 12:00")
    assert "has another time now" in await root.presses("Yes, move number 1")
    stale = await root.forges(pack(Verb.CANCEL_ANNOUNCEMENT, 1, 1))
    assert "is no number of something scheduled" in stale
    await world.advance(advance_seconds=7200)
    assert await ada.reads() == ""
    await world.advance(to="2026-11-23T12:00:00Z")
    assert "Hello." in await ada.reads()


async def test_the_list_moves_and_cancels(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    for text in ("One.", "Two."):
        await root.says(f"/schedule {text} in 1h")
        await root.presses("Confirm")
    listed = await root.says("/scheduled")
    assert "[Move 1] [Cancel 1]" in listed
    assert "When?" in await root.presses("Move 1")
    assert "Move number 1?" in await root.says("tomorrow 12:00")
    assert "Number 1 has another time now." in await root.presses("Yes, move number 1")
    await root.says("/scheduled")
    asked = await root.presses("Cancel 2")
    assert "Cancel number 2?" in asked
    assert "[Yes, cancel number 2] [Keep it]" in asked
    assert "Canceled." in await root.presses("Yes, cancel number 2")
    await world.advance(advance_seconds=7200)
    assert await ada.reads() == ""
    log = await root.says("/log")
    assert "moved no. 1" in log
    assert "2026-11-23 12:00 UTC" in log


async def test_a_dry_run_tells_what_it_can_know_and_sends_nothing(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Auckland")
    await root.says("/schedule Hello. tomorrow 9:00 their time")
    screen = await root.presses("Dry run")
    assert "As things stand it would go to 2 people." in screen
    assert "The first: Sun 22 November, 20:00 (UTC)" in screen
    assert "The last: Mon 23 November, 08:00 (UTC)" in screen
    assert "Nobody can know yet who will have blocked the bot by then" in screen
    await world.advance_days(2)
    assert "Hello." not in await ada.reads()
    assert "Nothing is scheduled." in await root.says("/scheduled")


async def test_the_form_asks_what_when_and_for_whom(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    assert "What shall be sent?" in await root.says("/schedule")
    assert "Which lesson?" in await root.presses("Sore back, sore head: what helps")
    assert "When?" in await root.presses(await button(root, "3. "))
    assert "For whom?" in await root.presses("Tomorrow 9:00, their time")
    screen = await root.presses("Everyone")
    assert place_of(3) in screen
    assert "To: 1 person" in screen
    await root.presses("Confirm")
    await world.advance(to="2026-11-23T08:00:00Z")
    assert place_of(3) in await ada.reads()


async def button(chat: Chat, start: str) -> str:
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    labels = [
        item["text"]
        for message in found
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
        for item in row
    ]
    return str(next(label for label in labels if label.startswith(start)))


async def test_a_restart_between_any_two_steps_loses_nothing(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule")
    await world.restart()
    assert "When?" in await root.says("The clinic is closed on Friday.")
    await world.restart()
    assert "That is no exact time." in await root.says("soon")
    await world.restart()
    assert "For whom?" in await root.says("tomorrow 12:00")
    await world.restart()
    assert "is no audience here" in await root.says("martians")
    await world.restart()
    assert "When?" in await root.presses("Back")
    assert "For whom?" in await root.says("tomorrow 13:00")
    screen = await root.says("to everyone")
    assert screen.startswith("BOT  The clinic is closed on Friday.\n")
    await world.restart()
    await root.presses("Confirm")
    await world.restart()
    await world.advance(to="2026-11-23T13:00:00Z")
    assert "The clinic is closed on Friday." in await ada.reads()


async def test_a_form_that_is_closed_takes_no_more_answers(root: Chat) -> None:
    await root.says("/schedule")
    await root.presses("Close")
    assert "did not understand" in await root.says("Qwrtz.")
    assert "Closed." in await root.forges(pack(Verb.FORM_WHEN, "hour", 0))


async def test_a_newer_question_gets_the_answer_and_the_older_one_is_closed(root: Chat) -> None:
    await root.joins()
    await root.says("/schedule")
    await root.says("/settings")
    await root.presses("Change time")
    assert "Saved" in await root.says("7:45")
    assert "did not understand" in await root.says("Qwrtz.")


@table(
    ("zone", "at", "loud"),
    [
        ("UTC", "20:59", "20:59"),
        ("UTC", "08:00", "08:00"),
        ("UTC", "07:59", "08:00"),
        ("Europe/Berlin", "20:00", "07:00"),
        ("Pacific/Auckland", "12:00", "19:00"),
    ],
)
def test_quiet_hours_end_at_eight(zone: str, at: str, loud: str) -> None:
    instant = datetime.fromisoformat(f"2026-11-22T{at}").replace(tzinfo=UTC)
    found = AT_NIGHT.leave(zone, instant)
    assert f"{found:%H:%M}" == loud
    assert found >= instant


@table(
    ("hours", "at", "loud"),
    [
        ("22:00-06:30", "21:59", "21:59"),
        ("22:00-06:30", "22:00", "06:30"),
        ("22-6:30", "06:29", "06:30"),
        ("13:00-15:00", "12:59", "12:59"),
        ("13:00-15:00", "14:00", "15:00"),
        ("13:00-15:00", "15:00", "15:00"),
        ("off", "03:00", "03:00"),
        ("OFF ", "00:00", "00:00"),
    ],
)
def test_quiet_hours_are_what_the_operator_sets(hours: str, at: str, loud: str) -> None:
    instant = datetime.fromisoformat(f"2026-11-22T{at}").replace(tzinfo=UTC)
    found = parse_quiet_hours(hours).leave("UTC", instant)
    assert f"{found:%H:%M}" == loud
    assert instant <= found < instant + timedelta(days=1)


async def test_without_quiet_hours_nobody_waits(ben: Chat, root: Chat, world: World) -> None:
    world.settings = world.settings.model_copy(update={"quiet_hours": NEVER})
    await world.restart()
    await ben.joins("20:00", "Auckland")
    assert "quiet" not in await root.says("/schedule Hello. today 15:00")
    await root.presses("Confirm")
    await world.advance(to="2026-11-22T15:00:00Z")
    assert "Hello." in await ben.reads()


async def test_the_first_and_the_last_instant_are_of_those_who_get_it(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Auckland")
    await ben.says("/pause 9")
    await root.joins("07:30", "Reykjavik")
    screen = await root.says("/schedule Good morning. tomorrow 9:00 their time to test")
    assert "First: Mon 23 November, 09:00" in screen
    assert "Last: Mon 23 November, 09:00" in screen
    everyone = await root.says("/schedule Good morning. tomorrow 9:00 their time")
    assert "First: Mon 23 November, 08:00" in everyone, "ben is on a break"
    await root.presses("Confirm")
    moved = await root.says("/scheduled 2 tomorrow 10:00 their time")
    assert "First: Mon 23 November, 09:00" in moved
    assert "Last: Mon 23 November, 10:00" in moved

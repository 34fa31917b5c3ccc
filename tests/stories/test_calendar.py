"""The calendar: by day what goes out, and the way to each of it."""

from tests.support.conversation import Chat, World


async def test_the_calendar_shows_lessons_and_announcements_by_day(
    ada: Chat, ben: Chat, root: Chat
) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Auckland")
    await root.says("/schedule We are closed. 2026-11-24 09:00")
    await root.presses("Confirm")
    await root.says("/schedule Good morning. 2026-12-02 9:00 their time")
    await root.presses("Confirm")
    screen = await root.says("/calendar")
    days = screen.split("\n     \n") if "\n     \n" in screen else screen.split("\n\n")
    of = {day.strip().split("\n")[0].strip(): day for day in days}
    assert "Nothing" in of["Sun 22 November 2026"], screen
    # Ben's Monday had begun, and its lesson was his first.
    lessons = "Lessons of Sore back, sore head: what helps"
    assert f"{lessons}: 1 person" in of["Mon 23 November 2026"]
    assert f"{lessons}: 2 people" in of["Tue 24 November 2026"]
    closed = of["Tue 24 November 2026"]
    assert "1. Tue 24 November, 09:00 (UTC), 2 people: We are closed." in closed
    assert "Good morning" not in screen
    assert "Lessons stand on the readers' own dates" in screen
    following = await root.presses("Next week")
    assert "2. 09:00 on everybody's own clock, 2 people: Good morning." in following
    assert "We are closed" not in following
    opened = await root.presses("2. Good morning.")
    assert "Scheduled as number 2." in opened
    assert "[Cancel]" in opened or "[Undo: send nothing]" in opened
    assert "Calendar" in await root.presses("Calendar")


async def test_who_is_on_a_break_is_in_no_calendar(ada: Chat, ben: Chat, root: Chat) -> None:
    await ada.joins("07:30", "Berlin")
    await ben.joins("07:30", "Berlin")
    assert "what helps: 2 people" in await root.says("/calendar")
    await ada.says("/pause 3 weeks")
    screen = await root.says("/calendar")
    assert "what helps: 1 person" in screen
    assert "2 people" not in screen


async def test_an_announcement_that_was_called_off_is_said_to_be(ada: Chat, root: Chat) -> None:
    await ada.joins("07:30", "Berlin")
    await root.says("/schedule We are closed. 2026-11-24 09:00")
    await root.presses("Confirm")
    await root.says("/calendar")
    await root.says("/cancel 1")
    assert "Number 1 is not scheduled any more." in await root.presses("1. We are closed.")


async def test_a_stranger_sees_no_calendar(ada: Chat) -> None:
    await ada.joins("07:30", "Berlin")
    assert "Nothing" not in await ada.says("/calendar")


async def test_what_has_gone_out_is_listed_with_its_report_and_scheduled_again(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await root.says("/schedule We are closed. 2026-11-24 09:00")
    await root.presses("Confirm")
    await root.says("/calendar")
    assert "Nothing has gone out yet." in await root.presses("Past")
    await world.advance(to="2026-11-24T10:00:00Z")
    await root.says("/calendar")
    screen = await root.presses("Past")
    assert "1. Tue 24 November, 09:00 (UTC): We are closed.\n     1 of 1 sent" in screen
    assert "Number 1 is done." in await root.presses("1. We are closed.")
    assert "When?" in await root.presses("Schedule the same again")
    await root.says("2026-11-26 09:00")
    check = await root.presses("Everyone")
    assert "We are closed." in check
    assert "[Confirm]" in check

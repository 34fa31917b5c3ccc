"""A lesson that people get next in their course is not sent to them twice unseen."""

from tests.support.built_in_course import COURSE, place_of
from tests.support.conversation import Chat, World

NEXT = COURSE.lessons[1].lesson_id


async def test_who_has_it_next_is_counted_and_can_be_left_out(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await ben.joins()
    await world.advance_days(1)
    await ben.says("/pause 9")
    await root.joins()
    await ada.reads()
    following = COURSE.lessons[2].lesson_id
    screen = await root.says(f"/schedule {following} in 1h")
    assert "1 of them gets it next in their course anyway, and so would have it twice." in screen
    assert "To: 3 people: 2 get it then" in screen
    screen = await root.presses("Leave those out")
    assert "1 person gets it next in their course, and so is left out here." in screen
    assert "For: everyone, except who gets it next" in screen
    assert "To: 2 people: 1 gets it then" in screen or "To: 1 person: 1 gets it then" in screen
    await root.presses("Confirm")
    await root.reads()
    await world.advance(advance_seconds=3700)
    assert place_of(following) in await root.reads()
    assert place_of(following) not in await ada.reads()


async def test_they_get_it_all_the_same_if_that_is_wanted(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says(f"/schedule {NEXT} in 1h")
    await root.presses("Leave those out")
    assert "would have it twice" in await root.presses("To them too")
    await root.presses("Confirm")
    await ada.reads()
    await world.advance(advance_seconds=3700)
    assert place_of(NEXT) in await ada.reads()


async def test_a_lesson_that_nobody_has_next_asks_nothing(ada: Chat, root: Chat) -> None:
    await ada.joins()
    screen = await root.says(f"/schedule {COURSE.lessons[5].lesson_id} in 1h")
    assert "next in their course" not in screen


async def test_what_is_scheduled_already_is_said_where_the_same_is_scheduled_again(
    ada: Chat, root: Chat
) -> None:
    await ada.joins()
    first = await root.says("/schedule We are closed on Friday. in 3h")
    assert "within a day" not in first
    await root.presses("Confirm")
    again = await root.says("/schedule We are closed on Friday. in 5h")
    assert "Number 1 brings the same within a day: whoever is in both gets it twice." in again
    assert "within a day" not in await root.says("/schedule We are closed on Friday. in 3 days")
    assert "within a day" not in await root.says("/schedule We are open on Friday. in 3h")

"""At one's own pace: more, less, later, out of turn, and from the beginning again."""

import asyncio

from tests.support.built_in_course import COUNT, COURSE, place_of
from tests.support.conversation import Chat, World

FIRST, SECOND, THIRD, FOURTH, *_ = COURSE.lessons
LAST = COURSE.lessons[-1]


def button_of(number: int) -> str:
    title = f"{number}. {COURSE.lessons[number - 1].title}"
    return title if len(title) <= 40 else f"{title[:39].rstrip()}…"


async def test_what_comes_is_listed_with_its_dates_and_turned_page_by_page(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/lessons")
    screen = await ada.presses("What comes")
    assert f"2. {SECOND.title}\n     Mon 23 November, 07:30 (Berlin)\n" in screen
    assert f"3. {THIRD.title}\n     Tue 24 November, 07:30 (Berlin)\n" in screen
    assert FIRST.title not in screen
    await ada.presses("Next page")
    assert f"{COUNT}. {LAST.title}\n     Mon 7 December, 07:30" in await ada.presses("Next page")


async def test_another_one_today_is_offered_and_tomorrow_goes_on_as_ever(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    assert "[Another one now] [What comes]" in await ada.says("/lesson")
    screen = await ada.presses("Another one now")
    assert f"BOT  {SECOND.title}\n" in screen
    assert f"By itself comes next: “{THIRD.title}”, Mon 23 November, 07:30 (Berlin)." in screen
    assert place_of(3) in await ada.presses("Another one now")
    assert f"3 of {COUNT} lessons  ●●●○" in await ada.says("/progress")
    await world.advance_days(1)
    got = await ada.reads()
    assert place_of(4) in got
    assert got.count("Lesson ") == 1


async def test_a_double_tap_on_another_one_brings_one_and_a_word(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/lesson")
    message_id = await ada.find_button("Another one now")
    press = {"from": "ada", "message_id": message_id, "button": "Another one now"}
    answers = await asyncio.gather(*(world.post("chats/ada/presses", **press) for _ in range(3)))
    assert sorted(str(one["answer"]) for one in answers) == ["None", "Sent below ↓", "Sent below ↓"]
    await world.settle()
    assert [place for place, _ in await ada.lessons("UTC")] == [place_of(1), place_of(2)]
    await world.advance(advance_seconds=6)
    await world.post("chats/ada/presses", **press)
    await world.settle()
    assert len(await ada.lessons("UTC")) == 3, "who taps again later means it"


async def test_a_double_tap_brings_no_lesson_twice_whatever_the_button(
    ada: Chat, world: World
) -> None:
    async def double_tap(label: str) -> int:
        await ada.looks()
        before = len(await ada.lessons("UTC"))
        press = {"from": "ada", "message_id": await ada.find_button(label), "button": label}
        await asyncio.gather(*(world.post("chats/ada/presses", **press) for _ in range(3)))
        await world.settle()
        return len(await ada.lessons("UTC")) - before

    came = {}
    await ada.says("/start")
    came["first"] = await double_tap("Read the first lesson")
    await ada.joins()
    await ada.says("/lessons")
    came["again"] = await double_tap(button_of(1))
    await ada.says("/stop")
    await world.advance_days(1)
    await ada.says("/resume")
    came["now"] = await double_tap("Next lesson now")
    await ada.says("/lessons")
    await ada.presses("What comes")
    came["out of turn"] = await double_tap(button_of(4))
    assert came == dict.fromkeys(came, 1)


async def test_a_topic_that_hurts_now_is_read_at_once_and_not_again_in_its_turn(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await ada.says("/progress")
    await ada.presses("What comes")
    screen = await ada.presses(button_of(4))
    assert f"BOT  {FOURTH.title}\n" in screen
    assert f"By itself comes next: “{SECOND.title}”, Mon 23 November" in screen
    await world.advance(advance_seconds=6)
    assert "has come to you already" in await ada.presses(button_of(4))
    assert f"2 of {COUNT} lessons  ●○○●○" in await ada.says("/progress")
    assert FOURTH.title in await ada.says("/lessons")
    await world.advance_days(3)
    places = [place for place, _ in await ada.lessons("UTC")]
    assert places == [place_of(1), place_of(4), place_of(2), place_of(3), place_of(5)]


async def test_who_read_all_the_rest_ahead_is_thanked_once(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/lesson")
    said = [await ada.presses("Another one now") for _ in range(COUNT - 1)]
    assert place_of(COUNT) in said[-1]
    thanks = "You have read it all."
    assert sum(screen.count(thanks) for screen in said) == 1
    await world.advance_days(5)
    assert await ada.reads() == ""
    assert f"You are through all {COUNT} lessons" in await ada.says("/start")


async def test_who_jumped_to_the_end_is_thanked_when_the_rest_has_come(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await ada.forges(f"jump:{COURSE.course_id}:{LAST.lesson_id}")
    await world.advance_days(COUNT - 2)
    assert place_of(COUNT - 1) in await ada.reads()
    await world.advance_days(1)
    assert "You have read it all." in await ada.reads()
    await world.advance_days(5)
    assert await ada.reads() == ""


async def test_this_evening_instead_moves_one_lesson_and_no_other(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance(to="2026-11-23T05:00:00Z")
    await ada.says("/progress")
    assert "[This evening instead]" in await ada.presses("What comes")
    screen = await ada.presses("This evening instead")
    assert "In the evening, then: Mon 23 November, 20:00 (Berlin)." in screen
    assert "[This evening instead]" not in await ada.presses("What comes")
    await world.advance(to="2026-11-23T18:59:00Z")
    assert await ada.reads() == ""
    await world.advance(to="2026-11-24T07:00:00Z")
    got = [at.strftime("%d %H:%M") for _, at in await ada.lessons("Europe/Berlin")]
    assert got[1:] == ["23 20:00", "24 07:30"]


async def test_three_a_week_is_one_tap(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/lessons")
    await ada.presses("What comes")
    assert "Now: Mon, Wed, Fri." in await ada.presses("Three a week")
    await world.advance(to="2026-11-30T12:00:00Z")
    got = [at.day for _, at in await ada.lessons("Europe/Berlin")]
    assert got[1:] == [23, 25, 27, 30]


async def test_lessons_can_wait_for_monday(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance(to="2026-11-24T12:00:00Z")
    await ada.says("/lessons")
    await ada.presses("What comes")
    screen = await ada.presses("From Monday")
    assert "Lessons come from Mon 30 November 2026 on." in screen
    assert "The first is due Mon 30 November, 07:30 (Berlin)." in screen
    await world.advance(to="2026-11-30T12:00:00Z")
    assert [at.day for _, at in await ada.lessons("Europe/Berlin")][1:] == [23, 24, 30]
    assert "What comes" in await ada.forges("from:2026-11-30"), "an old button changes nothing"
    assert "break" not in await ada.says("/settings")


async def test_beginning_again_is_asked_first_and_can_be_undone(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(2)
    await ada.says("/settings")
    assert "again, with its first lesson?" in await ada.presses("Begin the course again")
    assert "From the beginning, then." in await ada.presses("Begin again")
    assert f"0 of {COUNT} lessons" in await ada.says("/progress")
    assert THIRD.title in await ada.says("/lessons"), "what was had can still be read"
    assert "you are where you were" in await ada.presses("Undo")
    assert f"3 of {COUNT} lessons  ●●●○" in await ada.says("/progress")
    await world.advance_days(1)
    assert place_of(4) in await ada.reads()
    late = await ada.forges(f"again-no:{COURSE.course_id}:{FIRST.lesson_id}")
    assert "cannot be undone" in late
    assert f"4 of {COUNT} lessons" in await ada.says("/progress")


async def test_a_double_tap_on_begin_again_leaves_the_way_back(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(2)
    await ada.says("/settings")
    await ada.presses("Begin the course again")
    message_id = await ada.find_button("Begin again")
    press = {"from": "ada", "message_id": message_id, "callback_data": "again"}
    await world.post("chats/ada/presses", **press)
    await world.post("chats/ada/presses", **press)
    await ada.reads()
    assert "you are where you were" in await ada.presses("Undo")
    assert f"3 of {COUNT} lessons  ●●●○" in await ada.says("/progress")


async def test_after_the_finish_a_course_can_be_read_once_more(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 1)
    await ada.presses("Begin again")
    await ada.presses("Begin again")
    await ada.reads()
    await world.advance_days(COUNT)
    said = await ada.reads()
    assert said.count("You have read it all.") == 1
    places = [place for place, _ in await ada.lessons("UTC")]
    assert places == 2 * [place_of(number) for number in range(1, COUNT + 1)]


async def test_a_thanks_undone_is_not_said_again(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 1)
    await ada.presses("Begin again")
    await ada.presses("Begin again")
    assert "you are where you were" in await ada.presses("Undo")
    await world.advance_days(3)
    assert await ada.reads() == ""
    assert f"You are through all {COUNT} lessons" in await ada.says("/lesson")


async def test_settings_say_that_the_course_is_finished_and_offer_no_choice_of_one(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    going = await ada.says("/settings")
    assert "Change course" not in going
    assert "[Resume]" not in going
    await ada.says("/pause")
    await ada.presses("Until I resume")
    paused = await ada.says("/settings")
    assert "Lessons are paused until you say so." in paused
    assert "[Resume]" in paused
    await ada.says("/resume")
    await world.advance_days(COUNT)
    finished = await ada.says("/settings")
    assert "No lesson is left." in finished
    assert "[Begin the course again]" in finished


async def test_a_lesson_that_tells_about_what_was_asked_can_be_read_now(ada: Chat) -> None:
    await ada.joins()
    told = await ada.says("what is cauda equina?")
    assert "still to come" in told
    assert f"BOT  {THIRD.title}\n" in await ada.presses("Read it now")

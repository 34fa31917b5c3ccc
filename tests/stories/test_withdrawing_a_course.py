"""A course is withdrawn, ended, moved out of, archived and hidden; nobody loses a place by it."""

from bot.views.callback_data import Verb, pack
from tests.support.built_in_course import COUNT, COURSE
from tests.support.chat_drafts import import_backs, publish_backs
from tests.support.conversation import Chat, World, open_world

BUILT_IN = COURSE.course_id


async def open_course(root: Chat, course_id: str) -> str:
    await root.says("/admin")
    return await root.forges(pack(Verb.COURSE, course_id))


async def test_whoever_is_in_it_finishes_it_and_nobody_new_gets_in(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await publish_backs(root)
    await ada.says("/start sore-backs")
    await ada.says("07:30")
    await ada.says_city("Berlin")
    await open_course(root, "sore-backs")
    await root.presses("Offer it to people")
    await root.presses("Confirm")
    await root.presses("Yes, for nobody yet")
    await open_course(root, "sore-backs")
    asked = await root.presses("Withdraw")
    assert "1 person is in it." in asked
    assert "1 start or offer of it is scheduled and is called off." in asked
    assert "[They finish it]" in asked
    done = await root.presses("They finish it")
    assert "Nobody new gets into it. Whoever is in it finishes it." in done
    assert "Called off: 1" in done
    assert "This link is for a course that is not here" in await ben.says("/start sore-backs")
    assert "Sore backs" not in await ben.says("/start")
    await world.advance_days(1)
    assert "BOT  Use heat\n" in await ada.reads()
    await ada.says("/start sore-backs")
    assert "Sore backs" in await ada.says("/progress")
    page = await open_course(root, "sore-backs")
    assert "withdrawn: nobody new gets into it" in page
    assert "[Offer it to people]" not in page
    assert "On offer." in await root.presses("Offer it again")
    assert "Sore backs" in await ben.says("/start sore-backs")


async def test_it_ends_for_them_now_told_and_undone_for_a_minute(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("18:30", "Berlin")
    await import_backs(root)
    await publish_backs(root)
    await open_course(root, BUILT_IN)
    await root.presses("Withdraw")
    asked = await root.presses("It ends for them now")
    assert "End this course for all who are in it?" in asked
    assert "It is over for 1 person." in asked
    await root.presses("Confirm")
    await root.presses("Undo: send nothing")
    await root.presses("Undo")
    await ada.reads()
    await world.advance(advance_seconds=120)
    told = await ada.reads()
    assert "is over: no lesson of it comes any more." in told
    assert "Sore backs" in await ada.presses("Another course")
    await world.advance_days(2)
    assert "Lesson 2 of" not in await ada.reads()


async def test_people_move_to_another_course(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins("07:30", "Berlin")
    await import_backs(root)
    await publish_backs(root)
    await open_course(root, BUILT_IN)
    await root.presses("Withdraw")
    asked = await root.presses("They move to another")
    assert "Into which course shall they move?" in asked
    screen = await root.presses("Sore backs")
    assert f"For: everyone in {BUILT_IN}" in screen
    assert "1 leave another course for it; their place there is kept." in screen
    await root.presses("Confirm")
    await world.advance_days(1)
    seen = await ada.reads()
    assert "“Sore backs” begins for you" in seen
    assert "BOT  Keep moving\n" in seen


async def test_an_archived_course_is_in_no_list(root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    await open_course(root, "sore-backs")
    await root.presses("Withdraw")
    await root.presses("They finish it")
    await open_course(root, "sore-backs")
    assert "Archived." in await root.presses("Archive")
    listed = await root.presses("Courses")
    assert "Sore backs" not in listed
    assert "Sore backs" in await root.presses("Archived")
    assert "Archived" not in await root.forges(pack(Verb.ARCHIVE, BUILT_IN)), "it is on offer"


async def test_newcomers_begin_the_course_that_an_admin_chose(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await publish_backs(root)
    assert "Which course would you like?" in await ada.says("/start")
    await open_course(root, "sore-backs")
    assert "Newcomers begin this course." in await root.presses("For newcomers")
    assert "Which course would you like?" not in await ben.says("/start")
    assert "BOT  Keep moving\n" in await ben.presses("Read the first lesson")
    await world.restart()
    page = await open_course(root, "sore-backs")
    assert "newcomers begin it without being asked" in page
    assert "On offer." in await root.presses("Ask newcomers")


async def test_the_built_in_course_is_hidden_from_newcomers_only() -> None:
    async with open_world("sqlite://", built_in_courses="off") as world:
        ada, root = world.chat("ada"), world.chat("root")
        assert "There is no course here yet." in await ada.says("/start")
        await import_backs(root)
        await publish_backs(root)
        assert "This link is for a course that is not here" in await ada.says(f"/start {BUILT_IN}")
        assert "BOT  Keep moving\n" in await ada.presses("Read the first lesson")
        page = await open_course(root, BUILT_IN)
        assert "withdrawn: nobody new gets into it" in page


async def test_whoever_scheduled_its_start_hears_that_it_is_called_off(
    ben: Chat, root: Chat
) -> None:
    await root.gives_seat(ben)
    await import_backs(root)
    await publish_backs(root)
    await ben.says("/admin")
    await ben.forges(pack(Verb.START_COURSE, "sore-backs"))
    await ben.presses("Confirm")
    await ben.presses("Yes, for nobody yet")
    await open_course(root, "sore-backs")
    await root.presses("Withdraw")
    await root.presses("They finish it")
    seen = await ben.reads()
    assert "canceled number 1, which you scheduled: “Sore backs” begins for you" in seen
    assert "Canceled. Nothing will be sent." in seen


async def test_what_was_to_come_after_a_course_does_not_begin_once_it_is_withdrawn(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await import_backs(root)
    await publish_backs(root)
    await open_course(root, "sore-backs")
    await root.presses("Start it for people")
    await root.presses("After it")
    await root.presses("Confirm")
    await world.advance_days(2)
    await open_course(root, "sore-backs")
    await root.presses("Withdraw")
    await root.presses("They finish it")
    await world.advance_days(COUNT + 2)
    seen = await ada.reads()
    assert "You have read it all." in seen
    assert "Next begins" not in seen
    assert "BOT  Keep moving\n" not in seen

"""Publishing says what it means for people, does just that, and lets copies be corrected."""

from bot.views.callback_data import Verb, pack
from tests.support.built_in_course import COUNT
from tests.support.chat_drafts import (
    BACKS,
    WARM,
    edit_backs,
    import_backs,
    make_draft,
    publish_backs,
    type_part,
)
from tests.support.conversation import Chat, World


async def choose_backs(who: Chat) -> str:
    """Join in Berlin at 07:30, in the course from the chat."""
    await who.says("/start")
    await who.presses("Sore backs")
    await who.says("07:30")
    places = await who.says("Berlin")
    return await who.presses(places.split("[", 1)[1].split("]", 1)[0])


async def test_a_subscriber_chooses_the_new_course_and_gets_its_lessons(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await root.presses("Approve all")
    await root.presses("Yes, approve all")
    assert "Sore backs" not in await ben.says("/start")
    screen = await root.presses("Publish")
    assert "Publish this course?\n     Sore backs\n     3 lessons\n" in screen
    assert "It is new, so nobody is in it." in screen
    assert "Readers are told: Not yet reviewed by a clinician." in screen
    await world.restart()
    assert "Published as revision 1." in await root.presses("Yes, publish")
    await world.restart()
    screen = await choose_backs(ada)
    assert "BOT  Keep moving\n" in screen
    await world.advance_days(1)
    assert "BOT  Use heat\n" in await ada.reads()
    assert "9001 published sore-backs" in await root.says("/log")


async def test_a_lesson_of_the_new_course_can_be_scheduled_at_once(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await import_backs(root)
    await publish_backs(root)
    assert "Which lesson?" in await root.presses("Schedule a lesson")
    await root.presses("2. Use heat")
    await root.presses("In one hour")
    await root.presses("Everyone")
    await root.presses("Confirm")
    await ada.reads()
    await world.advance(advance_seconds=3700)
    assert "Heat may help sore backs." in await ada.reads()


async def test_the_last_look_says_what_an_edit_means_for_those_in_the_course(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await publish_backs(root)
    await choose_backs(ada)
    await choose_backs(ben)
    screen = await edit_backs(root)
    assert "Nothing is changed yet." in screen
    assert "3 lessons, 3 approved" in screen
    await type_part(root, 1, "Text", "Rest may help for a day. Then walk a bit more each day.")
    await root.presses("Approve")
    await root.forges(pack(Verb.ASK_PART, "sore-backs", 1, "new"))
    await root.says("Sleep well\nA pillow below the knees may help.")
    await root.presses("Approve")
    await root.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 3))
    await root.presses("Remove")
    await root.presses("Yes, remove")
    await root.presses("Overview")
    screen = await root.presses("Publish")
    assert "2 people are in it." in screen
    assert "Other words: 1 lesson\n     • Keep moving\n     Whoever has not had them" in screen
    assert "New: 1 lesson\n     • Sleep well\n     Whoever has not passed their place" in screen
    assert "Removed: 1 lesson\n     • Use heat\n     Nobody gets them any more." in screen

    screen = await root.presses("Yes, publish")
    assert "Published as revision 2." in screen
    assert "[Correct the copies already sent (2): Keep moving]" in screen
    assert await ada.reads() == ""
    check = await root.presses("Correct the copies already sent (2): Keep moving")
    assert "Then walk a bit more each day." in check
    assert "Change 2 copies?" in check
    await root.presses("Correct them")
    assert "Then walk a bit more each day." in await ada.reads()
    await world.advance_days(1)
    screen = await ada.reads()
    assert "BOT  Sleep well\n" in screen


async def test_a_built_in_course_is_edited_in_the_same_way(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/admin")
    await root.presses("Courses")
    screen = await root.presses("Sore back, sore head: what helps")
    assert f"{COUNT} lessons, built-in" in screen
    assert "1 person is in it" in screen
    screen = await root.presses("Edit")
    assert "Nothing is changed yet." in screen
    assert "[Publish]" not in screen
    assert f"{COUNT} lessons, {COUNT} approved" in screen
    await root.forges(pack(Verb.DRAFT_EDIT, "l5-s1-and-headaches", 2))
    await root.presses("Title")
    await root.says("A title from the chat")
    await root.presses("Approve")
    await root.presses("Publish")
    screen = await root.presses("Yes, publish")
    assert "Published as revision 1." in screen
    assert "[Correct the copies" not in screen
    await world.restart()
    await world.advance_days(1)
    assert "A title from the chat" in await ada.reads()
    await root.presses("Courses")
    assert "from the chat, revision 1" in await root.presses("Sore back, sore head: what helps")


async def test_a_careful_word_lost_against_what_is_published_is_named(root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    await edit_backs(root)
    assert "“may help” became “helps”" in await type_part(root, 2, "Text", WARM)


async def test_a_stale_button_publishes_nothing(ben: Chat, root: Chat) -> None:
    await import_backs(root)
    await root.presses("Approve all")
    await root.presses("Yes, approve all")
    await root.presses("Publish")
    await root.gives_seat(ben)
    await ben.says("/help")
    await ben.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 0))
    await ben.presses("Title")
    await ben.says("Sore and stiff backs")
    screen = await root.presses("Yes, publish")
    assert "Nothing was published. The draft has changed since that button was drawn." in screen
    screen = await root.presses("Overview")
    assert "Draft: Sore and stiff backs" in screen
    assert "3 lessons, 0 approved" in screen
    await root.presses("Approve all")
    await root.presses("Yes, approve all")
    await root.presses("Publish")
    assert "Published as revision 1." in await root.presses("Yes, publish")
    assert "It is published already" in await root.forges(pack(Verb.PUBLISH, "sore-backs", 5))


async def test_a_button_from_before_a_change_is_refused_kindly(root: Chat) -> None:
    await import_backs(root)
    for verb, arguments in (
        (Verb.APPROVE, (1, 1)),
        (Verb.APPROVE, (99, 2)),
        (Verb.APPROVE_ALL, (1,)),
        (Verb.APPROVE_MANY, (1,)),
        (Verb.RATE, (1, 1, "fair")),
        (Verb.ASK_REMOVE, (1, 1)),
        (Verb.REMOVE_LESSON, (1, 1)),
        (Verb.KEEP_WORDING, (1, 1)),
        (Verb.ASK_PUBLISH, (1,)),
        (Verb.ASK_DISCARD, (1,)),
        (Verb.DISCARD, (1,)),
    ):
        screen = await root.forges(pack(verb, "sore-backs", *arguments))
        if screen:
            assert "This draft has changed since that button was drawn" in screen, verb
        await root.forges(pack(Verb.DRAFT_LIST, "sore-backs", 1))
    screen = await root.forges(pack(Verb.DRAFT, "sore-backs"))
    assert "3 lessons, 0 approved" in screen


async def test_what_is_published_does_not_wait_for_a_draft(
    ada: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await publish_backs(root)
    await edit_backs(root)
    await type_part(root, 1, "Title", "Not for people yet")
    screen = await choose_backs(ada)
    assert "Keep moving" in screen
    assert "Not for people yet" not in screen


async def test_a_second_import_of_a_published_article_is_another_course(root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    screen = await make_draft(root, "backs.md", BACKS, "/import sore-backs")
    assert "Id: sore-backs-2\n" in screen
    assert "A new course: nobody gets it yet." in screen


async def test_the_menu_of_courses_leads_to_the_lessons_and_to_the_draft(root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    await edit_backs(root)
    await root.presses("Courses")
    screen = await root.presses("Sore backs")
    assert "draft: 3 of 3 lessons approved" in screen
    assert "Draft: Sore backs" in await root.presses("Go on with the draft")
    await root.presses("Courses")
    await root.presses("Sore backs")
    await root.presses("Preview lessons")
    assert "Heat may help sore backs." in await root.presses("2. Use heat")
    await root.forges(pack(Verb.COURSE, "sore-backs"))
    assert "Throw this draft away?" in await root.presses("Discard the draft")
    await root.presses("Yes, throw away")
    await root.presses("Courses")
    assert "[Edit]" in await root.presses("Sore backs")


async def test_a_second_tap_does_no_harm(root: Chat) -> None:
    await import_backs(root)
    approve = pack(Verb.APPROVE, "sore-backs", 1, 2)
    assert "Lesson 2 of 3, not approved yet" in await root.forges(approve)
    assert "nothing was done" not in await root.forges(approve)
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Approve all")
    await root.presses("Publish")
    publish = pack(Verb.PUBLISH, "sore-backs", 4)
    assert "Published as revision 1." in await root.forges(publish)
    screen = await root.forges(publish)
    assert screen.startswith("BOT  It is published already, and nothing of it waits.")

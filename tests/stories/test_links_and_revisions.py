"""Links with names tell by which of them people came; a course goes back to an earlier revision."""

import re
from datetime import UTC, datetime

from bot.views.callback_data import Verb, pack
from lessons.course.edits import remove_lesson
from storage import open_store
from tests.support.built_in_course import COURSE
from tests.support.chat_drafts import import_backs, publish_backs, type_part
from tests.support.conversation import Chat, World

_, SECOND, THIRD, *_ = COURSE.lessons


async def open_course(root: Chat) -> str:
    await root.says("/admin")
    return await root.forges(pack(Verb.COURSE, "sore-backs"))


async def name_link(root: Chat, name: str) -> str:
    await open_course(root)
    await root.presses("Links by name")
    await root.presses("New link with a name")
    return await root.says(name)


async def test_people_are_counted_by_the_link_that_they_came_by(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await publish_backs(root)
    caption = await name_link(root, "Poster in the waiting room")
    found = re.search(r"\?start=([a-z0-9-]+)\n", caption)
    assert found is not None
    word = found[1]
    assert word == "poster-waiting-room"
    await ada.says(f"/start {word.upper()}")
    await ada.says("07:30")
    await ada.says_city("Berlin")
    assert "Sore backs" in await ada.says("/progress")
    await ben.joins("07:30", "Berlin")
    await ben.says("/start sore-backs")
    await open_course(root)
    links = await root.presses("Links by name")
    assert f"{word}: <5 came, <5 have finished" in links
    screen = await root.says(f"/schedule Hello. in 1h to link {word}")
    assert f"For: those who came by the link {word}" in screen
    assert "To: 1 person" in screen
    assert "this reaches nobody" in await root.says("/schedule Hello. in 1h to link nowhere")
    await world.restart()
    assert "It holds this link" in await root.forges(pack(Verb.NAMED_LINK, word))


async def test_a_name_that_is_none_or_taken_is_refused_and_asked_again(root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    assert "has no letter and no digit" in await name_link(root, "???")
    for taken in ("Sore backs", "The check"):
        assert "is taken" in await root.says(taken)
    assert "?start=poster\n" in await root.says("Poster")
    assert "is taken" in await name_link(root, "poster")
    assert "That link leads nowhere any more." in await root.forges(pack(Verb.NAMED_LINK, "none"))


async def test_a_withdrawn_course_is_not_begun_by_a_named_link(ada: Chat, root: Chat) -> None:
    await import_backs(root)
    await publish_backs(root)
    await name_link(root, "poster")
    await open_course(root)
    await root.presses("Withdraw")
    await root.presses("They finish it")
    assert "Sore backs" not in await ada.says("/start poster")


async def test_a_course_goes_back_to_an_earlier_revision_and_forth_again(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins("07:30", "Berlin")
    await world.stop()
    store = open_store(world.settings.database_url)
    with store.transaction():
        for course in (COURSE, remove_lesson(COURSE, SECOND.lesson_id)):
            store.add_course_revision(course, 1, datetime(2026, 11, 22, tzinfo=UTC))
    store.close()
    await world.start()
    await root.says("/admin")
    page = await root.forges(pack(Verb.COURSE, COURSE.course_id))
    assert "from the chat, revision 2" in page
    assert "1: published" in await root.presses("Earlier revisions")
    asked = await root.presses("Revision 1")
    assert "Go back to revision 1?" in asked
    assert "1 person is in it." in asked
    assert "New: 1 lesson" in asked
    done = await root.presses("Yes, go back")
    assert "Published as revision 3." in done
    assert "[Undo: revision 2]" in done
    stale = await root.forges(pack(Verb.ROLL_BACK, COURSE.course_id, 1, 2))
    assert "Nothing has changed" in stale
    await world.restart()
    await world.advance_days(1)
    assert f"BOT  {SECOND.title}\n" in await ada.reads()
    await root.forges(pack(Verb.ASK_ROLL_BACK, COURSE.course_id, 2))
    assert "Published as revision 4." in await root.presses("Yes, go back")
    assert "revision 4, as revision 2 was" in await root.says("/log")
    await world.advance_days(1)
    assert f"BOT  {THIRD.title}\n" in await ada.reads()


async def test_what_was_just_published_can_be_taken_back_from_below_the_word_of_it(
    ada: Chat, root: Chat
) -> None:
    await import_backs(root)
    done = await publish_backs(root)
    assert "[Undo: withdraw it]" in done
    await root.presses("Undo: withdraw it")
    await root.presses("They finish it")
    assert "Sore backs" not in await ada.says("/start")
    await root.presses("Undo: offer it again")
    await open_course(root)
    await root.presses("Edit")
    await type_part(root, 1, "Text", "Rest may help for a day. Then walk a bit more each day.")
    await root.presses("Approve")
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Publish")
    again = await root.presses("Yes, publish")
    assert "Published as revision 2." in again
    assert "[Undo: revision 1]" in again
    await root.presses("Undo: revision 1")
    assert "revision 3" in await root.presses("Yes, go back")

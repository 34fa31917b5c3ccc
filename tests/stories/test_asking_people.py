"""/ask: one question to people of the clinic, passed on with leave, answered, and forgotten."""

import logging
import re

import pytest

from lessons.clinic.staff import StaffChat, parse_staff_chat
from storage import open_store
from tests.support.conversation import ID_OF, Chat, World
from tests.support.sent_files import file_of

QUESTION = "Can I take ibuprofen with the tablets that I have for my blood pressure?"
ANSWER = "Better not without us: please call before you take any."


async def open_desk(world: World) -> Chat:
    """Make the staff's group, of root and ben, and restart with it; return root's side of it."""
    group = await world.post(
        "chats", type="supergroup", title="Staff", members=["root", "ben"], admins=["root"]
    )
    told = {"clinic_name": "Back Care", "clinic_hours": "Mon to Fri 8:00-16:00"}
    update = {"staff_chat": StaffChat(group["id"]), **told}
    world.settings = world.settings.model_copy(update=update)
    await world.restart()
    staff = world.chat("root", group["id"])
    await staff.reads()
    return staff


async def replies(staff: Chat, name: str, text: str) -> str:
    """Reply in the group to the bot's latest question; return what the group sees then."""
    world, group = staff.world, staff.chat
    found = await world.get(f"chats/{group}/messages", after=0, wait=0)
    asked = [one for one in found if "Somebody asks:" in (one["text"] or "")]
    answer = {"from": name, "text": text, "reply_to_message_id": asked[-1]["message_id"]}
    chat = world.chat(name, group)
    await chat.reads()
    await world.post(f"chats/{group}/messages", **answer)
    return await chat.reads()


def kept_questions(world: World) -> list[str]:
    """Return the words of every question of Ada's that is kept."""
    assert world.settings.database_url is not None
    store = open_store(world.settings.database_url)
    try:
        return [one.text for one in store.list_staff_questions(ID_OF["ada"])]
    finally:
        store.close()


async def test_a_question_is_passed_on_with_leave_and_its_answer_comes_back(
    ada: Chat, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "storage")
    staff = await open_desk(world)
    screen = await ada.says("/ask")
    for told in (
        "Ask the people of Back Care",
        "In an emergency:",
        "Your words go to a group of theirs in Telegram.",
        "I keep your words for 30 days",
        "They answer in their hours: Mon to Fri 8:00-16:00.",
        "[No question] [Urgent signs]",
    ):
        assert told in screen
    screen = await ada.says(QUESTION)
    assert "Shall I pass these words on to the people of Back Care?" in screen
    assert kept_questions(world) == []
    assert await staff.reads() == ""
    screen = await ada.presses("Pass it on")
    assert "Passed on. The answer comes here." in screen
    assert "Your words are kept until Tue 22 December 2026" in screen
    seen = await staff.reads()
    assert seen == (
        "BOT  Somebody asks:\n\n"
        f"     {QUESTION}\n\n"
        "     Answer with a reply to this message: your words go to them as they are, without your "
        "name. This is deleted on Tue 22 December 2026.\n"
    )
    assert "Ada" not in seen
    assert str(ID_OF["ada"]) not in seen
    assert "BOT  Sent." in await replies(staff, "ben", ANSWER)
    screen = await ada.reads()
    assert f"An answer from the people of Back Care:\n\n     {ANSWER}" in screen
    assert "Ben" not in screen
    assert f"“{QUESTION}”" in await ada.says("/privacy")
    assert "ibuprofen" not in caplog.text
    assert "Better not" not in caplog.text


async def test_it_is_off_unless_a_group_is_set(ada: Chat) -> None:
    assert "Nobody answers questions here" in await ada.says("/ask")
    assert "/ask" not in await ada.says("/help")
    assert "[Ask a person]" not in await ada.says("qwertz uiop")


async def test_without_leave_nothing_is_passed_on_or_kept(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says("/ask")
    await ada.says(QUESTION)
    assert "Nothing was passed on" in await ada.presses("No question")
    await ada.says("/ask")
    assert "Nothing was passed on" in await ada.says("cancel")
    assert "Shall I pass these words on" in await ada.says(f"/ask {QUESTION}")
    assert kept_questions(world) == []
    assert await staff.reads() == ""


async def test_words_that_name_an_emergency_are_answered_first(ada: Chat, world: World) -> None:
    await open_desk(world)
    await ada.says("/ask")
    for words in ("I have chest pain and cannot breathe", "/ask I have chest pain, what now?"):
        care, leave = re.split(r"(?=BOT  Shall I pass)", await ada.says(words))
        assert "emergency" in care
        assert "In an emergency:" in leave


async def test_an_emergency_is_passed_on_deliberately_and_marked(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says("/ask")
    screen = await ada.says("I want to kill myself")
    assert "do not wait for them: nobody may read it in time." in screen
    assert "[Pass it on]" not in screen
    assert await staff.reads() == ""
    assert "Passed on." in await ada.presses("Pass it on all the same")
    seen = await staff.reads()
    assert "URGENT: this may be an emergency." in seen
    assert "I want to kill myself" in seen


async def test_whoever_was_not_understood_is_shown_the_way_to_a_person(
    ada: Chat, world: World
) -> None:
    await open_desk(world)
    assert "[Ask a person]" in await ada.says("qwertz uiop")
    assert "Ask the people of Back Care" in await ada.presses("Ask a person")
    assert "/ask: A question" in await ada.says("/help")


async def test_one_waits_for_its_answer_and_three_a_day_are_the_most(
    ada: Chat, world: World
) -> None:
    staff = await open_desk(world)
    for number in (1, 2, 3):
        await ada.says(f"/ask Question {number}?")
        assert "Passed on." in await ada.presses("Pass it on")
        assert "Your last question has no answer yet." in await ada.says("/ask And this?")
        await replies(staff, "root", "Yes.")
    assert "at most 3 questions a day" in await ada.says("/ask")
    await world.advance_days(1)
    assert "Ask the people of Back Care" in await ada.says("/ask")
    assert "has 1001 characters; 1000 fit" in await ada.says("a" * 1001)


async def test_a_second_tap_passes_on_nothing_twice(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says(f"/ask {QUESTION}")
    message_id = await ada.find_button("Pass it on")
    await ada.presses("Pass it on")
    await ada.forges("ask-yes", message_id)
    assert (await staff.reads()).count("Somebody asks:") == 1
    assert kept_questions(world) == [QUESTION]


async def test_a_forged_button_passes_on_nothing(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says("/help")
    assert "I do not have your words any more." in await ada.forges("ask-yes")
    assert await staff.reads() == ""


async def test_after_thirty_days_it_is_gone_here_and_there(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says(f"/ask {QUESTION}")
    await ada.presses("Pass it on")
    await staff.reads()
    await world.advance_days(29)
    assert kept_questions(world) == [QUESTION]
    await world.advance_days(1.1)
    assert kept_questions(world) == []
    assert await staff.reads() == "EDIT A question stood here. It was deleted after 30 days.\n"
    assert "ibuprofen" not in await ada.says("/privacy")


async def test_privacy_deletes_it_here_and_there(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says(f"/ask {QUESTION}")
    await ada.presses("Pass it on")
    await staff.reads()
    await ada.says("/privacy")
    await ada.presses("Delete all of it")
    await ada.presses("Yes, delete")
    assert kept_questions(world) == []
    assert "Whoever asked it has deleted it." in await staff.reads()
    assert "ibuprofen" not in str(await world.get("chats/ada/messages", after=10**6, wait=0))


async def test_what_staff_say_to_each_other_goes_to_nobody(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says(f"/ask {QUESTION}")
    await ada.presses("Pass it on")
    await world.post(f"chats/{staff.chat}/messages", **{"from": "ben", "text": "Who takes this?"})
    assert await ada.reads() == ""


async def test_a_group_that_cannot_be_reached_is_said_and_nothing_kept(
    ada: Chat, world: World
) -> None:
    await open_desk(world)
    world.settings = world.settings.model_copy(update={"staff_chat": StaffChat(-100999)})
    await world.restart()
    await ada.says(f"/ask {QUESTION}")
    assert "I could not reach their group. Nothing was passed on or kept." in await ada.presses(
        "Pass it on"
    )
    assert kept_questions(world) == []


async def test_a_group_that_moves_still_gets_questions_and_the_admins_hear_its_number(
    ada: Chat, root: Chat, world: World
) -> None:
    await root.says("/help")
    group = await world.post("chats", type="group", title="Staff", members=["root"])
    world.settings = world.settings.model_copy(update={"staff_chat": StaffChat(group["id"])})
    await world.restart()
    await ada.says(f"/ask {QUESTION}")
    await ada.presses("Pass it on")
    moved = await world.post(f"chats/{group['id']}/migrate")
    await world.settle()
    await world.advance_days(1)
    await ada.says("/ask And now?")
    assert "Passed on." in await ada.presses("Pass it on")
    assert f"Set STAFF_CHAT={moved['id']}" in await root.reads()


def test_a_group_is_written_with_or_without_its_topic() -> None:
    assert parse_staff_chat(" -1001234567890 ") == StaffChat(-1001234567890)
    assert parse_staff_chat("-1001234567890/7") == StaffChat(-1001234567890, 7)
    for wrong in ("1001234567890", "-100/", "-100/x", "@staff", "-" + "9" * 20, ""):
        with pytest.raises(ValueError, match="no group"):
            parse_staff_chat(wrong)


async def test_the_staffs_group_is_given_no_file_of_who_asked(ada: Chat, world: World) -> None:
    staff = await open_desk(world)
    await ada.says(f"/ask {QUESTION}")
    await ada.presses("Pass it on")
    await staff.says("/start")
    await staff.says("/privacy")
    await staff.presses("As a file")
    given = (await file_of(world, staff, "document")).decode()
    assert "subscribers" in given
    assert "ibuprofen" not in given
    assert str(ID_OF["ada"]) not in given

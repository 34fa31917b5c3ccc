"""The text to which people agree: seen before anything is asked or kept, and kept with its date."""

import json
from pathlib import Path

import pytest

from lessons.clinic.consent import ConsentFileError, load_consent
from storage import open_store
from tests.support.conversation import ID_OF, Chat, World
from tests.support.crowd import enroll
from tests.support.sent_files import file_of

TEXT = "We keep the **number** of this chat and the time of your lesson."


async def ask_for(world: World, folder: Path, version: str = "1", text: str = TEXT) -> None:
    """Restart the application with that text."""
    file = folder / "consent.toml"
    file.write_text(f'version = "{version}"\ntext = """{text}"""\n', encoding="utf-8")
    world.settings = world.settings.model_copy(update={"consent_file": file})
    await world.restart()


def kept_about(world: World, name: str) -> dict[str, int]:
    """Return how many rows are about somebody, by table."""
    assert world.settings.database_url is not None
    store = open_store(world.settings.database_url)
    try:
        return dict(store.count_rows_about(ID_OF[name]))
    finally:
        store.close()


async def test_a_newcomer_reads_it_first_and_begins_with_one_tap(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ask_for(world, tmp_path)
    assert await ada.says("/start") == (
        "BOT  Before we begin, please read this:\n\n"
        "     We keep the number of this chat and the time of your lesson.\n\n"
        "     Version 1\n\n"
        "     Tap I agree, and it begins. Without it nothing about you is kept.\n"
        "     /urgent and /check work in any case.\n"
        "     [I agree] [No thanks]\n"
        "     [Urgent signs] [Symptom check]\n"
    )
    assert kept_about(world, "ada") == {}
    screen = await ada.presses("I agree")
    assert "     You agreed on Sun 22 November 2026.\n" in screen
    assert "[Read the first lesson]" in screen
    assert "• Agreed to version 1: Sun 22 November 2026" in await ada.says("/privacy")
    assert "Before we begin" not in await ada.says("/start")
    await ada.says("/privacy")
    await ada.presses("Delete all of it")
    await ada.presses("Yes, delete")
    assert kept_about(world, "ada") == {}
    assert "Before we begin" in await ada.says("/start")


async def test_of_whoever_says_no_nothing_is_kept_and_care_is_given(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ask_for(world, tmp_path)
    await ada.says("/start")
    assert "Nothing about you is kept, and nothing comes." in await ada.presses("No thanks")
    assert kept_about(world, "ada") == {}
    assert "[Symptom check]" in await ada.says("/urgent")
    assert "emergency" in await ada.says("my face droops and I cannot speak")
    assert "[For me]" in await ada.says("/check")
    assert kept_about(world, "ada") == {}


async def test_whatever_begins_lessons_asks_first(ada: Chat, world: World, tmp_path: Path) -> None:
    await ask_for(world, tmp_path)
    for words in ("/start", "/start 8pm", "hello", "every day at 8", "begin", "/start alone"):
        screen = await ada.says(words)
        assert screen.count("Before we begin") == 1, words
        assert screen.count("BOT  ") == 1, words
    assert "Before we begin" in await ada.forges("begin")
    assert kept_about(world, "ada") == {}


async def test_a_link_to_a_course_leads_there_after_the_answer(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ask_for(world, tmp_path)
    await ada.says("/start no-such-course")
    assert "no-such-course" in await ada.presses("I agree")


async def test_whoever_gets_lessons_is_asked_once_by_day_and_lessons_go_on(
    ada: Chat, ben: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await world.advance(to="2026-11-23T20:30:00Z")
    await ada.reads()
    await ask_for(world, tmp_path)
    await world.advance(to="2026-11-24T03:00:00Z")
    assert await ada.reads() == "", "it is night in Berlin"
    await world.advance(to="2026-11-24T10:00:00Z")
    screen = await ada.reads()
    assert "Please read this when you have a moment:" in screen
    assert "You get lessons already, and they go on unless you say no." in screen
    assert "Lesson 3 of" in screen
    assert "Asked to agree to version 1: Tue 24 November 2026" in await ada.says("/privacy")
    await world.advance_days(1)
    screen = await ada.reads()
    assert "Lesson 4 of" in screen
    assert "Please read this" not in screen
    assert "Thank you. Lessons go on as they are." in await ada.presses("I agree")
    await ben.says("/start")
    await ben.presses("I agree")
    await ben.reads()
    await ask_for(world, tmp_path, version="2", text=f"{TEXT} And your questions.")
    await world.advance_days(1)
    assert "And your questions." in await ada.reads()


async def test_a_no_to_a_new_text_ends_lessons_says_so_and_can_be_taken_back(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await ask_for(world, tmp_path)
    await world.advance_days(1)
    await ada.reads()
    screen = await ada.presses("No thanks")
    assert "All right. No lesson comes any more." in screen
    assert "[Delete all of it]" in screen
    await world.advance_days(2)
    assert await ada.reads() == ""
    assert "Before we begin" in await ada.says("/resume")
    assert "[I agree]" in await ada.says("/start")
    assert "You agreed on Wed 25 November 2026." in await ada.presses("I agree")
    await world.advance_days(1)
    assert "Lesson 3 of" in await ada.reads()


async def test_nobody_agrees_to_words_that_did_not_stand_above_the_button(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ask_for(world, tmp_path)
    await ada.says("/start")
    await ask_for(world, tmp_path, text="We keep everything.")
    screen = await ada.presses("I agree")
    assert "The text has changed since you were asked." in screen
    assert "We keep everything." in screen
    assert kept_about(world, "ada") == {}


async def test_without_a_file_nobody_is_asked(ada: Chat) -> None:
    assert "[Read the first lesson]" in await ada.says("/start")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the file is empty"),
        ('version = "1"\n', '"text" is missing'),
        ('version = 1\ntext = "a"\n', '"version" is a number'),
        (f'version = "1"\ntext = "{"a" * 3001}"\n', '"text" has 3001 characters'),
        ('version = "1"\ntext = "a"\nvotes = 3\n', 'there is no field "votes" here'),
    ],
)
def test_a_file_with_a_fault_is_refused_with_what_is_accepted(
    tmp_path: Path, content: str, told: str
) -> None:
    file = tmp_path / "consent.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConsentFileError, match=told) as refused:
        load_consent(file)
    assert "ccepted: " in str(refused.value)


async def test_what_somebody_agreed_to_goes_with_the_file_of_what_is_kept(
    ada: Chat, ben: Chat, world: World, tmp_path: Path
) -> None:
    await ask_for(world, tmp_path)
    for person in (ada, ben):
        await person.says("/start")
        await person.presses("I agree")
        await person.says("7:30")
        await person.says_city("Berlin")
    await ada.says("/privacy")
    assert "Everything kept about this chat" in await ada.presses("As a file")
    kept = json.loads(await file_of(world, ada, "document"))
    [consent] = kept["consents"]
    assert (consent["version"], consent["answer"]) == ("1", "agreed")
    assert consent["answered_at"].startswith("2026-11-22")
    assert kept["subscribers"][0]["timezone"] == "Europe/Berlin"
    assert {row["chat_id"] for rows in kept.values() for row in rows} == {ID_OF["ada"]}
    assert set(kept) == set(kept_about(world, "ada"))


async def test_where_there_is_no_check_none_is_promised(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    world.settings = world.settings.model_copy(update={"check": "off"})
    await ask_for(world, tmp_path)
    asked = await ada.says("/start")
    answered = await ada.presses("No thanks")
    assert "/urgent works in any case." in asked
    assert "/urgent works in any case." in answered
    assert "/check" not in asked + answered


async def test_a_crowd_is_asked_some_at_a_time_and_each_once(world: World, tmp_path: Path) -> None:
    people = [one["id"] for one in await world.post("people", count=120)]
    assert world.settings.database_url is not None
    enroll(world.settings.database_url, people, await world.now())
    await world.settle()
    await ask_for(world, tmp_path)
    for _turn in range(6):
        await world.settle()
    asked = []
    for chat_id in people:
        found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        asked.append(sum("Please read this" in (one["text"] or "") for one in found))
    assert asked == [1] * len(people)

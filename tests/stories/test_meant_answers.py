"""An emergency typed where an admin was to answer something is answered, and is no answer."""

from typing import get_args

import pytest

from bot.use_cases import questions
from bot.views.callback_data import Verb, pack
from lessons.draft.parts import Part
from lessons.draft.quiz_steps import QuizDraft
from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    LinkQuestion,
    SignQuestion,
)
from lessons.questions.open_question import Question, SettingQuestion
from lessons.questions.schedule_form import FormStep, ScheduleForm
from storage import open_store
from tests.support.built_in_course import COURSE
from tests.support.chat_drafts import import_backs
from tests.support.conversation import ID_OF, Chat, World

NOT_TAKEN = "I have not taken that as your answer: my question is still open."
SAID = "my husband collapsed and is unconscious"


def every_question() -> list[Question]:
    """Return each question that only admins are asked."""
    draft = {"course_id": "sore-backs", "lesson_id": "keep-moving"}
    return [
        *(ScheduleForm(step, what="Hello.") for step in FormStep),
        *(DraftQuestion(part, **draft) for part in Part),
        DraftQuestion(Part.QUIZ, **draft, quiz=QuizDraft()),
        LinkQuestion(COURSE.course_id),
        SignQuestion("sore-backs", 1),
        FileQuestion(""),
    ]


def test_every_kind_of_question_is_walked() -> None:
    assert {type(one) for one in every_question()} == {*get_args(Question)} - {SettingQuestion}


@pytest.mark.parametrize("said", [SAID, "I want to kill myself"])
async def test_no_open_question_takes_an_emergency_for_its_answer(
    root: Chat, world: World, said: str
) -> None:
    await import_backs(root)
    assert world.settings.database_url is not None
    store, failures = open_store(world.settings.database_url), []
    try:
        for question in every_question():
            now = await world.now()
            questions.ask(store, ID_OF["root"], question, now)
            shown = await root.says(said)
            told = NOT_TAKEN in shown or "I have not kept that" in shown or "is no name" in shown
            is_answered = "112" in shown or "emergency number" in shown
            is_open = questions.find_open(store, ID_OF["root"], now) == question
            if not (told and is_answered and is_open) or shown.count("BOT") != 2:
                failures.append((question, shown))
    finally:
        store.close()
    assert failures == []


async def test_what_is_meant_is_taken_by_a_button_while_the_question_is_open(root: Chat) -> None:
    await root.says("/schedule")
    shown = await root.says("If you have chest pain, call 112.")
    assert NOT_TAKEN in shown
    message_id = await root.find_button("It is meant")
    data = await root.find_data("It is meant")
    assert "When?" in await root.presses("It is meant")
    assert "Nothing was taken" in await root.forges(data, message_id)
    await root.says("in 2h")
    assert "If you have chest pain, call 112." in await root.says("everyone")


@pytest.mark.parametrize("name", ["my father has collapsed and is not breathing", "chest-pain"])
async def test_no_link_is_named_by_an_emergency(root: Chat, world: World, name: str) -> None:
    await root.says("/admin")
    await root.forges(pack(Verb.COURSE, COURSE.course_id))
    await root.presses("Links by name")
    await root.presses("New link with a name")
    assert "whoever opened it would get the emergency words" in await root.says(name)
    assert world.settings.database_url is not None
    store = open_store(world.settings.database_url)
    try:
        assert store.count_links(COURSE.course_id) == []
    finally:
        store.close()
    assert "?start=poster-2" in await root.says("Poster 2")

"""What blocks a draft and what is only advised; and every screen of it fits a message."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.use_cases.courses.courses import Impact, People
from bot.use_cases.courses.draft_questions import Asked
from bot.use_cases.courses.drafting import Note
from bot.use_cases.courses.quiz_questions import Asking
from bot.use_cases.courses.signing import Signing
from bot.views.callback_data import LIMIT_BYTES
from bot.views.courses import (
    draft_lessons,
    draft_questions,
    draft_remarks,
    drafts,
    publishing,
    quiz_questions,
    second_person,
    signing,
)
from bot.views.screen import Screen
from lessons.course import limits
from lessons.course.changes import find_changes
from lessons.course.course import Course, Lesson, Quiz
from lessons.course.quiz_text import InvalidQuiz, parse_quiz
from lessons.course.rules import CourseRule
from lessons.draft.parts import COURSE_PARTS, Part, PartMissing, read_part, write_part
from lessons.draft.quiz_steps import Flaw, FlawedStep, QuizStep, mend
from lessons.draft.review import Approving, DraftReview, claims_of, review
from lessons.questions.draft_question import SignQuestion
from tests.support.course_folders import BODY, spoil
from tests.support.drafts import LONGEST_ID, QUIZ, SOUND, draft_of
from tests.support.tables import table


def review_one(lesson: Lesson, **changed: str) -> tuple[set[CourseRule], set[CourseRule]]:
    found = review(draft_of(lesson, **changed), {})
    blocking = {fault.rule for fault in (*found.blocking, *found.lessons[0].blocking)}
    return blocking, {fault.rule for fault in (*found.advice, *found.lessons[0].advice)}


def test_a_sound_lesson_has_no_remarks() -> None:
    assert review_one(SOUND) == (set(), set())


@table(
    ("changed", "rule"),
    [
        ({"title": ""}, CourseRule.FILLED),
        ({"body": ""}, CourseRule.TEXT),
        ({"body": "# No"}, CourseRule.MARKUP),
        ({"body": "Walk on. " * 80}, CourseRule.LENGTH),
        ({"section": "x" * 101}, CourseRule.LENGTH),
        ({"sources": ("x",) * 7}, CourseRule.SOURCES),
        ({"sources": ("(to verify)",)}, CourseRule.SOURCE_NAMED),
        ({"sources": ("x" * 3900,)}, CourseRule.MESSAGE),
        ({"quiz": replace(QUIZ, options=("A", "a", "B"))}, CourseRule.OPTIONS_DIFFER),
        ({"quiz": replace(QUIZ, explanation="a\nb\nc\nd")}, CourseRule.LINE_FEEDS),
    ],
)
def test_what_could_not_be_sent_blocks(changed: dict[str, object], rule: CourseRule) -> None:
    blocking, _advice = review_one(replace(SOUND, **changed))  # type: ignore[arg-type]
    assert rule in blocking


@table(
    ("changed", "rule"),
    [
        ({"takeaway": ""}, CourseRule.FILLED),
        ({"evidence": None}, CourseRule.EVIDENCE),
        ({"quiz": None}, CourseRule.QUIZ),
        ({"body": "Walk on."}, CourseRule.WORDS),
        ({"body": f"{BODY}\n\nWhat comes next"}, CourseRule.HEADING_FOLLOWED),
        ({"body": "Neurological deterioration necessitates consultation."}, CourseRule.GRADE),
    ],
)
def test_what_would_help_is_only_advised(changed: dict[str, object], rule: CourseRule) -> None:
    blocking, advice = review_one(replace(SOUND, **changed))  # type: ignore[arg-type]
    assert (blocking, rule in advice) == (set(), True)


def test_the_courses_own_source_is_enough_and_none_at_all_blocks() -> None:
    bare = replace(SOUND, sources=())
    assert review_one(bare) == (set(), set())
    assert review_one(bare, source="")[0] == {CourseRule.SOURCES}
    assert review_one(SOUND, source="") == (set(), {CourseRule.FILLED})


def test_a_description_without_end_blocks() -> None:
    assert review_one(SOUND, description="x" * 501)[0] == {CourseRule.LENGTH}


def test_a_draft_may_be_published_once_everything_is_approved_and_nothing_blocks() -> None:
    draft = draft_of(SOUND)
    approved = replace(draft, approved=frozenset({"wear"}))
    assert not review(draft, {}).may_be_published
    assert review(approved, {}).may_be_published
    assert review(replace(approved, course=replace(draft.course, title="")), {}).is_blocked
    surer = {"wear": claims_of(replace(SOUND, body=spoil(BODY, "Pads wear", "Pads may wear")))}
    assert not review(approved, surer).may_be_published


@table("part", sorted(set(Part) - {Part.NEW_LESSON}))
def test_every_part_reads_back_as_it_is_written(part: Part) -> None:
    course = draft_of(SOUND).course
    lesson = None if part in COURSE_PARTS else SOUND
    assert read_part(course, lesson, part, write_part(course, lesson, part)) == course


odd = st.text(st.sampled_from("ab .\n*_#[]()|<>&-`🦴é"), max_size=900)
quizzes = st.builds(Quiz, odd, st.tuples(odd, odd, odd), st.integers(0, 2), odd)
odd_lessons = st.builds(
    Lesson,
    st.sampled_from(["x" * 24]),
    odd,
    odd,
    odd.map(lambda text: text * 5),
    odd,
    st.lists(odd, max_size=9).map(tuple),
    st.none(),
    st.none() | quizzes,
)


LONGEST_QUIZ = Quiz("q" * 300, ("a" * 100, "b" * 100, "c" * 100, "d" * 100), 0, "w" * 200)
OWN = Approving(needs_second=True, own=frozenset({"wear"}), others=("N" * 100,) * 5)
ALONE = Approving(needs_second=True, own=frozenset({"wear"}))


def screens_of(found: DraftReview, before: Course) -> list[Screen]:
    course = found.draft.course
    changes = find_changes(before, course)
    return [
        drafts.overview(found, Note.CHANGED_SINCE),
        drafts.lesson_list(found, 1),
        drafts.left_out(found, 1),
        drafts.ask_discard(found),
        draft_lessons.card(found, 1, Note.CHANGED_SINCE),
        draft_lessons.choose_part(found, 1),
        draft_lessons.choose_evidence(found, 1),
        draft_lessons.ask_remove(found, 1),
        draft_questions.choose_course_part(found),
        publishing.ask_publish(Impact(found, changes, People(5)), "UTC"),
        *(
            draft_questions.ask(
                Asked(course, 1, part, write_part(course, course.lessons[0], part), True)
            )
            for part in sorted(frozenset(Part) - {Part.QUIZ})
        ),
        quiz_questions.choose_step(found, 1),
        *(
            quiz_questions.ask(Asking(LONGEST_ID, 1, mend(LONGEST_QUIZ, step), flaw))
            for step, flaw in product(QuizStep, (None, FlawedStep(Flaw.TOO_LONG, 301, 300)))
        ),
        *(
            signing.ask(Signing(found, question, is_understood=False), date(2026, 11, 22))
            for question in (
                SignQuestion(LONGEST_ID, 99999),
                SignQuestion(LONGEST_ID, 99999, "n" * 100, "r" * 100),
                SignQuestion(LONGEST_ID, 99999, "n" * 100, "r" * 100, date(2027, 11, 22)),
            )
        ),
        *(
            screen
            for seen in (found, replace(found, approving=OWN), replace(found, approving=ALONE))
            for screen in (
                drafts.overview(seen, Note.OWN_WORDS),
                draft_lessons.card(seen, 1, Note.OWN_WORDS),
                second_person.asked_to_approve(seen, "N" * 100),
                second_person.all_approved(seen, "N" * 100),
            )
        ),
    ]


@given(lesson=odd_lessons, head=st.tuples(odd, odd, odd), notes=st.lists(odd, max_size=12))
def test_every_screen_fits_a_message_and_every_button_fits_its_bytes(
    lesson: Lesson, head: tuple[str, str, str], notes: list[str]
) -> None:
    title, description, source = head
    draft = draft_of(lesson, title=title, description=description * 3, source=source)
    found = review(replace(draft, notes=tuple(notes)), {lesson.lesson_id: "May it be. " * 90})
    before = replace(draft.course, lessons=(replace(lesson, body="Before."),), order=())
    for screen in screens_of(found, before):
        assert 0 < len(screen.text) <= limits.MESSAGE
        for entity in screen.text.entities:
            assert 0 <= entity.offset <= entity.offset + entity.length <= len(screen.text)
        for row in screen.keyboard:
            for button in row:
                assert button.label
                assert 0 < len(button.data.encode()) <= LIMIT_BYTES
    assert all(draft_remarks.blocking(found) + draft_remarks.advice(found))


def test_of_a_link_that_leads_to_no_web_page_only_the_text_is_shown() -> None:
    links = "See [one](b), [two](https://localhost/) and [three](https://example.org/a)."
    shown = draft_lessons.card(review(draft_of(replace(SOUND, body=links)), {}), 1).text
    assert "See one, two and three." in shown.text
    assert [item.url for item in shown.entities if item.url] == ["https://example.org/a"]


def test_what_nobody_would_see_counts_as_nothing_in_every_part_of_a_draft() -> None:
    wrong = []
    for blank in ("\u200d\u200d", "\u200b\n\u2060", "\ufe0f", "\U000e0100", "\u00ad \u3164"):
        for part in sorted(frozenset(Part) - {Part.NEW_LESSON, Part.QUIZ}):
            course = read_part(draft_of(SOUND).course, SOUND, part, blank)
            if write_part(course, course.lessons[0], part):
                wrong.append((blank, part))
        with suppress(PartMissing):
            read_part(draft_of(SOUND).course, SOUND, Part.NEW_LESSON, f"{blank[0]}\n{blank}")
            wrong.append((blank, Part.NEW_LESSON))
        with suppress(InvalidQuiz):
            parse_quiz(f"{blank[0]}\n* A\n- B\n- C\n> Why")
            wrong.append((blank, Part.QUIZ))
        with suppress(InvalidQuiz):
            parse_quiz(f"Who?\n* A\n- {blank[0]}\n- C\n> Why")
            wrong.append((blank, "an option"))
        for name in ("title", "section", "takeaway", "body"):
            blocking, advice = review_one(replace(SOUND, **{name: blank}))  # type: ignore[arg-type]
            if not {CourseRule.FILLED, CourseRule.TEXT} & (blocking | advice):
                wrong.append((blank, f"the {name} in a file"))
        if CourseRule.SOURCE_NAMED not in review_one(replace(SOUND, sources=(blank,)))[0]:
            wrong.append((blank, "a source in a file"))
    assert wrong == []

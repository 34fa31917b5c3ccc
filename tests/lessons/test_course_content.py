"""What the built-in courses promise their readers: safety first, sources, and no diagnosis."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from lessons.course.check import check_course
from lessons.course.course import Course, Lesson
from lessons.course.files import load_courses
from tests.support.tables import table

COURSES = Path(__file__).parent.parent.parent / "lessons" / "courses"

ALL_COURSES = load_courses(COURSES)
ALL_LESSONS = [lesson for course in ALL_COURSES.values() for lesson in course.lessons]

ARTICLE_SECTIONS = {
    "Can L5-S1 Cause Headaches? The Connection Explained",
    "Understanding the L5-S1 Region",
    "Exploring the Potential Connection",
    "Accompanying Symptoms and Considerations",
    "When to Consult a Healthcare Professional",
}

# A lesson is for everyone: it names no reader's condition, no dose and no certainty of cure,
# and no emergency number, as that depends on the country.
FORBIDDEN = {
    "a diagnosis": r"\byou(?: have|'ve|’ve| suffer)\b|\byou(?:'re|’re| are) suffering\b",
    "a cause": r"\byour (?:headaches?|pain) (?:is|are|comes?) (?:\w+ )?(?:caused|due|from)\b",
    "a dose": r"\d\s*(?:mg|mcg|µg|g|ml|milligrams?|tablets?|pills?)\b",
    "a promise": r"\b(?:cures?|guaranteed?|always works?)\b",
    "one country's emergency number": r"\b(?:911|999|112|111)\b",
}

# A year, a guideline's number, or a public site with the title of the page.
FINDABLE = re.compile(
    r"\b(?:19|20)\d\d\b|\bNICE (?:CG|NG)\d+,|\bNICE CKS, \w|\bNHS \(nhs\.uk\), \w"
    r"|\bed\., chapter \d|\.org\.uk$"
)


@pytest.fixture
def l5_s1() -> Course:
    return ALL_COURSES["l5-s1-and-headaches"]


def said_to_readers(lesson: Lesson) -> str:
    """Return all the wording of a lesson but its sources, without bold marks."""
    parts = [lesson.title, lesson.body, lesson.takeaway]
    if lesson.quiz:
        parts += [lesson.quiz.question, *lesson.quiz.options, lesson.quiz.explanation]
    return "\n".join(parts).replace("*", "")


@table("course_id", ALL_COURSES)
def test_a_built_in_course_passes_the_check_without_a_warning(course_id: str) -> None:
    assert [str(problem) for problem in check_course(COURSES / course_id)] == []


@table("lesson", ALL_LESSONS)
@table("what", FORBIDDEN)
def test_a_lesson_gives_no_diagnosis_no_dose_and_no_promise(lesson: Lesson, what: str) -> None:
    assert re.findall(FORBIDDEN[what], said_to_readers(lesson), re.IGNORECASE) == []


@table("lesson", ALL_LESSONS)
def test_a_clinician_can_find_every_source(lesson: Lesson) -> None:
    unfindable = [
        source
        for source in lesson.sources
        if not FINDABLE.search(source) or "verify" in source.lower()
    ]
    assert unfindable == []


@table("lesson", ALL_LESSONS)
def test_a_lesson_says_when_to_get_help_at_once(lesson: Lesson) -> None:
    assert re.search(r"emergency (?:help|department|number)\W+now", lesson.body, re.IGNORECASE)


def test_the_course_has_its_lessons_in_their_order(l5_s1: Course) -> None:
    assert [lesson.lesson_id for lesson in l5_s1.lessons] == [
        "honest-answer",
        "tour-of-l5-s1",
        "cauda-equina",
        "nerves-and-cord",
        "linked-not-caused",
        "sensitive-nerves",
        "painkillers",
        "posture-and-neck",
        "fluid-leak",
        "sciatica",
        "foot-drop",
        "headache-warnings",
        "back-warnings",
        "your-visit",
    ]


def test_every_lesson_names_a_section_of_the_article(l5_s1: Course) -> None:
    assert {lesson.section for lesson in l5_s1.lessons} == ARTICLE_SECTIONS


def test_no_file_lies_beside_the_course_unused(l5_s1: Course) -> None:
    listed = {f"{lesson.lesson_id}.md" for lesson in l5_s1.lessons}
    present = {file.name for file in (COURSES / l5_s1.course_id).iterdir()}
    assert present == listed | {"course.toml"}


def test_the_right_answers_are_spread_over_the_three_places(l5_s1: Course) -> None:
    answers = [lesson.quiz.answer for lesson in l5_s1.lessons if lesson.quiz]
    assert min(Counter(answers)[place] for place in range(3)) >= 4
    repeats = [pair for pair in pairwise(answers) if pair[0] == pair[1]]
    assert repeats == []


@table("place", [3, 14])
def test_the_cauda_equina_signs_are_told_early_and_again_at_the_end(
    l5_s1: Course, place: int
) -> None:
    body = l5_s1.lessons[place - 1].body.lower()
    signs = [
        r"numb\w*",
        r"genitals, bottom|between the legs",
        r"peeing|bladder",
        r"poo\b|bowel",
        r"\bsex",
        r"pain, (?:tingling, )?numbness or weakness in both legs",
        r"emergency department\W+now",
    ]
    assert [sign for sign in signs if not re.search(sign, body)] == []


def test_every_emergency_headache_sign_is_told(l5_s1: Course) -> None:
    body = l5_s1.lessons[11].body
    now, _, today = body.partition("**Speak to a clinician today**")
    needed_now = [
        "emergency number now",
        "worst within 5 minutes",
        "Fever with a stiff neck",
        "rash that stays when pressed",
        "Weakness",
        "speaking",
        "sight",
        "confusion",
        "a fit",
        "red, painful eye",
        "head knock",
        "vomiting",
        "blackout",
        "blood thinner",
        "pregnancy",
        "after birth",
        "Others in the room",
    ]
    needed_today = [
        "jaw",
        "scalp",
        "age 50",
        "upright after a spine procedure",
        "blurred or double sight",
        "weak immunity",
    ]
    assert [sign for sign in needed_now if sign not in now] == []
    assert [sign for sign in needed_today if sign not in today] == []


def test_nobody_is_told_to_stop_a_medicine_alone(l5_s1: Course) -> None:
    taught = "\n".join(f"{lesson.body}\n{lesson.takeaway}" for lesson in l5_s1.lessons)
    advice = re.findall(r"[^.*\n]*\bstop\b[^.*\n]*", taught, re.IGNORECASE)
    assert advice == ["Do not stop a prescribed medicine on your own"]

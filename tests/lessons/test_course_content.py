"""What the built-in courses promise their readers: safety first, sources, and no diagnosis."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from lessons.course.check import check_course
from lessons.course.citations import read_citation
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


@pytest.fixture
def l5_s1() -> Course:
    return ALL_COURSES["l5-s1-and-headaches"]


def get_lesson(course: Course, lesson_id: str) -> Lesson:
    lesson = course.find_lesson(lesson_id)
    assert lesson is not None
    return lesson


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
def test_every_source_is_opened_by_a_tap_and_says_whose_it_is(lesson: Lesson) -> None:
    found = [read_citation(source) for source in lesson.sources]
    assert [it.text for it in found if not (it.link or "").startswith("https://")] == []
    assert [it.text for it in found if it.text == it.link or "verify" in it.text.lower()] == []


@table("lesson", ALL_LESSONS)
def test_a_lesson_says_of_what_we_are_how_sure(lesson: Lesson) -> None:
    assert lesson.evidence is not None
    assert re.fullmatch(r"[^A-Z?.!][^?.!]*", lesson.claim), lesson.claim


@table("lesson", ALL_LESSONS)
def test_a_lesson_says_when_to_get_help_at_once(lesson: Lesson) -> None:
    assert re.search(r"emergency (?:help|department|number)\W+now", lesson.body, re.IGNORECASE)


def test_the_course_has_its_lessons_in_their_order(l5_s1: Course) -> None:
    assert [lesson.lesson_id for lesson in l5_s1.lessons] == [
        "what-helps",
        "headache-warnings",
        "cauda-equina",
        "honest-answer",
        "tour-of-l5-s1",
        "nerves-and-cord",
        "linked-not-caused",
        "sensitive-nerves",
        "painkillers",
        "posture-and-neck",
        "fluid-leak",
        "sciatica",
        "foot-drop",
        "low-mood",
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


def test_the_right_answer_is_not_known_by_its_length(l5_s1: Course) -> None:
    quizzes = [lesson.quiz for lesson in l5_s1.lessons if lesson.quiz]
    lengths = [[len(option) for option in quiz.options] for quiz in quizzes]
    longest = sum(
        sizes.count(max(sizes)) == 1 and sizes[quiz.answer] == max(sizes)
        for quiz, sizes in zip(quizzes, lengths, strict=True)
    )
    # By chance it would be the longest in a third.
    assert longest <= len(quizzes) / 3


@table("lesson_id", ["cauda-equina", "your-visit"])
def test_the_cauda_equina_signs_are_told_early_and_again_at_the_end(
    l5_s1: Course, lesson_id: str
) -> None:
    body = get_lesson(l5_s1, lesson_id).body.lower()
    signs = [
        r"numb\w*",
        r"genitals, bottom|between the legs",
        r"peeing|bladder",
        r"poo\b|bowel",
        r"\bsex",
        r"shooting pain, (?:tingling, )?numbness or weakness in both legs",
        r"emergency department\W+now",
    ]
    assert [sign for sign in signs if not re.search(sign, body)] == []


def test_every_emergency_headache_sign_is_told(l5_s1: Course) -> None:
    body = get_lesson(l5_s1, "headache-warnings").body
    now, _, today = body.partition("**Speak to a clinician today**")
    needed_now = [
        "emergency number now",
        "sudden, severe start, worst within 5 minutes",
        "Fever with a stiff neck",
        "a rash",
        "very bad pain and vomiting",
        "in any order",
        "Weakness",
        "speaking",
        "sight",
        "confusion",
        "a fit",
        "red, painful eye",
        "head knock",
        "vomiting",
        "blackout",
        "memory loss",
        "clear fluid",
        "blood thinner",
        "pain that stays",
        "20 weeks of pregnancy",
        "6 weeks after birth",
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


def test_the_emergency_signs_come_within_the_first_three_days(l5_s1: Course) -> None:
    early = {lesson.lesson_id for lesson in l5_s1.lessons[:3]}
    assert early >= {"headache-warnings", "cauda-equina"}


def test_whoever_is_low_is_given_a_place_to_turn_to(l5_s1: Course) -> None:
    body = get_lesson(l5_s1, "low-mood").body
    needed = ["somebody now", "crisis line", "https://findahelpline.com", "there is a plan"]
    assert [words for words in needed if words not in body] == []


# What a lesson says, and how the source has it; each was opened before it was written.
FIGURES = [
    ("cauda-equina", "about 3 in 100,000 people **a year**", "10.1159/000527727"),
    ("cauda-equina", "1 in 1,250 who see a family doctor", "10.3171/2019.12.SPINE19839"),
    ("tour-of-l5-s1", "up to age 50, bulges are more common in people with pain", "AJNR.A4498"),
    ("fluid-leak", "Of 14 people operated on for that, 10 had a spur", "0000000000003122"),
    ("sciatica", "nearly a third had not recovered", "bmj.a171"),
    ("back-warnings", "at a first visit", "art.24853"),
    ("back-warnings", "11 had serious disease, 8 of them a broken bone", "art.24853"),
    ("painkillers", "for 3 months or more", "cg150"),
    ("posture-and-neck", "41 reviews", "j.jbiomech.2019.08.006"),
    ("low-mood", "62 studies", "s11606-021-07079-8"),
]


@table(("lesson_id", "said", "source"), FIGURES)
def test_a_figure_stands_beside_its_source(
    l5_s1: Course, lesson_id: str, said: str, source: str
) -> None:
    lesson = get_lesson(l5_s1, lesson_id)
    assert said in lesson.body
    assert source.lower() in " ".join(lesson.sources).lower()


def test_nobody_is_told_to_stop_a_medicine_alone(l5_s1: Course) -> None:
    taught = "\n".join(f"{lesson.body}\n{lesson.takeaway}" for lesson in l5_s1.lessons)
    advice = re.findall(r"[^.*\n]*\bstop\b[^.*\n]*", taught, re.IGNORECASE)
    assert advice == ["Do not stop a prescribed medicine on your own"]

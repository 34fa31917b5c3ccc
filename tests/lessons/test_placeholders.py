"""The clinic's name, phone and hours in the places that stand for them."""

from dataclasses import replace
from datetime import date

from lessons.clinic.placeholders import (
    LONGEST,
    NOBODY,
    Clinic,
    Placeholder,
    fill,
    find_growth,
    find_unknown,
    find_unset,
)
from lessons.course.course import CourseStatus
from lessons.course.files import load_built_in_courses
from lessons.course.filling import fill_course, find_unset_in
from lessons.course.rules import CourseRule, check_head, check_lesson
from lessons.delivery.wording import Mark, MarkKind, Wording
from lessons.sign_off import SignOff

CLINIC = Clinic("Back & Co", "+49 30 *12*", "Mon to Fri")
[COURSE] = [*load_built_in_courses().values()]


def test_a_place_is_filled_however_it_is_written() -> None:
    cases = {
        "Call {clinic_phone}.": "Call +49 30 *12*.",
        "{ Clinic Phone }": "+49 30 *12*",
        "{clinic-name}, {CLINIC_HOURS}": "Back & Co, Mon to Fri",
        r"{clinic\_phone}": "+49 30 *12*",
        "{clinic_fax} {clinic_name}": "{clinic_fax} Back & Co",
        "a set {1, 2} and {}": "a set {1, 2} and {}",
    }
    wrong = {text: fill(text, CLINIC) for text in cases if fill(text, CLINIC) != cases[text]}
    assert not wrong


def test_what_is_unknown_is_named_as_it_is_written_and_what_is_unset_by_its_setting() -> None:
    text = "{clinic_fax}, {Name} and {clinic_fax}: {clinic_phone}, {clinic_hours}"
    assert find_unknown(text) == ["{clinic_fax}", "{Name}"]
    unset = find_unset(text, Clinic(phone="1"))
    assert [item.setting for item in unset] == ["CLINIC_HOURS"]


def test_without_the_settings_people_read_words_that_are_true_all_the_same() -> None:
    filled = fill("Call {clinic_name}: {clinic_phone}, {clinic_hours}.", NOBODY)
    assert filled == "Call the clinic: the clinic's number, the clinic's hours."


def test_a_text_is_measured_as_long_as_it_may_become() -> None:
    assert find_growth("a {clinic_phone} b") == LONGEST[Placeholder.PHONE] - len("{clinic_phone}")
    assert find_growth("nothing {clinic_fax}") == 0


def test_a_lesson_is_filled_everywhere_and_keeps_its_revision_and_review() -> None:
    first = COURSE.lessons[0]
    assert first.quiz
    written = replace(
        first,
        body=f"{first.body}\n\nCall {{clinic_phone}}.",
        takeaway="Ask {clinic_name}.",
        quiz=replace(first.quiz, explanation="We are open {clinic_hours}."),
    )
    course = replace(COURSE, title="{clinic_name}", lessons=(written, *COURSE.lessons[1:]))
    filled = fill_course(course, CLINIC)
    lesson = filled.lessons[0]
    assert filled.title == "Back & Co"
    assert lesson.body.endswith(r"Call +49 30 \*12\*.")
    assert lesson.takeaway == "Ask Back & Co."
    assert lesson.quiz
    assert lesson.quiz.explanation == "We are open Mon to Fri."
    assert lesson.revision == written.revision
    by = SignOff("Dr. A. Example", "nurse", date(2026, 1, 2), course.fingerprint(written))
    signed = replace(course, lessons=(replace(written, sign_off=by), *COURSE.lessons[1:]))
    assert signed.reviewed == COURSE.reviewed + 1
    assert fill_course(signed, CLINIC).reviewed == signed.reviewed
    assert find_unset_in(course, Clinic(name="x", phone="1")) == [Placeholder.HOURS]


def test_a_course_without_places_stays_the_very_same() -> None:
    assert fill_course(COURSE, CLINIC) is COURSE


def test_an_unknown_place_is_a_fault_wherever_it_stands() -> None:
    lesson = COURSE.lessons[0]
    assert lesson.quiz
    changed = {
        "body": replace(lesson, body=f"{lesson.body}\n\nSee {{clinic_web}}."),
        "takeaway": replace(lesson, takeaway="See {clinic_web}."),
        "quiz.explanation": replace(lesson, quiz=replace(lesson.quiz, explanation="{clinic_web}")),
    }
    for field, item in changed.items():
        faults = [*check_lesson(item, COURSE.source, COURSE.language)]
        found = [(one.field, one.given) for one in faults if one.rule is CourseRule.PLACEHOLDER]
        assert found == [(field, "{clinic_web}")]
    head = check_head(replace(COURSE, title="{web}", status=CourseStatus.DRAFT))
    assert [one.given for one in head if one.rule is CourseRule.PLACEHOLDER] == ["{web}"]


def test_marks_stay_around_their_words() -> None:
    said = "Ring {clinic_phone} now, 🙂 really"
    marks = (
        Mark(MarkKind.BOLD, 0, 4),
        Mark(MarkKind.ITALIC, 5, 14),
        Mark(MarkKind.UNDERLINE, 20, 3),
        Mark(MarkKind.BOLD, 28, 6),
        Mark(MarkKind.QUOTE, 0, 34),
    )
    filled = Wording(said, marks).fill(Clinic(phone="112"))
    assert filled.text == "Ring 112 now, 🙂 really"
    units = filled.text.encode("utf-16-le")
    words = [units[2 * one.offset : 2 * one.end].decode("utf-16-le") for one in filled.marks]
    assert words == ["Ring", "112", "now", "really", filled.text]

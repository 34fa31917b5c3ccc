"""A course is stamped with what a reader would notice, and is written whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.course.files import load_course, write_course
from lessons.errors import InvalidInput
from lessons.sign_off import SignOff
from tests.support.course_folders import COURSE, LESSON, make_course, spoil
from tests.support.tables import table

DRAFT = spoil(COURSE, '"published"', '"draft"')


NOTICED = {
    "title": "Other",
    "section": "Other",
    "body": "Other",
    "takeaway": "Other",
    "sources": ("Other",),
    "evidence": Evidence.WEAK,
    "quiz": None,
    "claim": "wear is common",
}


@table("field", NOTICED)
def test_the_revision_changes_with_whatever_a_reader_would_notice(
    tmp_path: Path, field: str
) -> None:
    (lesson,) = load_course(make_course(tmp_path)).lessons
    changed = replace(lesson, **{field: NOTICED[field]})
    assert changed.revision != lesson.revision


def test_the_revision_stays_when_no_reader_would_notice(tmp_path: Path) -> None:
    (lesson,) = load_course(make_course(tmp_path / "a")).lessons
    rewritten = spoil(LESSON, 'title = "Wear is common"', "# why\ntitle = 'Wear is common'")
    (same,) = load_course(make_course(tmp_path / "b", DRAFT, {"wear": rewritten + "\n\n"})).lessons
    assert same.revision == lesson.revision


def test_the_revision_is_the_same_on_every_machine(tmp_path: Path) -> None:
    (lesson,) = load_course(make_course(tmp_path)).lessons
    assert lesson.revision == "be031ce5523b"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
quizzes = st.builds(Quiz, texts, st.tuples(texts, texts, texts), st.integers(0, 2), texts).filter(
    lambda quiz: bool(quiz.question or quiz.explanation or any(quiz.options))
)
lessons = st.builds(
    Lesson,
    lesson_id=st.just("wear"),
    title=texts,
    section=texts,
    body=texts.map(lambda text: "\n".join(text.splitlines()).strip()),
    takeaway=texts,
    sources=st.lists(texts, max_size=3).map(tuple),
    evidence=st.none() | st.sampled_from(Evidence),
    quiz=st.none() | quizzes,
    claim=texts,
    sign_off=st.none()
    | st.builds(
        SignOff,
        texts.filter(bool),
        texts.filter(bool),
        st.dates(),
        texts,
    ),
)


@given(lesson=lessons, title=texts)
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, lesson: Lesson, title: str
) -> None:
    course = Course("backs", title, "", "en", "", CourseStatus.DRAFT, (lesson,))
    folder = tmp_path_factory.mktemp("courses") / "backs"
    write_course(course, folder)
    assert load_course(folder) == course


def test_an_existing_course_is_never_overwritten(tmp_path: Path) -> None:
    folder = make_course(tmp_path)
    course = load_course(folder)
    with pytest.raises(InvalidInput, match=r"exists already.*free, such as backs-2"):
        write_course(replace(course, title="Other"), folder)
    assert load_course(folder) == course


def test_a_half_written_course_never_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = load_course(make_course(tmp_path / "from"))
    to = tmp_path / "to"
    write_text = Path.write_text

    def fail_at_the_lesson(path: Path, *args: object, **options: object) -> int:
        if path.suffix == ".md":
            raise OSError(28, "No space left on device")
        return write_text(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", fail_at_the_lesson)
    with pytest.raises(OSError, match="No space left"):
        write_course(course, to / "backs")
    assert list(to.iterdir()) == []

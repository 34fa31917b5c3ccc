"""Files and the chat are held to the same: what one publishes the other does, and not otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import cli
from lessons.course.check import check_course
from lessons.course.course import Course, CourseStatus, Lesson, Quiz
from lessons.course.files import write_course
from lessons.draft.draft import CourseDraft
from lessons.draft.review import review
from lessons.toml_files.problems import Severity
from tests.support.chat_drafts import import_backs, publish_backs
from tests.support.conversation import Chat
from tests.support.drafts import QUIZ, SOUND

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BACKS = Course(
    "backs", "Backs", "What wear means.", "en", "NICE NG59, 2016", CourseStatus.PUBLISHED, (SOUND,)
)
# Each of them alone, and with each that says something about the course.
LESSONS: dict[str, Lesson] = {
    "sound": SOUND,
    "without evidence": replace(SOUND, evidence=None),
    "without a takeaway": replace(SOUND, takeaway=""),
    "with a long takeaway": replace(SOUND, takeaway="w" * 201),
    "without a heading above": replace(SOUND, section=""),
    "without a title": replace(SOUND, title=""),
    "with a long title": replace(SOUND, title="w" * 101),
    "without sources": replace(SOUND, sources=()),
    "with a source that nobody finds": replace(SOUND, sources=("abc",)),
    "with an address that cannot be tapped": replace(SOUND, sources=("See https://a.b in 2016",)),
    "with seven sources": replace(SOUND, sources=tuple(f"NICE NG{n}, 2016" for n in range(7))),
    "without a question": replace(SOUND, quiz=None),
    "with a long answer": replace(SOUND, quiz=replace(QUIZ, options=("A", "B" * 101))),
    "with the same answer twice": replace(SOUND, quiz=replace(QUIZ, options=("A", "a"))),
    "with a long explanation": replace(SOUND, quiz=replace(QUIZ, explanation="w" * 201)),
    "hard to read": replace(
        SOUND, body="Physicians examine serious neurological deficiencies. " * 12
    ),
    "short": replace(SOUND, body="Keep moving."),
    "without a text": replace(SOUND, body=""),
    "with a picture": replace(SOUND, body="![x](https://example.org/x.png)"),
    "too long": replace(SOUND, body="Keep on moving. " * 80),
    "with a table that nobody compared": replace(SOUND, unchecked="table"),
    "with two answers": replace(SOUND, quiz=Quiz("Who?", ("A", "B"), 1, "So.")),
    "with four answers": replace(SOUND, quiz=Quiz("Who?", ("A", "B", "C", "D"), 3, "So.")),
}
HEADS: dict[str, dict[str, str]] = {
    "sound": {},
    "without a source": {"source": ""},
    "with a source that nobody finds": {"source": "abc"},
    "without a description": {"description": ""},
    "with a long description": {"description": "w" * 501},
    "without a title": {"title": ""},
    "in a language without a formula": {"language": "fi"},
    "in no language": {"language": "Finnish"},
}


def test_what_the_chat_would_publish_passes_the_check_of_files_and_the_other_way_round(
    tmp_path: Path,
) -> None:
    wrong, published = [], 0
    for at, (head, lesson) in enumerate(product(HEADS, LESSONS)):
        course = replace(BACKS, lessons=(LESSONS[lesson],), **HEADS[head])
        approved = frozenset({SOUND.lesson_id})
        draft = CourseDraft(course, 1, approved, (), None, 1, NOW)
        folder = tmp_path / str(at) / course.course_id
        write_course(course, folder)
        errors = [it for it in check_course(folder) if it.severity is Severity.ERROR]
        in_the_chat = review(draft, {}).may_be_published
        published += in_the_chat
        if in_the_chat == bool(errors):
            wrong.append((head, lesson, in_the_chat, [str(it) for it in errors]))
    assert wrong == []
    assert 20 < published < len(HEADS) * len(LESSONS) - 20, "both happen"


async def test_a_course_published_in_the_chat_is_exported_and_passes_the_check(
    root: Chat, database_url: str, tmp_path: Path
) -> None:
    await import_backs(root)
    assert "Published as revision 1." in await publish_backs(root)
    arguments = ["course", "export", "sore-backs", "--to", str(tmp_path / "courses")]
    done = CliRunner().invoke(cli, arguments, env={"DATABASE_URL": database_url})
    assert done.exit_code == 0
    assert "status draft" not in done.stdout
    checked = CliRunner().invoke(cli, ["course", "check", str(tmp_path / "courses" / "sore-backs")])
    assert checked.exit_code == 0, checked.output
    assert "no errors" in checked.stdout
    assert checked.stdout.endswith("this course can be published.\n")

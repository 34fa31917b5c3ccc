"""The course commands teach, refuse plainly and say what to do next."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.course import course
from lessons.course.course import Course, CourseStatus
from lessons.course.edits import add_lesson, remove_lesson, rename, replace_lesson
from lessons.course.files import BUILT_IN_COURSES, load_course, load_courses
from lessons.draft.draft import CourseDraft
from storage import open_store
from storage.interface.store import Store
from tests.support.articles import import_article
from tests.support.course_folders import BODY, COURSE, LESSON, make_course, spoil
from tests.support.document_files import make_docx_article, make_html_article, make_pdf_article
from tests.support.tables import table

ARTICLE = Path(__file__).parent / "data" / "article.txt"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(course, [str(argument) for argument in arguments])


def test_an_import_reports_each_lesson_what_was_dropped_and_what_to_do_next(
    tmp_path: Path,
) -> None:
    result = run("import", ARTICLE, "--id", "back-and-head", "--to", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout.replace(str(tmp_path), "courses")
        == """\
Wrote 12 lessons to courses/back-and-head
Language: en
Length: about 714 words

lesson                    characters  reading grade
can-l5-s1-cause                  318           12.5
understanding-l5-s1-1            431           13.4
understanding-l5-s1-2            385           13.4
exploring-potential-1            373           14.2
exploring-potential-2            384           14.8
exploring-potential-3            419           13.3
exploring-potential-4            411           14.4
accompanying-symptoms-1          313           12.1
accompanying-symptoms-2          448           12.4
accompanying-symptoms-3          421           13.7
when-consult-1                   419           17.7
when-consult-2                   436           15.5
A lesson is read with ease at grade 8 or less.

Left out, 3 parts of the article:
  headings with nothing below them: 3
    “Maltodextrin in Baby Formula: What Parents Need to Know”
    “What Is Insulin Signaling and Why Is It Important?”
    “Human Stripes: The Invisible Patterns on Your Skin”

This is a draft. Next:
  1. In course.toml, fill in description and source.
  2. In each lesson, fill in evidence, sources, takeaway and [quiz]; shorten the text.
  3. Run: python -m bot course check courses/back-and-head
  4. When it finds no errors, set status = "published".
"""
    )
    assert len(load_course(tmp_path / "back-and-head").lessons) == 12


def test_a_draft_just_imported_is_told_all_that_is_left_to_do(tmp_path: Path) -> None:
    run("import", ARTICLE, "--id", "back-and-head", "--to", tmp_path)
    result = run("check", tmp_path / "back-and-head")
    assert result.exit_code == 1
    for told in ['"description" is empty', "there is no quiz", "the reading grade is 12.5"]:
        assert told in result.stdout
    assert result.stdout.endswith("12 errors, 50 warnings: this course cannot be published yet.\n")


def test_notes_say_what_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# T\n\n![x](y.png) Text. " + "word " * 200)
    result = run("import", tmp_path / "a.md", "--id", "x", "--to", tmp_path)
    assert "\nLeft out, 1 part of the article:\n  images: 1\n" in result.stdout
    assert "\nLook at:\n  the lesson that begins " in result.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("article.html", make_html_article()),
        ("article.docx", make_docx_article()),
        ("article.pdf", make_pdf_article()),
    ],
    ids=["a web page", "a Word document", "a PDF"],
)
def test_the_same_article_becomes_the_same_course_from_any_kind_of_file(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("import", tmp_path / name, "--id", "backs", "--to", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert load_course(tmp_path / "backs") == import_article(ARTICLE.read_text(), "backs").course
    assert "Human Stripes: The Invisible Patterns on Your Skin" in result.stdout


@table(
    ("arguments", "told"),
    [
        (["none.txt", "--id", "x"], "none.txt does not exist. Accepted: a text in UTF-8"),
        (["courses.txt", "--id", "x"], "courses.txt is a folder. Accepted: a text in UTF-8"),
        (["article.odt", "--id", "x"], "article.odt is an OpenDocument text. Open it and save"),
        (["article.pdf", "--id", "x"], "article.pdf is damaged or incomplete and cannot be read"),
        (["large.txt", "--id", "x"], "large.txt has 5.0 MB. Accepted: at most 5 MB"),
        (["article.txt", "--id", "Back Care"], '"Back Care" cannot be a course id. Accepted: '),
        (["empty.txt", "--id", "x"], "empty.txt is empty. Accepted: "),
        (["bare.md", "--id", "x"], "The article has only headings. Accepted: "),
    ],
)
def test_an_import_refuses_in_one_line_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "article.txt": "Text.",
        "empty.txt": "",
        "bare.md": "# T",
        "large.txt": "x" * 5_000_001,
    }
    files |= {"article.pdf": "%PDF-1.4", "article.odt": "PK"}
    Path("courses.txt").mkdir()
    for name, text in files.items():
        Path(name).write_text(text)
    result = run("import", *arguments, "--to", "courses")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1
    assert not Path("courses").exists()


def test_an_import_never_overwrites_a_course(tmp_path: Path) -> None:
    folder = make_course(tmp_path)
    before = load_course(folder)
    result = run("import", ARTICLE, "--id", "backs", "--to", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "exists already" in result.stderr
    assert "such as backs-2" in result.stderr
    assert load_course(folder) == before


def test_an_import_into_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "courses").write_text("")
    result = run("import", ARTICLE, "--id", "x", "--to", tmp_path / "courses")
    assert result.exit_code == 2
    assert "courses" in result.stderr


def test_a_course_without_errors_passes_with_one_line(tmp_path: Path) -> None:
    result = run("check", make_course(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "no errors, no warnings: this course can be published.\n"


def test_warnings_are_told_and_pass(tmp_path: Path) -> None:
    lesson = spoil(LESSON, BODY, "Keep moving. It helps.")
    folder = make_course(tmp_path, COURSE, {"wear": lesson})
    result = run("check", folder)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{folder}/wear.md:15: warning: the text has 4 words. Best: 80 to 120.\n"
        "no errors, 1 warning: this course can be published.\n"
    )


def test_errors_are_told_with_file_line_problem_and_remedy(tmp_path: Path) -> None:
    folder = make_course(tmp_path, COURSE, {"wear": spoil(LESSON, '"strong"', '"sure"')})
    result = run("check", folder)
    assert result.exit_code == 1
    assert result.stdout == (
        f'{folder}/wear.md:4: "evidence" is "sure".'
        ' Accepted: strong, fair, weak, idea, as in evidence = "fair"\n'
        "1 error, no warnings: this course cannot be published yet.\n"
    )


def test_checking_no_folder_is_bad_usage(tmp_path: Path) -> None:
    result = run("check", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere is no folder. Accepted: a course's folder" in result.stderr


@table("command", ["import", "check", "export"])
def test_the_help_teaches_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    python -m bot course {command} " in result.stdout


def test_every_built_in_course_loads() -> None:
    assert load_courses(BUILT_IN_COURSES)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'lessons.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    with closing(open_store(url)) as store:
        yield store


def keep(store: Store, course: Course) -> None:
    with store.transaction():
        store.add_course_revision(course, 1, datetime(2026, 11, 23, tzinfo=UTC))


def test_a_course_from_the_chat_becomes_a_folder_that_loads_as_the_same_course(
    tmp_path: Path, database: Store
) -> None:
    backs = load_course(make_course(tmp_path))
    tear = replace(backs.lessons[0], lesson_id="tear")
    edited = remove_lesson(add_lesson(backs, tear, after=None), "wear")
    keep(database, backs)
    keep(database, rename(edited, "Better"))

    result = run("export", "backs", "--to", tmp_path / "courses")

    folder = tmp_path / "courses" / "backs"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Wrote 1 lesson to {folder}\n"
    [newest] = database.list_current_revisions()
    assert load_course(folder) == newest.course
    assert (newest.course.title, newest.course.order) == ("Better", ("tear", "wear"))


def test_a_draft_is_exported_when_asked_for(tmp_path: Path, database: Store) -> None:
    backs = replace(load_course(make_course(tmp_path)), status=CourseStatus.DRAFT)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with database.transaction():
        database.save_course_draft(CourseDraft(backs, 1, frozenset(), (), None, 1, now))

    assert run("export", "backs", "--to", tmp_path / "courses").exit_code == 2
    assert run("export", "backs", "--draft", "--to", tmp_path / "courses").exit_code == 0
    assert load_course(tmp_path / "courses" / "backs") == backs


def test_what_files_would_not_publish_is_exported_as_a_draft_and_says_so(
    tmp_path: Path, database: Store
) -> None:
    backs = load_course(make_course(tmp_path))
    keep(database, replace_lesson(backs, replace(backs.lessons[0], sources=("abc",))))

    result = run("export", "backs", "--to", tmp_path / "courses")

    folder = tmp_path / "courses" / "backs"
    [kept] = database.list_current_revisions()
    assert result.exit_code == 0
    assert result.stdout.endswith(f"See which:\n  python -m bot course check {folder}\n")
    assert load_course(folder) == replace(kept.course, status=CourseStatus.DRAFT)


def test_an_export_never_overwrites(tmp_path: Path, database: Store) -> None:
    folder = make_course(tmp_path)
    keep(database, replace(load_course(folder), title="Another"))

    result = run("export", "backs", "--to", tmp_path)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "exists already, and a course is never overwritten" in result.stderr
    assert load_course(folder).title == "Backs"


def test_an_unknown_course_is_told_what_there_is(tmp_path: Path, database: Store) -> None:
    nothing = run("export", "bakcs")
    keep(database, load_course(make_course(tmp_path)))
    something = run("export", "bakcs")
    assert (nothing.exit_code, something.exit_code) == (2, 2)
    assert nothing.stderr == (
        'No course "bakcs" was published in the chat. Nothing was published in the chat so far.\n'
    )
    assert something.stderr == 'No course "bakcs" was published in the chat. Accepted: backs\n'


def test_an_export_creates_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    result = run("export", "backs")
    assert result.exit_code == 2
    assert "There is no database at" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_export_refuses_wrong_settings_as_the_bot_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFAULT_TIMEZONE", "Mars")
    result = run("export", "backs")
    assert result.exit_code == 2
    assert "DEFAULT_TIMEZONE: 'Mars' is not accepted" in result.stderr

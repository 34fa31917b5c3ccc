"""``python -m bot course import``: looked at before anything is written, in any language."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli.course import course
from tests.support.tables import table

ARTICLE = Path(__file__).parent / "data" / "article.txt"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(course, [str(argument) for argument in arguments])


def test_without_an_id_the_title_makes_one(tmp_path: Path) -> None:
    assert run("import", ARTICLE, "--to", tmp_path).exit_code == 0
    assert [folder.name for folder in tmp_path.iterdir()] == ["can-l5-s1-cause-headaches"]


def test_a_preview_tells_how_it_would_be_cut_and_writes_nothing(tmp_path: Path) -> None:
    result = run("import", ARTICLE, "--to", tmp_path / "courses", "--preview")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "Can L5-S1 Cause Headaches? The Connection Explained: 12 lessons\n"
        "Language: en\nLength: about 714 words\n"
    )
    assert "understanding-l5-s1-1            431           13.4\n" in result.stdout
    assert "“Human Stripes: The Invisible Patterns on Your Skin”" in result.stdout
    assert result.stdout.endswith("Nothing was written. Without --preview it is.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_preview_counts_the_tables_to_be_compared(tmp_path: Path) -> None:
    (tmp_path / "doses.md").write_text("# Doses\n\n| Age | Dose |\n|---|---|\n| 3 | 5 ml |")
    told = run("import", tmp_path / "doses.md", "--preview").stdout
    assert "\nLook at:\n  1 lesson with a table\n" in told


@table(
    ("text", "told", "language"),
    [
        ("Dolor\n\nAcuda a urgencias si el dolor es brusco. Llame si no puede hablar.", "", "es"),
        ("腰痛\n\n双腿无力、大小便失禁或下体麻木时，请立刻去急诊。", "", "zh"),
        ("कमर\n\nपेशाब न आए तो तुरंत अस्पताल जाएँ। चलते रहें, पूरे दिन न लेटें।", "", "hi"),
        ("Back\n\nGo to the hospital at once if your legs grow weak.", "en-GB", "en-GB"),
    ],
)
def test_the_language_is_found_or_told_and_no_other_is_graded(
    tmp_path: Path, text: str, told: str, language: str
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text, encoding="utf-8")
    result = run("import", file, "--id", "x", "--to", tmp_path, "--language", told)
    assert result.exit_code == 0
    assert f"Language: {language}\n" in result.stdout
    assert ("not checked: no formula" in result.stdout) is not language.startswith("en")
    course_file = (tmp_path / "x" / "course.toml").read_text(encoding="utf-8")
    assert f'language = "{language}"' in course_file
    shutil.rmtree(tmp_path / "x")


def test_a_language_that_is_none_is_refused_with_those_that_are() -> None:
    result = run("import", ARTICLE, "--language", "Spanish", "--preview")
    assert result.exit_code == 2
    assert "Accepted: en, es or pt-BR" in result.stderr


def test_a_course_of_endless_lessons_is_refused_as_in_the_chat(tmp_path: Path) -> None:
    endless = tmp_path / "endless.md"
    endless.write_text("\n\n".join(f"# Part {n}\n\nWalk a little." for n in range(201)))
    result = run("import", endless, "--preview")
    assert result.exit_code == 2
    assert "would be 201 lessons. At most 200 make a course" in result.stderr


def test_an_address_on_this_network_is_not_fetched() -> None:
    result = run("import", "http://localhost:1/", "--preview")
    assert result.exit_code == 2
    assert "on a machine of this network" in result.stderr

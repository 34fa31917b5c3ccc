"""A table of an article is shown as it was read, and nobody publishes it without a look."""

from pathlib import Path

from click.testing import CliRunner

from bot.cli.course import course
from tests.support.chat_drafts import make_draft
from tests.support.conversation import Chat

DOSES = b"""# Pain syrup

## How much

| Age | Dose |
|---|---|
| 3 years | 5 ml |
| 4 years | 6 ml |

## When to call

Call if a rash appears. ~~Call at eight.~~
"""


async def test_a_table_must_be_confirmed_before_anything_is_approved(root: Chat) -> None:
    screen = await make_draft(root, "syrup.md", DOSES, "/import pain-syrup")
    assert "struck-out text left out: 1: “Call at eight." in screen
    assert "a table to compare with the article: How much" in screen
    assert "Lesson 1: It holds a table of the article." in screen
    assert "Nothing was approved" in await root.presses("Approve all")
    await root.presses("About the course")
    await root.presses("Source")
    await root.says("NICE NG59, 2016")
    card = await root.presses("Look through it")
    assert "Age: 3 years; Dose: 5 ml" in card
    assert "[Approve]" not in card
    card = await root.presses("The table is right")
    assert "It holds a table" not in card
    assert "[Approve]" in card


def test_in_files_a_table_is_warned_of_until_the_mark_is_removed(tmp_path: Path) -> None:
    (tmp_path / "syrup.md").write_bytes(DOSES)
    runner = CliRunner()
    arguments = ["import", str(tmp_path / "syrup.md"), "--id", "syrup", "--to", str(tmp_path)]
    result = runner.invoke(course, arguments)
    assert "a table to compare with the article: How much" in result.stdout
    folder = tmp_path / "syrup"
    told = "its table was read by a program and checked by nobody"
    assert told in runner.invoke(course, ["check", str(folder)]).stdout
    lesson = folder / "how-much.md"
    lesson.write_text(lesson.read_text().replace('unchecked = "table"\n', ""))
    assert told not in runner.invoke(course, ["check", str(folder)]).stdout

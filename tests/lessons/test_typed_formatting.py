"""What an admin formats in Telegram arrives in a lesson as set."""

from lessons.course.markdown import find_unsupported
from lessons.delivery.wording import Mark, MarkKind, Wording
from lessons.draft.formatting import list_lost, write_markdown

BOLD, ITALIC, LINK = MarkKind.BOLD, MarkKind.ITALIC, MarkKind.LINK


def test_formatting_becomes_the_markdown_that_reads_the_same() -> None:
    cases: list[tuple[str, list[Mark], str]] = [
        ("Rest is good.", [Mark(BOLD, 0, 4)], "**Rest** is good."),
        ("Rest is good.", [Mark(ITALIC, 8, 4)], "Rest is *good*."),
        ("🙂 Rest now", [Mark(BOLD, 3, 4)], "🙂 **Rest** now"),
        (
            "See NICE.",
            [Mark(LINK, 4, 4, "https://n.org/(a)")],
            "See [NICE](https://n.org/%28a%29).",
        ),
        ("Do it now", [Mark(BOLD, 0, 9), Mark(ITALIC, 3, 2)], "**Do *it* now**"),
        ("Rest  now", [Mark(BOLD, 0, 5)], "**Rest**  now"),
        ("One\n\nTwo", [Mark(BOLD, 0, 8)], "**One**\n\n**Two**"),
        ("Do:\n• walk\n• rest", [], "Do:\n- walk\n- rest"),
        ("• walk", [Mark(BOLD, 0, 6)], "- **walk**"),
        ("**typed** stays", [], "**typed** stays"),
        ("Rest", [Mark(MarkKind.UNDERLINE, 0, 4)], "Rest"),
    ]
    wrong = [
        (text, write_markdown(Wording(text, tuple(marks))), wanted)
        for text, marks, wanted in cases
        if write_markdown(Wording(text, tuple(marks))) != wanted
    ]
    assert not wrong
    assert not [wanted for *_, wanted in cases if find_unsupported(wanted)]


def test_what_a_lesson_cannot_show_is_known() -> None:
    marks = (Mark(BOLD, 0, 4), Mark(MarkKind.SPOILER, 0, 4), Mark(MarkKind.CODE, 0, 4))
    assert list_lost(Wording("Rest", marks)) == [MarkKind.SPOILER, MarkKind.CODE]

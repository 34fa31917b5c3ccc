"""Builds course folders for tests: sound ones, to be spoiled one field at a time."""

from pathlib import Path

BODY = """\
Your back has a row of small bones. Soft pads sit between them. Each pad takes up shock when \
you walk, sit or lift.

Pads wear as we age. Most people past the age of fifty have some wear, and most of them feel \
fine. So a worn pad on a scan does **not** prove that it is the cause of your pain.

What helps?

- Keep moving, a bit more each day.
- Use heat if it feels good.
- Ask for help if pain stays.

Call your doctor the same day if your foot grows weak or you feel numb."""

LESSON = """\
+++
title = "Wear is common"
section = "The low back"
evidence = "strong"
sources = ["NICE NG59, 2016"]
takeaway = "A worn pad is no proof."

[quiz]
question = "Who has worn pads?"
options = ["Nobody", "Most people past fifty", "Only the ill"]
right = 2
explanation = "Wear comes with age."
+++

BODY
""".replace("BODY", BODY)

COURSE = """\
title = "Backs"
description = "What wear means."
language = "en"
source = "https://example.org/backs"
status = "published"
lessons = ["wear"]
"""


def make_course(
    parent: Path,
    course: str = COURSE,
    lessons: dict[str, str] | None = None,
    course_id: str = "backs",
) -> Path:
    """Write a course folder and return it; as it stands it may be published."""
    folder = parent / course_id
    folder.mkdir(parents=True)
    (folder / "course.toml").write_text(course, encoding="utf-8")
    for lesson_id, text in (lessons or {"wear": LESSON}).items():
        (folder / f"{lesson_id}.md").write_text(text, encoding="utf-8")
    return folder


def spoil(text: str, old: str, new: str) -> str:
    """Replace what certainly stands there."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)

"""A lesson as it stands in its file: fields in TOML between two ``+++`` lines, then Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons.course import limits
from lessons.course.course import Evidence, Lesson, Quiz
from lessons.sign_off import TABLE, read_sign_off
from lessons.toml_files.fields import Fields, parse_fields, read_course_text
from lessons.toml_files.problems import Problem

LESSON_FIELDS = {
    "title": 'title = "Where the spinal cord ends"',
    "section": 'section = "Understanding the L5-S1 Region"',
    "evidence": 'evidence = "fair"',
    "claim": 'claim = "most back pain eases within weeks"',
    "sources": 'sources = ["NICE NG59, Low back pain https://www.nice.org.uk/guidance/ng59"]',
    "takeaway": 'takeaway = "Most back pain eases within weeks."',
    "about_source": 'about_source = "The article says more than studies show."',
    "encouragement": 'encouragement = "You have made a start."',
    "unchecked": 'unchecked = "table"',
    "quiz": "[quiz]",
    TABLE: f"[{TABLE}]",
}
QUIZ_FIELDS = {
    "question": 'question = "Where does the spinal cord end?"',
    "options": 'options = ["In the neck", "High in the lower back", "At the tailbone"]',
    "right": "right = 2",
    "explanation": 'explanation = "Below that point there are only nerve roots."',
}
_FORM = re.compile(
    r"\+\+\+[ \t]*\n(?P<fields>.*?)^\+\+\+[ \t]*(?:\n|\Z)(?P<body>.*)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class LessonSource:
    """A lesson and the line of each of its fields; "body" is the body's first line.

    A quiz that is missing has the line before which it belongs.
    """

    lesson: Lesson
    file: Path
    lines: Mapping[str, int]

    def line(self, name: str) -> int:
        """Return where the field stands; a missing one stands at the top."""
        return self.lines.get(name, 1)


def read_lesson_source(file: Path, problems: list[Problem]) -> LessonSource | None:
    """Return the lesson in that file, named after it; add what is wrong with its form.

    A field with a fault reads as empty; ``None`` means that no fields could be read at all.
    """
    text = read_course_text(file, problems)
    if text is None:
        return None
    form = _FORM.match(text)
    if form is None:
        remedy = (
            "A lesson begins with a line +++, then fields such as"
            f" {LESSON_FIELDS['title']}, then a line +++, then its text."
        )
        problems.append(Problem(file, 1, "the fields between two +++ lines are missing", remedy))
        return None
    fields = parse_fields(
        form["fields"], LESSON_FIELDS, file=file, lines_before=1, problems=problems
    )
    if fields is None:
        return None
    fields.refuse_unknown()
    lesson = Lesson(
        lesson_id=file.stem,
        title=fields.read_text("title"),
        section=fields.read_text("section"),
        body=form["body"].strip(),
        takeaway=fields.read_text("takeaway"),
        sources=fields.read_texts("sources"),
        evidence=_read_evidence(fields),
        quiz=_read_quiz(fields),
        claim=_read_optional(fields, "claim"),
        sign_off=read_sign_off(fields),
        about_source=_read_optional(fields, "about_source"),
        encouragement=_read_optional(fields, "encouragement"),
        unchecked=_read_optional(fields, "unchecked"),
    )
    fields_end = text.count("\n", 0, form.end("fields")) + 1
    body_at = form.start("body") + len(form["body"]) - len(form["body"].lstrip())
    lines = {"quiz": fields_end, **fields.lines, "body": text.count("\n", 0, body_at) + 1}
    return LessonSource(lesson, file, lines)


def _read_optional(fields: Fields, name: str) -> str:
    return fields.read_text(name) if name in fields.values else ""


def _read_evidence(fields: Fields) -> Evidence | None:
    evidence = fields.read_text("evidence")
    if evidence in set(Evidence):
        return Evidence(evidence)
    if evidence:
        accepted = ", ".join(Evidence)
        remedy = f"Accepted: {accepted}, as in {LESSON_FIELDS['evidence']}"
        fields.refuse("evidence", f'"evidence" is "{evidence}"', remedy)
    return None


def _read_quiz(fields: Fields) -> Quiz | None:
    """An absent quiz and one with nothing filled in are none."""
    table = fields.read_table("quiz", QUIZ_FIELDS)
    if table is None or not table.values:
        return None
    known = len(fields.problems)
    table.refuse_unknown()
    question = table.read_text("question")
    options = table.read_texts("options")
    right = table.read_number("right")
    explanation = table.read_text("explanation")
    has_faults = len(fields.problems) > known
    if not has_faults and not any([question, explanation, *options]):
        return None
    if "options" in table.values and not has_faults and len(options) not in limits.OPTIONS:
        remedy = f"Accepted: two to four, as in {QUIZ_FIELDS['options']}"
        table.refuse("options", f"the quiz has {len(options)} options", remedy)
    # Where the options could not be read, one remark is enough.
    most = len(options) if len(options) in limits.OPTIONS else limits.OPTIONS.stop - 1
    if right is not None and not 1 <= right <= most:
        accepted = f"1 to {most}, counted from the first option, as in {QUIZ_FIELDS['right']}"
        remedy = f"Accepted: {accepted}"
        table.refuse("right", f'"right" is {right}', remedy)
    return Quiz(question, options, (right or 1) - 1, explanation)

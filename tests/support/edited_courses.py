"""Courses as they are edited while people are in them."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from lessons.course.course import Course
from lessons.course.edits import add_lesson, new_lesson_id, remove_lesson
from tests.support.reader import lesson

EDITS = st.tuples(st.sampled_from(["add", "remove", "shuffle", "unlist"]), st.integers(0, 999))
"""What is done, and a number that says where."""


def edit(of: Course, what: str, number: int) -> Course:
    """Return the course changed in the chat (add, remove) or in its files (the others)."""
    ids = [item.lesson_id for item in of.lessons]
    match what:
        case "add":
            after = [None, *ids][number % (len(ids) + 1)]
            return add_lesson(of, lesson(new_lesson_id(of, "new")), after)
        case "remove" if ids:
            return remove_lesson(of, ids[number % len(ids)])
        case "shuffle":
            order = random.Random(number).sample(of.order, len(of.order))
            there = [item for item in order if item in ids]
            return replace(of, order=tuple(order), lessons=tuple(map(lesson, there)))
        case "unlist" if ids:
            gone = ids[number % len(ids)]
            return replace(
                of,
                lessons=tuple(item for item in of.lessons if item.lesson_id != gone),
                order=tuple(item for item in of.order if item != gone),
            )
    return of

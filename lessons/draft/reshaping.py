"""The lessons of a draft joined, parted and moved, where the import cut them otherwise."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lessons.course import limits
from lessons.course.course import Course, Lesson
from lessons.course.edits import add_lesson, new_lesson_id, remove_lesson, replace_lesson
from lessons.course.markdown import escape, plain_blocks, start_block
from lessons.language.headings import ends_like_a_sentence
from lessons.language.sentences import split_sentences
from lessons.text import utf16_length

# What the import adds to the title of a section that is longer than a lesson.
_PART = re.compile(r"\s*\(\d+ of \d+\)$")


def join_with_next(course: Course, lesson: Lesson) -> Course | None:
    """Return the course with the next lesson's words at the end of this one, ``None`` if there is
    no next one.

    Its title stands above them, unless both are parts of one: it may name what they are about.
    What a lesson has once is the first one's, or else the second one's; how sure science is must
    be said anew unless both say the same. The id of the second stays in the order.
    """
    place = course.lessons.index(lesson)
    if place + 1 == len(course.lessons):
        return None
    following = course.lessons[place + 1]
    title, heading = _whole_title(lesson), _whole_title(following)
    above = () if heading == title else (_write_heading(heading),)
    joined = replace(
        lesson,
        title=title,
        body="\n\n".join((lesson.body.rstrip(), *above, following.body.lstrip())),
        takeaway=lesson.takeaway or following.takeaway,
        sources=tuple(dict.fromkeys((*lesson.sources, *following.sources))),
        evidence=lesson.evidence if lesson.evidence is following.evidence else None,
        quiz=lesson.quiz or following.quiz,
        claim=lesson.claim if lesson.evidence is following.evidence else "",
        about_source=lesson.about_source or following.about_source,
        encouragement=lesson.encouragement or following.encouragement,
        # A table that nobody compared yet is not checked by being moved.
        unchecked=lesson.unchecked or following.unchecked,
    )
    return replace_lesson(remove_lesson(course, following.lesson_id), joined)


def _whole_title(lesson: Lesson) -> str:
    return _PART.sub("", lesson.title) or lesson.title


def _write_heading(heading: str) -> str:
    return f"**{escape(heading)}**"


def find_parts(lesson: Lesson, language: str) -> tuple[str, ...]:
    """Return what the lesson can be parted between, in order: its paragraphs, else the lines of
    its list, else its sentences; one part if there is no such place."""
    return _open(lesson.body, _find_pieces(lesson.body, language))


def _find_pieces(body: str, language: str) -> list[str]:
    for pieces in (body.split("\n\n"), body.split("\n"), split_sentences(body, language)):
        found = [piece for piece in pieces if piece.strip()]
        if len(found) > 1 and _reads_the_same(body, _open(body, found)):
            return found
    return [body]


def _open(body: str, pieces: Sequence[str]) -> tuple[str, ...]:
    return tuple(_between(body, pieces, at, at + 1) for at in range(len(pieces)))


def _between(body: str, pieces: Sequence[str], first: int, end: int) -> str:
    """Return the pieces from the first up to the end as they stand in the text."""
    starts, at = [], 0
    for piece in pieces:
        starts.append(body.index(piece, at))
        at = starts[-1] + len(piece)
    text = body[starts[first] : starts[end] if end < len(pieces) else None].strip()
    # A list stays one, while a sentence that looks like an item is none.
    return text if first == 0 or body[starts[first] - 1] == "\n" else start_block(text)


def _reads_the_same(body: str, parts: Sequence[str]) -> bool:
    """Emphasis that begins in one part and ends in another would be lost."""
    apart = (block for part in parts for block in plain_blocks(part))
    return "".join("".join(apart).split()) == "".join("".join(plain_blocks(body)).split())


def part_before(course: Course, lesson: Lesson, at: int) -> Course | None:
    """Return the course with a new lesson after this one, which begins with the part ``at`` of
    ``find_parts``, counted from 1; ``None`` if nothing would be left before it or in it.

    The second has the sources and the section of the first, and nothing else that it has once. A
    heading that it would begin with is its title.
    """
    pieces = _find_pieces(lesson.body, course.language)
    if not 2 <= at <= len(pieces):
        return None
    first = _between(lesson.body, pieces, 0, at - 1)
    second = _between(lesson.body, pieces, at - 1, len(pieces))
    title = _whole_title(lesson)
    heading, below = _take_heading(second)
    if heading:
        titles, second = [title, heading], below
    else:
        with_room = title if utf16_length(title) + 9 <= limits.TITLE else title[: limits.TITLE // 2]
        titles = [f"{with_room} ({number} of 2)" for number in (1, 2)]
    new = Lesson(
        lesson_id=new_lesson_id(course, titles[1]),
        title=titles[1],
        section=lesson.section,
        body=second,
        takeaway="",
        sources=lesson.sources,
        evidence=lesson.evidence,
        quiz=None,
        unchecked=lesson.unchecked,
    )
    shortened = replace_lesson(course, replace(lesson, title=titles[0], body=first))
    return add_lesson(shortened, new, lesson.lesson_id)


def _take_heading(body: str) -> tuple[str, str]:
    """Return the heading that a text begins with, and what stands below it; an empty one where it
    begins with none, or nothing stands below."""
    first, _, below = body.partition("\n\n")
    plain = " ".join(plain_blocks(first))
    is_heading = first == _write_heading(plain) and not ends_like_a_sentence(plain)
    if not is_heading or not below.strip() or utf16_length(plain) > limits.TITLE:
        return "", body
    return plain, below.strip()


def move(course: Course, lesson: Lesson, *, is_earlier: bool) -> Course | None:
    """Return the course with the lesson one place earlier or later, ``None`` if it is there.

    Those that are no longer sent keep their places.
    """
    place = course.lessons.index(lesson)
    other = place - 1 if is_earlier else place + 1
    if not 0 <= other < len(course.lessons):
        return None
    lessons = list(course.lessons)
    lessons[place], lessons[other] = lessons[other], lessons[place]
    swapped = {lessons[place].lesson_id: lesson.lesson_id}
    swapped[lesson.lesson_id] = lessons[place].lesson_id
    order = tuple(swapped.get(lesson_id, lesson_id) for lesson_id in course.order)
    return replace(course, lessons=tuple(lessons), order=order)

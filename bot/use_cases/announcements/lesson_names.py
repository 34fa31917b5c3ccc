"""A text that was probably meant to be a lesson: a typing error must not go out to everybody."""

import re
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from bot.use_cases.announcements.audiences import AnnouncementPolicy, count_reach
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.library import Library
from lessons.course.course import Course, Lesson
from lessons.delivery.announcement import AnnouncementStatus
from lessons.text import simplify
from storage.interface.store import Store

Named = tuple[Course, Lesson]

# Two words or more, joined as in the names of lessons.
_SLUG = re.compile(r"[a-z0-9]+(?:[-_/]+[a-z0-9]+)+")
_LIKENESS = 0.75
_LONGEST = 80
MOST = 3
"""So many lessons are offered at most."""


def looks_like_a_name(text: str) -> bool:
    """Whether a text is written like the name of a lesson, not like a sentence."""
    return _SLUG.fullmatch(simplify(text)) is not None


def find_meant(library: Library, text: str) -> list[Named]:
    """Return the lessons whose names are like that text, the likeliest first."""
    wanted = "-".join(simplify(text).split())
    if len(wanted) > _LONGEST:
        return []
    found = [
        (max(_likeness(wanted, lesson.lesson_id), _likeness(wanted, full_name)), course, lesson)
        for course in library.values()
        for lesson in course.lessons
        for full_name in [f"{course.course_id}/{lesson.lesson_id}"]
    ]
    alike = [item for item in found if item[0] >= _LIKENESS]
    alike.sort(key=lambda item: item[0], reverse=True)
    return [(course, lesson) for _ratio, course, lesson in alike[:MOST]]


def take_for_lesson(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    choice: int,
    now: datetime,
) -> tuple[Named, AnnouncementDraft] | None:
    """Turn one's own draft of a text into one of the lesson that it was like; ``choice`` counts
    ``find_meant`` from 0. ``None`` if there is no such draft or lesson any more.
    """
    item = store.find_announcement(announcement_id)
    if (
        item is None
        or item.text is None
        or item.status is not AnnouncementStatus.DRAFT
        or item.created_by != actor_id
    ):
        return None
    meant = find_meant(library, item.text)
    if choice >= len(meant):
        return None
    course, lesson = meant[choice]
    item = replace(
        item,
        course_id=course.course_id,
        lesson_id=lesson.lesson_id,
        text=None,
        marks=(),
        attachment=None,
        link=None,
        version=item.version + 1,
    )
    store.save_announcement(item)
    return (course, lesson), AnnouncementDraft(item, count_reach(store, library, policy, item, now))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()

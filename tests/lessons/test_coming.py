"""Which days a crowd's lessons come on."""

from dataclasses import replace
from datetime import date

from lessons.course.files import load_built_in_courses
from lessons.delivery.coming import ReaderCrowd, count_by_day
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import EVERY_DAY, THREE_A_WEEK

COURSES = load_built_in_courses()
COURSE = next(iter(COURSES.values()))
MONDAY = date(2026, 11, 23)
CROWD = ReaderCrowd(COURSE.course_id, None, "Europe/Berlin", EVERY_DAY, MONDAY, None, 5)


def days_of(crowd: ReaderCrowd, days: int = 7) -> list[int]:
    counts = count_by_day([crowd], COURSES, MONDAY, days)
    return [day.day for day, courses in counts.items() if courses[COURSE.course_id] == crowd.count]


def test_lessons_stand_on_the_days_on_which_they_come() -> None:
    last_but_one = COURSE.lessons[-2].lesson_id
    away = BreakAhead(date(2026, 11, 24), date(2026, 11, 27))
    cases = [
        (CROWD, [23, 24, 25, 26, 27, 28, 29]),
        (replace(CROWD, weekdays=THREE_A_WEEK), [23, 25, 27]),
        (replace(CROWD, next_date=date(2026, 11, 28)), [28, 29]),
        (replace(CROWD, break_ahead=away), [23, 27, 28, 29]),
        (replace(CROWD, last_lesson_id=last_but_one), [23]),
        (replace(CROWD, last_lesson_id=COURSE.lessons[-1].lesson_id), []),
        (replace(CROWD, course_id="gone"), []),
    ]
    failures = [(crowd, days_of(crowd)) for crowd, days in cases if days_of(crowd) != days]
    assert not failures


def test_the_lessons_of_days_before_the_first_are_used_up() -> None:
    lessons = len(COURSE.lessons)
    began = replace(CROWD, next_date=date.fromordinal(MONDAY.toordinal() - lessons + 2))
    assert days_of(began) == [23, 24]

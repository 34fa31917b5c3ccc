"""However much there is to list, it fits a message, and two buttons turn its pages in place."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.use_cases.admin.authority import Seats
from bot.views.admin import admins, panel
from bot.views.announcements import schedule_form, scheduled
from bot.views.paging import cut
from bot.views.screen import Screen
from bot.views.subscribers import joining, reading, settings
from lessons.course.files import load_published_courses
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.audit import Admin, Invitation
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.statistics import Statistics
from lessons.roles import GIVEN_ROLES
from tests.support.conversation import Chat, World
from tests.support.tables import table

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FAR = "America/Argentina/ComodRivadavia"
[SMALL] = load_published_courses(None).values()
LESSONS = tuple(
    replace(SMALL.lessons[0], lesson_id=f"as-long-as-can-be-{number:06}", title="😀" * 50)
    for number in range(200)
)
LONG = replace(
    SMALL,
    title="😀" * 50,
    lessons=LESSONS,
    order=tuple(lesson.lesson_id for lesson in LESSONS),
)
COURSES = [replace(LONG, course_id=f"as-long-as-a-name-can-be-{n:03}") for n in range(150)]
ANNOUNCEMENTS = [
    Announcement(
        announcement_id=10**9 + number,
        status=AnnouncementStatus.SCHEDULED,
        created_by=10**15,
        created_at=NOON,
        at=NOON,
        text="😀" * 2000,
        wall_time=NOON.replace(tzinfo=None),
        audience=Audience(AudienceKind.FROM_LESSON, "c" * 28 + "/" + "l" * 24),
    )
    for number in range(300)
]
IDS = tuple(range(10**15, 10**15 + 300))
INVITED = tuple(Invitation("a" * 32, GIVEN_ROLES, 1, NOON, number, "N" * 100) for number in IDS)
SEATS = Seats(
    IDS, tuple(Admin(number, IDS[0], NOON) for number in IDS), is_owner=True, invitations=INVITED
)
STATISTICS = Statistics(
    NOON,
    *(10**6,) * 4,
    deliveries=dict.fromkeys(DeliveryStatus, 10**6),
    lessons=[(LONG.course_id, lesson.lesson_id, 10**6) for lesson in LONG.lessons],
    joined=[(date(2026, 1, 5) + timedelta(weeks=week), 10**6) for week in range(12)],
    median_lag=timedelta(seconds=1),
    late_lag=timedelta(seconds=2),
)

LISTS: dict[str, Callable[[int], Screen]] = {
    "/scheduled": lambda page: scheduled.scheduled(ANNOUNCEMENTS, FAR, page),
    "/admins": lambda page: admins.admins(SEATS, FAR, page),
    "/lessons": lambda page: reading.lesson_list(LONG, LONG.lessons, (), 0, 0, page),
    "the first course": lambda page: joining.choose_course(COURSES, page),
    "another course": lambda page: settings.choose_course(COURSES, COURSES[0].course_id, page),
    "the form's courses": lambda page: schedule_form.ask_what(COURSES, page),
    "the form's lessons": lambda page: schedule_form.choose_lesson(LONG, page),
    "the form's audiences": lambda page: schedule_form.ask_who(COURSES, page),
    "/preview": lambda page: panel.choose_course(COURSES, page),
    "/preview of a course": lambda page: panel.choose_lesson(LONG, page),
    "/stats": lambda page: Screen(panel.statistics(STATISTICS, {LONG.course_id: LONG}, FAR)),
}


@table("name", LISTS)
@table("page", [0, 1, 2, 10**15])
def test_every_page_fits_a_message(name: str, page: int) -> None:
    screen = LISTS[name](page)
    assert len(screen.text) <= 4000
    assert len(screen.text.entities) <= 100
    buttons = [button for row in screen.keyboard for button in row]
    assert len(buttons) <= 100
    # Telegram takes no keyboard much larger than this (REPLY_MARKUP_TOO_LONG).
    assert sum(len(item.label.encode()) + len(item.data) for item in buttons) < 8_000


@table("size", [1, 2, 3, 7])
def test_the_pages_hold_every_item_once_and_in_order(size: int) -> None:
    items = list(range(12))
    pages = [cut(items, number, size) for number in range(1, cut(items, 1, size).count + 1)]
    assert [item for page in pages for item in page.items] == items
    assert all(page.items for page in pages)


async def test_the_schedule_turns_its_pages_in_place(root: Chat) -> None:
    for number in range(1, 13):
        await root.says(f"/schedule Text {number}. in {number}h")
        await root.presses("Confirm")
        await root.presses("Yes, for nobody yet")
    screen = await root.says("/scheduled")
    assert "Text 10." in screen
    assert "Text 11." not in screen
    assert "Page 1 of 2" in screen
    assert "[Previous page]" not in screen
    screen = await root.presses("Next page")
    assert screen.startswith("EDIT Scheduled\n     11. ")
    assert "[Move 12] [Cancel 12]" in screen
    assert "[Next page]" not in screen
    assert "EDIT Scheduled\n     1. " in await root.presses("Previous page")


async def test_the_seats_turn_their_pages_in_place(root: Chat, tmp_path: Path) -> None:
    await root.says("/start")
    with closing(sqlite3.connect(tmp_path / "lessons.db", isolation_level=None)) as database:
        database.executemany(
            "INSERT INTO admins (chat_id, added_by, added_at)"
            " VALUES (?, 9001, '2026-11-20T08:00:00.000Z')",
            [(number,) for number in range(101, 122)],
        )
    screen = await root.says("/admins")
    assert "Owners\n     9001" in screen
    assert "[Remove 119]" in screen
    assert "[Remove 120]" not in screen
    screen = await root.presses("Next page")
    assert screen.startswith("EDIT Admins\n     120: viewer, editor, reviewer, sender, since ")
    assert "Take the seat of 121?" in await root.presses("Remove 121")
    assert "121 is no admin any more" in await root.presses("Yes, take it")


async def test_a_long_course_shows_the_latest_lessons_and_turns_back(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await world.advance_days(3)
    await ada.reads()
    screen = await ada.says("/lessons")
    assert "Page" not in screen
    elsewhere = await ada.find_button("Quick question")
    assert "EDIT Sore back, sore head: what helps" in await ada.forges("lessons:99", elsewhere)
    labels = [row[0].label for row in reading.lesson_list(LONG, LONG.lessons, (), 0, 0).keyboard]
    assert labels[-2].startswith("200. ")
    assert labels[-1] == "Previous page"

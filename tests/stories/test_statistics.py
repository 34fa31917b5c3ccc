"""The admins' numbers: right, legible, and nobody to be recognized in them."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.use_cases.admin import statistics
from bot.views.admin.chart_picture import PALETTES, Bars, draw_chart
from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from storage import open_store
from storage.interface.store import Store
from tests.support.audience import A_PERSON, join_many
from tests.support.built_in_course import COUNT
from tests.support.built_in_course import COURSE as BUILT_IN
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World
from tests.support.sent_files import file_of
from tests.support.tables import table

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COURSE = "l5-s1-and-headaches"


def title_of(lesson_id: str) -> str:
    lesson = BUILT_IN.find_lesson(lesson_id)
    assert lesson is not None
    return lesson.title if len(lesson.title) <= 40 else f"{lesson.title[:39].rstrip()}…"


def sent_after(store: Store, chat_id: int, lag: timedelta, lesson_id: str = "water") -> None:
    content = LessonContent(COURSE, lesson_id, NOW.date())
    delivery_id = store.add_delivery(NewDelivery(chat_id, content, NOW))
    assert delivery_id is not None
    store.claim_delivery(delivery_id, NOW + timedelta(minutes=1))
    store.mark_sending([delivery_id], NOW + timedelta(minutes=1))
    store.record_outcomes([Outcome(delivery_id, DeliveryStatus.SENT, NOW + lag)])


def test_statistics_count_people_lessons_weeks_and_lag() -> None:
    store = open_store("sqlite://")
    with store.transaction():
        for number in range(1, 101):
            joined_at = NOW - timedelta(days=7 * (number % 2))
            store.save_subscriber(replace(A_PERSON, chat_id=number, joined_at=joined_at))
            status = EnrollmentStatus.FINISHED if number <= 30 else EnrollmentStatus.ACTIVE
            store.save_enrollment(Enrollment(number, COURSE, status, NOW))
            sent_after(store, number, timedelta(milliseconds=100 * number))
    with store.transaction():
        found = statistics.compute(store, NOW + timedelta(minutes=1))
    assert found is not None
    assert (found.enrolled, found.had_a_lesson, found.finished, found.blocked) == (100, 100, 30, 0)
    assert (found.planned, found.sent) == (100, 100)
    assert list(found.lessons) == [(COURSE, "water", 100)]
    assert list(found.joined) == [(date(2026, 11, 9), 50), (date(2026, 11, 16), 50)]
    assert found.median_lag is not None
    assert found.late_lag is not None
    assert found.median_lag.total_seconds() == pytest.approx(5.0, abs=0.01)
    assert found.late_lag.total_seconds() == pytest.approx(9.5, abs=0.01)
    with store.transaction():
        later = statistics.compute(store, NOW + timedelta(days=8))
    assert later is not None
    assert later.median_lag is None
    store.close()


async def test_an_announced_lesson_counts_once_for_everybody_who_had_it(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await join_many(world, tmp_path, 5)
    for lesson_id in ("cauda-equina", "what-helps", "cauda-equina"):
        await root.says(f"/schedule {lesson_id} in 5 min")
        await root.presses("Confirm")
        await world.advance(advance_seconds=301)
    screen = await root.says("/stats")
    assert f"{title_of('cauda-equina')}: 6" in screen
    # Ada had it in her course, the others by the announcement alone.
    assert f"{title_of('what-helps')}: 6" in screen
    assert f"\n     {BUILT_IN.title}\n" in screen


async def test_small_groups_are_not_told_apart(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    screen = await root.says("/stats")
    assert "had a lesson: <5" in screen
    assert f"{title_of('what-helps')}: <5" in screen
    assert "active: <5" in screen
    await join_many(world, tmp_path, 7)
    screen = await root.says("/stats")
    assert "▇▇▇▇▇▇▇▇▇▇ Mon 26 October: 7" in screen
    assert "Mon 16 November: <5" in screen


async def test_the_lag_is_counted_on_the_clock_that_lessons_are_due_by(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await world.advance_days(2)
    lags = re.findall(r"([\d.]+) s\b", await root.says("/stats"))
    assert lags
    assert all(float(lag) < 60 for lag in lags)


async def test_statistics_can_be_taken_away_as_a_table(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/stats")
    await root.presses("CSV")
    table = list(csv.DictReader(io.StringIO((await file_of(world, root, "document")).decode())))
    counted = {(row["kind"], row["name"]): (row["count"], row["title"]) for row in table}
    assert counted["people", "enrolled"] == ("<5", None)
    title = f"{BUILT_IN.title}: {title_of('what-helps')}"
    assert counted["lesson", f"{COURSE}/what-helps"] == ("<5", title)
    assert not [row for row in table if row["name"] in ("1001", "ada", "Ada")]


@pytest.mark.parametrize("palette", ["light", "dark"])
async def test_statistics_can_be_drawn(ada: Chat, root: Chat, world: World, palette: str) -> None:
    await ada.joins()
    await root.says("/stats")
    await root.presses(f"Chart, {palette}")
    with Image.open(io.BytesIO(await file_of(world, root, "photo"))) as picture:
        assert picture.format == "PNG"
        assert picture.width == 800
        assert picture.getpixel((5, 5)) == ((255,) * 3 if palette == "light" else (23, 33, 43))


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@table("name", PALETTES)
def test_a_charts_letters_and_bars_stand_out(name: str) -> None:
    palette = PALETTES[name]
    for color in (palette.letters, palette.bar):
        lighter, darker = sorted(map(luminance, (color, palette.ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_a_long_label_and_a_long_bar_stay_inside() -> None:
    rows = (("a-lesson-id-of-24-letters-and-far-more", 1.0, "1234567"), ("b", 0.0, "<5"))
    png = draw_chart((Bars("Lessons", rows),), PALETTES["light"])
    with Image.open(io.BytesIO(png)) as picture:
        edge = [picture.getpixel((picture.width - 1, y)) for y in range(picture.height)]
    assert set(edge) == {(255, 255, 255)}


async def test_the_panel_shows_everything_at_a_glance(ada: Chat, root: Chat) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 1h")
    screen = await root.says("/admin")
    assert "<5 active, <5 of them on a break, <5 blocked the bot" in screen
    assert "Scheduled: 0, drafts of courses: 0" in screen
    assert "Failures since yesterday: 0" in screen
    for label, words in {
        "Health": "Health: all is well",
        "Log": "The log is empty.",
        "Admins": "Owners",
        "Statistics": "From planned to finished",
        "Scheduled": "Nothing is scheduled.",
        "Schedule": "What shall be sent?",
    }.items():
        await root.says("/admin")
        assert words in await root.presses(label), label
    await root.says("/admin")
    for label in ("Health", "Courses", "Statistics"):
        await root.presses(label)
        assert "EDIT Admin\n" in await root.presses("Admin"), label
    assert "Courses" in await root.presses("Courses")
    await root.presses("Sore back, sore head: what helps")
    assert "what-helps" in await root.presses("Preview lessons")
    await import_backs(root)
    assert "Scheduled: 0, drafts of courses: 1" in await root.says("/admin")


async def test_a_preview_is_the_very_message_and_shows_the_question_below_it(
    ada: Chat, root: Chat
) -> None:
    await ada.joins()
    await ada.says("/repeat")
    lesson = await ada.says("/repeat")
    words, buttons = lesson.split("     [")[0], lesson[lesson.index("     [") :]
    preview = await root.says("/preview what-helps")
    assert preview.startswith(words)
    assert preview.endswith(buttons)
    assert await root.says(f"/preview {COURSE}/what-helps") == preview
    assert await root.says("/preview 1") == preview
    below = preview.removeprefix(words)
    assert "· · ·\n     Quick question\n" in below
    assert below.count("✓") == 1
    assert "Why: " in below
    for given in ("nothing", "0", str(COUNT + 1), "-1"):
        assert "is no lesson here" in await root.says(f"/preview {given}")
    assert "Courses" in await root.says("/preview")

"""What goes out by day, people as counts, charts and the log: what the chat tells of them."""

import csv

from lessons.delivery.statistics import SMALLEST_GROUP
from tests.support.conversation import Chat, World
from tests.support.desk import Seat


async def test_the_calendar_tells_what_the_chat_tells(desk: Seat, root: Chat, world: World) -> None:
    await world.chat("ada").joins()
    await root.says("/start")
    await root.says("/schedule We are closed. in 3d")
    await root.presses("Confirm")
    told = (await root.says("/calendar")).removeprefix("BOT")
    page = await desk.opens("/calendar")
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    missing = [line for line in lines if not line.startswith("[") and line not in page.words]
    assert missing == []
    assert "Lessons of Sore back, sore head: what helps: 1 person" in page.words
    assert 'href="/calendar/2"' in page.html
    assert 'href="/announcements/1"' in page.html
    opened = await desk.opens("/announcements/1")
    assert "We are closed." in opened.words
    assert "Nothing" in (await desk.opens("/calendar/50")).words
    assert (await desk.opens("/announcements/99")).status == 404
    await world.advance_days(4)
    assert "We are closed." in (await desk.opens("/past/1")).words


async def test_what_nobody_has_confirmed_is_no_announcement_yet(desk: Seat, root: Chat) -> None:
    await root.says("/start")
    await root.says("/schedule Not yet. in 3d")
    assert (await desk.opens("/announcements/1")).status == 404


async def test_people_are_counts_and_no_small_group_is_told_apart(desk: Seat, world: World) -> None:
    await world.chat("ada").joins()
    page = await desk.opens("/people")
    assert f"<{SMALLEST_GROUP} active" in page.words
    assert f"enrolled <{SMALLEST_GROUP}" in page.words
    assert f"Groups of fewer than {SMALLEST_GROUP} people are not told apart." in page.words
    for telling in ("Ada", "Lindqvist", "1001"):
        assert telling not in page.html
    table = await desk.opens("/people.csv")
    assert ["people", "enrolled", f"<{SMALLEST_GROUP}"] in list(csv.reader(table.html.splitlines()))


async def test_charts_are_drawn_to_scale(desk: Seat, world: World) -> None:
    for person in await world.post("people", count=6):
        name = str(person["id"])
        await world.post(f"chats/{name}/messages", **{"from": person["id"], "text": "/start"})
    await world.settle()
    page = await desk.opens("/people")
    assert "People" in page.words
    assert 'rect width="100.0"' in page.html


async def test_the_log_names_admins_and_is_handed_over(desk: Seat, root: Chat, ben: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    page = await desk.opens("/log")
    assert "Ben (1002)" in page.words
    for _ in range(16):
        await root.says("/admins invite viewer")
    newest = await desk.opens("/log")
    assert "Older" in newest.words
    older = newest.html.partition('href="/log/')[2].partition('"')[0]
    assert "Ben (1002)" in (await desk.opens(f"/log/{older}")).words
    assert "9001" in (await desk.opens("/log.csv")).html

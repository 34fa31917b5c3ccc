"""Every address of the desk, by enumeration: who lacks the role, who is nobody, what is forged."""

import re
from pathlib import Path
from typing import Any

from bot.desk.doors import HEADERS
from bot.desk.routes import ROUTES, Route
from lessons.roles import GIVEN_ROLES, Capability, may
from tests.support.conversation import Chat, World
from tests.support.database_contents import contents
from tests.support.desk import Seat, seat_of, somebody_at

VALUES = {
    "course_id": "l5-s1-and-headaches",
    "lesson_id": "cauda-equina",
    "article": "0123456789ab",
}


def kept(folder: Path) -> dict[str, Any]:
    """Return all that is kept but what the bot notes of its own asking for updates."""
    return {name: rows for name, rows in contents(folder).items() if name != "receiving"}


def address(route: Route) -> str:
    """Return an address that the route answers."""
    return re.sub(r"\{(\w+)(:[^}]*\}?)?\}", lambda found: VALUES.get(found[1], "1"), route.path)


async def ask(seat: Seat, route: Route, **more: str) -> tuple[int, str]:
    page = (
        await seat.opens(address(route))
        if route.method == "GET"
        else await seat.sends(address(route), version="1", text="Forged", **more)
    )
    return page.status, page.words


def test_whatever_changes_something_is_a_form_and_whatever_looks_is_a_link() -> None:
    assert {route.method for route in ROUTES} <= {"GET", "POST"}
    looking = {route.capability for route in ROUTES if route.method == "GET"}
    assert Capability.LOOK in looking
    changing = [route.path for route in ROUTES if route.method == "POST"]
    assert [path for path in changing if not path.count("/")] == []


async def test_nobody_is_shown_or_gets_to_change_anything(world: World, tmp_path: Path) -> None:
    async with somebody_at(world) as seat:
        await seat.opens("/")
        before = kept(tmp_path)
        failures = []
        for route in ROUTES:
            status, words = await ask(seat, route)
            is_door = route.path == "/"
            if status != (200 if is_door else 401) or "It opens from the chat" not in words:
                failures.append((route.method, route.path, status, words[:80]))
        assert failures == []
        assert kept(tmp_path) == before


async def test_whoever_lacks_the_role_is_refused_at_every_address(
    world: World, root: Chat, ben: Chat, tmp_path: Path
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    failures = []
    async with seat_of(world, "ben") as seat:
        for role in sorted(GIVEN_ROLES):
            await root.says(f"/admins roles 1002 {role}")
            await root.presses("Yes, change it")
            await seat.opens("/")
            before = kept(tmp_path)
            for route in ROUTES:
                if may({role}, route.capability):
                    continue
                status, words = await ask(seat, route)
                if status != 403 or "takes the role" not in words:
                    failures.append((role, route.method, route.path, status, words[:80]))
            if kept(tmp_path) != before:
                failures.append((role, "something was changed"))
    assert failures == []


async def test_every_form_refuses_what_another_page_or_another_session_sends(
    world: World, desk: Seat, tmp_path: Path
) -> None:
    async with seat_of(world, "root") as other:
        await other.opens("/")
        foreign_mark = other.mark
    await desk.opens("/")
    before, own_mark = kept(tmp_path), desk.mark
    forms = [address(route) for route in ROUTES if route.method == "POST"]
    failures = []
    for path in [*forms, "/enter", "/leave"]:
        for what, forged in {
            "no mark": {"mark": ""},
            "another session's mark": {"mark": foreign_mark},
            "another page": {"mark": own_mark, "origin": "https://evil.example"},
            "a page without an origin": {"mark": own_mark, "origin": "null"},
            "no word of where from": {"mark": own_mark, "origin": ""},
        }.items():
            page = await desk.sends(path, **forged, version="1", text="Forged")
            if page.status != 403 or "not one that this page drew for you" not in page.words:
                failures.append((path, what, page.status, page.words[:80]))
    assert failures == []
    assert kept(tmp_path) == before
    assert (await desk.opens("/")).status == 200, "and the session goes on"


async def test_every_answer_carries_what_keeps_other_pages_out(desk: Seat) -> None:
    missing = []
    for path in [address(route) for route in ROUTES] + ["/nothing", "/static/desk.css", "/enter"]:
        async with desk.http.get(f"{desk.url}{path}") as answer:
            missing += [
                (path, name) for name, value in HEADERS.items() if answer.headers.get(name) != value
            ]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert missing == []


async def test_no_page_is_said_plainly(desk: Seat) -> None:
    for path in ("/nothing", "/courses/none", "/drafts/none", "/static/..%2fdoors.py", "/enter"):
        page = await desk.opens(path)
        assert page.status in (404, 405), path
        assert "There is no such page." in page.words

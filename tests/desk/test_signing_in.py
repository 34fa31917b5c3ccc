"""Who is let in: whom Telegram vouches for a short while ago, with a seat, and nobody else."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from bot.desk.init_data import FRESH_FOR, Vouched, find_person
from bot.desk.sessions import IDLE, LONGEST, Sessions
from bot.sandbox.doors.desk_door import sign
from bot.sandbox.world.people import PEOPLE
from tests.support.conversation import Chat, World
from tests.support.desk import Seat, seat_of, somebody_at

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
TOKEN = "1000000:SANDBOX-x"
ROOT = PEOPLE[2]


def signed(at: datetime = NOW, token: str = TOKEN) -> str:
    return sign(ROOT, token, int(at.timestamp()))


def test_whom_telegram_vouches_for_is_known_by_number() -> None:
    """The word of the documentation, with the names of its fields, and a field that came later."""
    assert find_person(signed(), TOKEN, NOW) == Vouched(ROOT.id, "Root")
    assert find_person(signed(NOW - FRESH_FOR), TOKEN, NOW) is not None


def test_what_is_not_telegrams_fresh_word_for_this_bot_is_nobodys() -> None:
    fields = dict(parse_qsl(signed()))
    other = json.dumps({"id": 1001, "first_name": "Ada"})
    odd = {
        "stale": signed(NOW - FRESH_FOR - timedelta(seconds=1)),
        "from the future": signed(NOW + timedelta(minutes=3)),
        "another bot's": signed(token="1000000:SANDBOX-y"),
        "another person's": urlencode({**fields, "user": other}),
        "another time": urlencode({**fields, "auth_date": str(int(fields["auth_date"]) + 1)}),
        "more than was signed": urlencode({**fields, "start_param": "x"}),
        "less than was signed": urlencode({k: v for k, v in fields.items() if k != "query_id"}),
        "no hash": urlencode({k: v for k, v in fields.items() if k != "hash"}),
        "an empty hash": urlencode({**fields, "hash": ""}),
        "a hash of other letters": urlencode({**fields, "hash": "ä" * 64}),
        "a field twice": signed() + "&user=%7B%22id%22%3A1001%7D",
        "nothing": "",
        "no fields": "hello",
        "very long": signed() + "&x=" + "y" * 20_000,
    }
    let_in = {what for what, given in odd.items() if find_person(given, TOKEN, NOW) is not None}
    assert let_in == set()


def test_a_session_is_read_only_as_it_was_written_and_ends() -> None:
    sessions = Sessions(b"key")
    session = sessions.begin(9001, NOW, "Zoë 🦴" * 20)
    cookie = sessions.write(session)
    assert sessions.read(cookie, NOW) == session
    assert len(cookie) < 400
    assert sessions.read(cookie, NOW + IDLE) == session
    assert sessions.read(cookie, NOW + IDLE + timedelta(seconds=1)) is None
    forged = {
        cookie.replace("9001", "9002", 1),
        cookie[:-1] + ("A" if cookie[-1] != "A" else "B"),
        Sessions(b"other").write(session),
        cookie.rpartition(".")[0],
        "",
        "." * 5,
        "9" * 30 + cookie,
    }
    assert [one for one in forged if sessions.read(one, NOW)] == []
    at, kept = NOW, session
    while at < NOW + LONGEST:
        at += IDLE
        kept = sessions.renew(kept, at) or kept
    assert sessions.read(sessions.write(kept), at) is not None, "who goes on working stays"
    assert sessions.read(sessions.write(kept), at + timedelta(seconds=1)) is None


def test_the_mark_of_a_form_is_one_sessions_only() -> None:
    sessions = Sessions(b"key")
    one, other = sessions.begin(9001, NOW), sessions.begin(9001, NOW)
    assert sessions.is_own_form(one, sessions.form_mark(one))
    for mark in (sessions.form_mark(other), "", None, "ä", sessions.write(one)):
        assert not sessions.is_own_form(one, mark), mark


async def test_an_admin_signs_in_and_leaves(world: World, desk: Seat) -> None:
    page = await desk.opens("/")
    assert "Sore back, sore head" in page.words
    cookie = next(iter(desk.http.cookie_jar))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert "You have left the desk." in (await desk.sends("/leave")).words
    assert "It opens from the chat with the bot" in (await desk.opens("/")).words


async def test_a_stranger_hears_that_there_is_no_seat_and_stands_in_the_log(
    world: World, root: Chat
) -> None:
    found = await world.get("desk", **{"from": "ada"})
    async with somebody_at(world) as seat:
        page = await seat.enters(found["init_data"])
        assert page.status == 403
        assert "You have no seat here" in page.words
        assert (await seat.opens("/courses/l5-s1-and-headaches")).status == 401
    assert "1001 was refused the desk" in await root.says("/log")


async def test_a_foreign_or_an_old_word_lets_nobody_in(world: World) -> None:
    token = world.settings.bot_token
    assert token is not None
    now = int(datetime.now(UTC).timestamp())
    async with somebody_at(world) as seat:
        for given in (
            sign(ROOT, "1000000:SANDBOX-other", now),
            sign(ROOT, token.get_secret_value(), now - 3600),
            "",
        ):
            page = await seat.enters(given)
            assert page.status == 403
            assert "has lapsed, or is not for this bot" in page.words


async def test_a_seat_that_is_taken_away_ends_at_the_next_page(
    world: World, root: Chat, ben: Chat
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    async with seat_of(world, "ben") as seat:
        assert (await seat.opens("/")).status == 200
        await root.says("/admins remove 1002")
        await root.presses("Yes, take it")
        for path in ("/", "/courses/l5-s1-and-headaches"):
            page = await seat.opens(path)
            assert page.status == 403
            assert "You have no seat here" in page.words


async def test_signing_in_begins_a_session_of_its_own(world: World) -> None:
    """Who knows the cookie from before, because it was put there, does not get in by it."""
    found = await world.get("desk", **{"from": "root"})
    async with somebody_at(world) as seat, somebody_at(world) as other:
        await seat.opens("/")
        before = next(iter(seat.http.cookie_jar)).value
        await seat.enters(found["init_data"])
        other.http.cookie_jar.update_cookies({"desk": before})
        assert "It opens from the chat" in (await other.opens("/")).words

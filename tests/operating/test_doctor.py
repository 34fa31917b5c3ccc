"""The doctor names all that is wrong and what to do about it; it changes nothing, tells no secret,
and a bot that runs does not notice it."""

import asyncio
import json
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from click.testing import CliRunner, Result

from bot.cli.main import cli
from storage import open_store
from storage.interface.ownership import Owner
from tests.support.bot_api_stand_in import (
    BOT,
    TOKEN,
    Answer,
    StandIn,
    hangs_up,
    refuses,
    running_stand_in,
    says,
    shows,
)
from tests.support.bot_process import BotProcess
from tests.support.database_contents import contents
from tests.support.stored import ALICE, NOW, person, place
from tests.support.tables import table

HOOK = f"https://bot.example.org/{TOKEN}"

Found = dict[str, tuple[str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a database of the stand-in's bot, in which one person is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///lessons.db")
    keep(tmp_path, person())
    return tmp_path


def keep(folder: Path, *people: Any) -> None:
    store = open_store(f"sqlite:///{folder / 'lessons.db'}")
    with store.transaction():
        store.save_owner(Owner(4242, NOW))
        for one in people:
            store.save_subscriber(one)
    store.close()


def read(result: Result) -> Found:
    """Return the worst finding about each thing, and its remedy."""
    assert TOKEN.partition(":")[2] not in result.output
    told = json.loads(result.stdout)
    assert told["is_well"] == (result.exit_code == 0)
    order = ["ok", "look", "wrong"]
    found: Found = {}
    for one in sorted(told["findings"], key=lambda one: order.index(one["mark"])):
        found[one["about"]] = (one["mark"], f"{one['found']} → {one['remedy']}")
    return found


def run() -> Result:
    return CliRunner().invoke(cli, ["doctor", "--json"], catch_exceptions=False)


def has_webhook(host: str, failed: timedelta | None = None) -> Answer:
    info: dict[str, Any] = {"url": f"https://{host}/{TOKEN}", "pending_update_count": 3}
    if failed is not None:
        info["last_error_date"] = int((datetime.now(UTC) - failed).timestamp())
        info["last_error_message"] = "Connection refused"
    return says({"ok": True, "result": info})


@pytest.mark.parametrize(
    ("answer", "mark", "words"),
    [
        (says({"ok": True, "result": {"url": ""}}), "look", "none is set"),
        (has_webhook("other.example.org"), "look", "other.example.org is set"),
        (has_webhook("bot.example.org"), "ok", "leads to bot.example.org, with 3 updates"),
        (has_webhook("bot.example.org", timedelta(days=3)), "ok", "leads to"),
        (has_webhook("bot.example.org", timedelta(hours=1)), "look", "Connection refused"),
    ],
)
async def test_a_webhook_that_is_wished_for_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, mark: str, words: str
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    async with running_stand_in() as stand_in:
        stand_in.answer("getWebhookInfo", answer)
        told_mark, told = (await ask(stand_in, monkeypatch))["webhook"]
    assert told_mark == mark, told
    assert words in told


async def ask(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> Found:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", stand_in.url)
    return read(await asyncio.to_thread(run))


@pytest.mark.parametrize(
    ("settings", "mark", "words"),
    [
        ({"DESK_URL": "https://bot.example.org/desk"}, "ok", "open it at bot.example.org"),
        ({"DESK_URL": "http://127.0.0.1:8081"}, "look", "Telegram opens only https:"),
        (
            {
                "DESK_URL": "https://bot.example.org/desk",
                "DESK_LISTEN": "127.0.0.1:8080",
                "WEBHOOK_URL": "https://bot.example.org/telegram",
            },
            "wrong",
            "are the same address",
        ),
    ],
)
async def test_the_desk_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], mark: str, words: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    async with running_stand_in() as stand_in:
        told_mark, told = (await ask(stand_in, monkeypatch))["desk"]
    assert told_mark == mark, told
    assert words in told


def tells_time(ahead: timedelta) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        date = (datetime.now(UTC) + ahead).strftime("%a, %d %b %Y %H:%M:%S GMT")
        return web.json_response({"ok": True, "result": BOT}, headers={"Date": date})

    return answer


async def test_where_all_is_well_every_line_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_stand_in() as stand_in:
        stand_in.answer("getWebhookInfo", says({"ok": True, "result": {"url": ""}}))
        found = await ask(stand_in, monkeypatch)

    assert {about: mark for about, (mark, _) in found.items() if mark == "wrong"} == {}
    assert "@lesson_test_bot, the bot 4242" in found["token"][1]
    assert found["webhook"][0] == "ok"
    assert "no bot runs" in found["lock"][1] or "no bot has been" in found["lock"][1]
    assert "l5-s1-and-headaches" in found["courses"][1]
    assert {call.method for call in stand_in.calls} == {"getMe", "getWebhookInfo"}


@table(
    ("method", "answer", "about", "mark", "words"),
    [
        ("getMe", refuses(401, "Unauthorized"), "token", "wrong", "@BotFather"),
        ("getMe", refuses(404, "Not Found"), "token", "wrong", "@BotFather"),
        ("getMe", hangs_up, "token", "wrong", "cannot be reached"),
        ("getMe", shows(b"<html>Log in"), "token", "wrong", "is no Bot API"),
        ("getMe", says({"ok": True, "result": BOT | {"id": 4343}}), "token", "wrong", "4343"),
        ("getMe", tells_time(timedelta(seconds=20)), "clock", "look", " s behind the server"),
        ("getMe", tells_time(timedelta(hours=-2)), "clock", "wrong", "ahead of the server"),
        (
            "getWebhookInfo",
            says({"ok": True, "result": {"url": HOOK, "pending_update_count": 3}}),
            "webhook",
            "look",
            "to bot.example.org, with 3 updates waiting",
        ),
    ],
)
def test_what_is_wrong_with_telegram_is_told(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    answer: Answer,
    about: str,
    mark: str,
    words: str,
) -> None:
    async def look() -> Found:
        async with running_stand_in() as stand_in:
            stand_in.answer(method, answer)
            return await ask(stand_in, monkeypatch)

    told_mark, told = asyncio.run(look())[about]
    assert told_mark == mark, told
    assert words in told


def open_to_all(folder: Path) -> None:
    (folder / "lessons.db").chmod(0o644)


def open_env(folder: Path) -> None:
    (folder / ".env").write_text("LOG_LEVEL=INFO\n")
    (folder / ".env").chmod(0o644)


def damage(folder: Path) -> None:
    file = folder / "lessons.db"
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(byte ^ 0xA5 for byte in content[4096:])
    file.write_bytes(content)


def lose(folder: Path) -> None:
    (folder / "lessons.db").unlink()
    (folder / "lessons.db.lock").write_text(
        "A database of the bot 4242 is kept beside this file.\n"
    )


def leave_zone(folder: Path) -> None:
    keep(folder, person(schedule=person().schedule.__class__("Mars/Olympus", NOW.time())))


def lose_course(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'lessons.db'}")
    with store.transaction():
        store.save_enrollment(place(ALICE, "gone"))
    store.close()


@table(
    ("spoil", "about", "words"),
    [
        (open_to_all, "permissions", "chmod o="),
        (open_env, ".env", "chmod 600"),
        (damage, "schema", "backup"),
        (lose, "schema", "it is not there any more"),
        (leave_zone, "zones", "Mars/Olympus"),
        (lose_course, "courses", "1 are in gone"),
    ],
)
def test_what_is_wrong_with_the_database_and_the_machine_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None],
    about: str,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///lessons.db")
    keep(tmp_path, person())
    spoil(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    mark, told = read(run())[about]

    assert mark == "wrong", told
    assert words in told
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_one_who_may_approve_alone_is_told_that_nobody_approves_their_own_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, person())
    monkeypatch.setenv("ADMIN_IDS", "42")
    mark, told = read(run())["review"]
    assert mark == "look"
    assert "/admins invite reviewer, or set SECOND_PERSON=off" in told
    monkeypatch.setenv("ADMIN_IDS", "42,43")
    assert "review" not in read(run())
    monkeypatch.setenv("ADMIN_IDS", "42")
    monkeypatch.setenv("SECOND_PERSON", "off")
    assert "review" not in read(run())


def test_every_wrong_setting_is_named_and_the_rest_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "secret-without-colon")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("MESSAGES_PER_SECOND", "31")
    (folder / ".env").write_text("ADMIN_IDZ=42\nBOT_TOKEN\n")

    result = CliRunner().invoke(cli, ["doctor"])

    assert result.exit_code == 1
    wrong = [line for line in result.output.splitlines() if line.startswith("wrong")]
    for name in ("BOT_TOKEN", "LOG_LEVEL", "MESSAGES_PER_SECOND", "ADMIN_IDZ", ".env:2"):
        assert [line for line in wrong if name in line], name
    assert "secret-" not in result.output
    assert "ok     database     sqlite:///lessons.db" in result.output


def test_a_server_that_does_not_answer_is_told_and_the_rest_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hunter2@127.0.0.1:1/lessons")

    result = run()

    mark, told = read(result)["database"]
    assert mark == "wrong"
    assert "Check that the server runs" in told
    assert read(result)["courses"][0] == "ok"
    assert "hunter2" not in result.output


def test_an_earlier_release_is_told_and_left_as_it_is(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'lessons.db'}")
    store._database.execute(  # type: ignore[attr-defined]
        "DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)"
    )
    store.close()
    before = (folder / "lessons.db").read_bytes()

    mark, told = read(run())["schema"]

    assert mark == "look"
    assert "to come: m0" in told
    assert (folder / "lessons.db").read_bytes() == before


@pytest.mark.slow
async def test_it_looks_at_a_bot_that_runs_and_changes_nothing(bot: BotProcess) -> None:
    await bot.start()
    assert bot.process is not None
    serving, before = bot.process, contents(bot.folder, "bot.db")
    await bot.launch("-m", "bot", "doctor", "--json")
    async with asyncio.timeout(30):
        await bot.process.wait()
    bot.process = serving

    assert contents(bot.folder, "bot.db") == before
    assert f"the process {serving.pid} serves the database" in bot.log
    assert TOKEN.partition(":")[2] not in bot.log
    assert await bot.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(("built_in", "mark"), [("on", "ok"), ("OFF", "look")])
def test_that_nothing_is_on_offer_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, built_in: str, mark: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BUILT_IN_COURSES", built_in)
    told_mark, told = read(run())["courses"]
    assert told_mark == mark
    assert ("none is on offer" in told) == (mark == "look")

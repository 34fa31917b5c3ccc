"""What one chat is answered, or one row says, harms nobody else."""

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.bot_api_stand_in import ADMIN, Answer, answers_chats, refuses, says, shows
from tests.support.bot_process import BotProcess
from tests.support.crowd import enroll, query
from tests.support.owing import change, settles

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

GROUP = -1010


def sent(**message: object) -> Answer:
    return says({"ok": True, "result": message})


ODD: list[Answer] = [
    refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id="elsewhere"),
    refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=[-100]),
    refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=2**70),
    refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=101),
    refuses(429, "Too Many Requests", retry_after="soon"),
    sent(message_id="seven"),
    sent(message_id=[7]),
    sent(message_id=2**70),
    sent(message_id=None),
    sent(),
    says({"ok": True, "result": True}),
    says({"ok": True, "result": "sent"}),
    says({"ok": True, "result": [{"message_id": 7}]}),
]


async def test_an_answer_that_the_books_cannot_take_is_its_own_chats_trouble(
    bot: BotProcess,
) -> None:
    odd = {-2000 - number: answer for number, answer in enumerate(ODD)}
    others = range(5000, 5040)
    bot.stand_in.answer("sendMessage", answers_chats(odd))
    await bot.start()
    enroll(bot.database, [*odd, *others])

    await bot.stand_in.see(lambda: all_had(bot, others), 15)

    arrived = [chat_id for chat_id in odd if chat_id <= -2005]
    await asyncio.sleep(2)
    assert {chat_id: len(bot.stand_in.asked("sendMessage", chat_id)) for chat_id in arrived} == (
        dict.fromkeys(arrived, 1)
    ), "what has arrived is not sent again"
    assert query(bot.database, "SELECT DISTINCT status FROM subscribers") == [("active",)]
    await bot.stand_in.see(lambda: re.search("taken by Telegram", "".join(said_to(bot, ADMIN))))
    assert "broke off" not in bot.log


def all_had(bot: BotProcess, chat_ids: range) -> bool:
    had = {int(call.parameters["chat_id"]) for call in bot.stand_in.asked("sendMessage")}
    return had.issuperset(chat_ids)


GATEWAYS: dict[str, Answer] = {
    "JSON of a gateway": says({"message": "Forbidden"}, 403),
    "a page": shows(b"<html>Forbidden</html>", 403),
    "shaped as the Bot API's, without its words": refuses(403, "Forbidden"),
    "a 400 of a gateway": says({"message": "chat not found"}, 400),
}


@pytest.mark.parametrize("name", GATEWAYS)
async def test_a_gateways_refusal_says_nothing_about_a_chat(bot: BotProcess, name: str) -> None:
    people = range(5000, 5004)
    bot.stand_in.answer("sendMessage", GATEWAYS[name])
    await bot.start()
    enroll(bot.database, people)
    await bot.stand_in.see(lambda: all_had(bot, people))
    await asyncio.sleep(0.5)
    assert query(bot.database, "SELECT DISTINCT status FROM subscribers") == [("active",)]

    bot.stand_in.answer_as_usual("sendMessage")
    await settles(bot.database, sent=4)


# Groups that are locked for a while


async def test_a_locked_group_waits_says_so_and_gets_its_lesson_when_it_is_open(
    bot: BotProcess,
) -> None:
    bot.stand_in.answer("sendMessage", refuses(400, "Bad Request: CHAT_WRITE_FORBIDDEN"))
    bot.stand_in.answer("getChatAdministrators", says({"ok": True, "result": [OWNER]}))
    await bot.start()
    enroll(bot.database, [GROUP])
    await settles(bot.database, failed=1)
    assert query(bot.database, "SELECT status FROM subscribers") == [("active",)]

    bot.stand_in.answer_as_usual("sendMessage")
    bot.stand_in.write(GROUP, "/settings", chat={"id": GROUP, "type": "group", "title": "Backs"})
    await bot.stand_in.see(lambda: "not been allowed to write" in "".join(said_to(bot, GROUP)))

    fall_due(bot.database)
    await settles(bot.database, failed=1, sent=1)
    assert query(bot.database, "SELECT count(*) FROM closed_chats") == [(0,)]


async def test_a_group_that_is_locked_for_a_week_is_given_up_with_a_word_and_comes_back(
    bot: BotProcess,
) -> None:
    locked = refuses(400, "Bad Request: not enough rights to send text messages to the chat")
    bot.stand_in.answer("sendMessage", answers_chats({GROUP: locked}))
    await bot.start()
    enroll(bot.database, [GROUP])
    await settles(bot.database, failed=1)
    week_ago = f"{datetime.now(UTC) - timedelta(days=7):%Y-%m-%dT%H:%M:%S.000Z}"
    change(bot.database, "UPDATE closed_chats SET closed_at = ?", week_ago)
    fall_due(bot.database)
    await settles(bot.database, failed=2)
    assert query(bot.database, "SELECT status FROM subscribers") == [("blocked",)]
    await bot.stand_in.see(lambda: "1 group has not let me write" in "".join(said_to(bot, ADMIN)))

    bot.stand_in.write(GROUP, "/progress", chat={"id": GROUP, "type": "group", "title": "Backs"})
    await wait_until_active(bot.database, GROUP)


# Signs of life

SIGNS = (7001, 7002, 7003)


async def test_whoever_was_given_up_comes_back_by_any_sign_of_life(bot: BotProcess) -> None:
    await bot.start()
    enroll(bot.database, [*SIGNS, 7004])
    await settles(bot.database, sent=4)
    change(bot.database, "UPDATE subscribers SET status = 'blocked'")
    change(bot.database, "UPDATE enrollments SET next_date = NULL, next_due_at = NULL")

    bot.stand_in.write(7001, "Hello")
    bot.stand_in.press(7002, "whatever")
    bot.stand_in.write(7003, "/help", chat={"id": GROUP, "type": "group", "title": "Backs"})

    for chat_id in SIGNS:
        await wait_until_active(bot.database, chat_id)
    assert query(bot.database, "SELECT chat_id FROM enrollments WHERE next_due_at IS NULL") == [
        (7004,)
    ]


OWNER = {
    "status": "creator",
    "user": {"id": 1010, "is_bot": False, "first_name": "P"},
    "is_anonymous": False,
}


def said_to(bot: BotProcess, chat_id: int) -> list[str]:
    return bot.stand_in.texts(chat_id)


def fall_due(database: Path) -> None:
    now = datetime.now(UTC) - timedelta(seconds=1)
    change(
        database,
        "UPDATE enrollments SET next_date = ?, next_due_at = ?",
        f"{now + timedelta(days=1):%Y-%m-%d}",
        f"{now:%Y-%m-%dT%H:%M:%S.000Z}",
    )


async def wait_until_active(database: Path, chat_id: int) -> None:
    deadline = time.monotonic() + 10
    of_chat = "SELECT status FROM subscribers WHERE chat_id = ?"
    while query(database, of_chat, chat_id) != [("active",)]:
        assert time.monotonic() < deadline, chat_id
        await asyncio.sleep(0.05)


# Rows that make no sense


async def test_a_row_that_cannot_be_used_is_set_aside_and_told_and_all_others_are_served(
    bot: BotProcess,
) -> None:
    others = range(5000, 5040)
    await bot.start()
    await bot.end()
    enroll(bot.database, [7001, 7002, 7003, *others])
    change(bot.database, "UPDATE subscribers SET timezone = 'Mars/Base' WHERE chat_id = 7001")
    change(bot.database, "UPDATE enrollments SET next_date = '2026-99-99' WHERE chat_id = 7002")
    change(
        bot.database,
        """
        INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, due_at)
        SELECT chat_id, course_id, 'x', '2026-13-01', next_due_at FROM enrollments
        WHERE chat_id = 7003
        """,
    )

    await bot.start()
    await bot.stand_in.see(lambda: all_had(bot, others), 15)
    await bot.stand_in.see(lambda: "2 rows of the database make" in "".join(said_to(bot, ADMIN)))

    # Whoever chooses anew is served again.
    bot.stand_in.write(7001, "/settings")
    await bot.stand_in.see(lambda: "Your settings" in "".join(said_to(bot, 7001)))
    bot.stand_in.press(7001, "zone:Europe/Berlin")
    await bot.stand_in.see(lambda: "Saved" in "".join(said_to(bot, 7001)))
    odd = "SELECT chat_id FROM enrollments WHERE next_due_at IS NULL"
    assert query(bot.database, odd) == [(7002,)]


async def test_people_are_never_taken_for_groups_that_moved(bot: BotProcess) -> None:
    """Believed, it would make one chat of them all, and delete the others."""
    people = range(5000, 5020)
    moved = refuses(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001234567890)
    bot.stand_in.answer("sendMessage", answers_chats(dict.fromkeys(people, moved)))
    await bot.start()
    enroll(bot.database, [*people])

    tried = bot.stand_in.asked
    await bot.stand_in.see(lambda: sum(bool(tried("sendMessage", one)) for one in people) >= 5)
    await asyncio.sleep(1)

    assert query(bot.database, "SELECT count(*) FROM subscribers") == [(len(people),)]


async def test_an_absurd_flood_wait_is_asked_about_again_within_a_quarter_of_an_hour(
    bot: BotProcess,
) -> None:
    flooded = refuses(429, "Too Many Requests", retry_after=10**9)
    bot.stand_in.answer("sendMessage", answers_chats({5000: flooded}))
    await bot.start()
    enroll(bot.database, [5000])

    await bot.stand_in.see(
        lambda: (
            query(
                bot.database,
                "SELECT count(*) FROM flood_waits"
                " WHERE julianday(until_at) < julianday('now', '1 hour')",
            )
            == [(1,)]
        )
    )

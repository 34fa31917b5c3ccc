"""Where Telegram refuses everybody's lesson, or its side fails for a while, nothing is lost, and
the admins hear of it once."""

import asyncio
from collections import Counter

import pytest

from tests.support.bot_api_stand_in import ADMIN, Answer, answers_chats, refuses, says, shows
from tests.support.bot_process import BotProcess
from tests.support.built_in_course import COURSE
from tests.support.crowd import count_by_status, enroll, query
from tests.support.owing import change, settles

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

PEOPLE = range(5000, 5030)
TO_ADMIN = says(
    {
        "ok": True,
        "result": {"message_id": 1, "date": 1, "chat": {"id": ADMIN, "type": "private"}},
    }
)
# The rules of half minutes in seconds.
IN_SECONDS = """
from datetime import timedelta
from bot.use_cases.delivery import outbox
from lessons.delivery import outage
outage._SHORTEST_BETWEEN_PROBES = dict.fromkeys(outage.Try, timedelta(seconds=1))
outage._LONGEST_BETWEEN_PROBES = dict.fromkeys(outage.Try, timedelta(seconds=1))
outage.TELL_AFTER = timedelta(seconds=3)
outbox.resend_delay = lambda resends: timedelta(seconds=0.3)
from bot.cli.main import main
main()
"""


def spoil(bot: BotProcess, answer: Answer) -> None:
    """Answer everybody but the admin so."""
    bot.stand_in.answer("sendMessage", answers_chats({ADMIN: TO_ADMIN}, answer))


def told(bot: BotProcess, words: str) -> int:
    return sum(words in text for text in bot.stand_in.texts(ADMIN))


async def test_a_lesson_that_is_refused_to_all_is_held_and_they_get_it_after_all(
    bot: BotProcess,
) -> None:
    spoil(bot, refuses(400, "Bad Request: TOPIC_CLOSED"))
    await bot.start("-c", IN_SECONDS)
    enroll(bot.database, PEOPLE)
    await bot.stand_in.see(lambda: told(bot, "On hold: the lesson"), 20)
    tried = len(bot.stand_in.calls)
    await asyncio.sleep(4)
    assert len(bot.stand_in.asked("sendMessage")) < tried + 8, "one now and then"
    bot.stand_in.write(ADMIN, "/admin")
    await bot.stand_in.see(lambda: told(bot, "as Telegram refuses it"))

    bot.stand_in.answer_as_usual("sendMessage")

    await settles(bot.database, 30, sent=len(PEOPLE))
    await bot.stand_in.see(lambda: told(bot, "arrives again and goes out"))
    assert told(bot, "On hold: the lesson") == 1


async def test_all_other_lessons_go_on_beside_one_that_is_refused(bot: BotProcess) -> None:
    spoil(bot, refuses(400, "Bad Request: message is too long"))
    await bot.start("-c", IN_SECONDS)
    enroll(bot.database, PEOPLE)
    await bot.stand_in.see(lambda: told(bot, "On hold: the lesson"), 20)
    others = range(6000, 6010)
    bot.stand_in.answer(
        "sendMessage",
        answers_chats(
            dict.fromkeys(PEOPLE, refuses(400, "Bad Request: message is too long")), TO_ADMIN
        ),
    )
    await bot.end()
    enroll(bot.database, others)
    first = COURSE.lessons[0].lesson_id
    change(
        bot.database,
        "UPDATE enrollments SET last_lesson_id = ? WHERE chat_id >= 6000",
        first,
    )
    await bot.start("-c", IN_SECONDS)

    await bot.stand_in.see(lambda: count_by_status(bot.database)["sent"] == len(others), 20)
    assert told(bot, "Sending stands still") == 0


async def test_where_several_lessons_are_refused_everything_waits_and_all_get_theirs(
    bot: BotProcess,
) -> None:
    spoil(bot, refuses(400, "Bad Request: TOPIC_CLOSED"))
    await bot.start("-c", IN_SECONDS)
    await bot.end()
    enroll(bot.database, PEOPLE)
    for chat_id in PEOPLE[1::2]:
        change(
            bot.database,
            "UPDATE enrollments SET last_lesson_id = ? WHERE chat_id = ? AND course_id = ?",
            COURSE.lessons[chat_id % 5].lesson_id,
            chat_id,
            COURSE.course_id,
        )
    await bot.start("-c", IN_SECONDS)
    await bot.stand_in.see(lambda: told(bot, "Sending stands still"), 20)

    bot.stand_in.answer_as_usual("sendMessage")

    await settles(bot.database, 30, sent=len(PEOPLE))
    assert told(bot, "Sending stands still") == 1


FAILING: dict[str, Answer] = {
    "502": shows(b"<html>Bad Gateway</html>", 502),
    "500": refuses(500, "Internal Server Error"),
    "a gateway's 403": says({"error": "denied"}, 403),
    "a page": shows(b"<html>Welcome</html>"),
}


@pytest.mark.parametrize("name", FAILING)
@pytest.mark.parametrize("count", [3, 30])
async def test_an_outage_of_telegrams_side_loses_nobody_is_told_once_and_is_over_soon(
    bot: BotProcess, name: str, count: int
) -> None:
    people = PEOPLE[:count]
    spoil(bot, FAILING[name])
    await bot.start("-c", IN_SECONDS)
    enroll(bot.database, people)
    await bot.stand_in.see(lambda: told(bot, "Sending stands still"), 60)
    bot.stand_in.press(ADMIN, "panel:health")
    await bot.stand_in.see(lambda: told(bot, "as Telegram does not answer properly"))
    bot.stand_in.write(ADMIN, "/scheduled")
    await bot.stand_in.see(lambda: told(bot, "as Telegram does not answer properly") == 2)
    await asyncio.sleep(4)
    assert query(bot.database, "SELECT count(*) FROM deliveries WHERE is_settled") == [(0,)]

    healthy_from = len(bot.stand_in.calls)
    bot.stand_in.answer_as_usual("sendMessage")

    await settles(bot.database, 20, sent=count)
    await bot.stand_in.see(lambda: told(bot, "Messages arrive again"))
    calls = bot.stand_in.calls[healthy_from:]
    got = Counter(call.chat_id for call in calls if call.chat_id in people)
    assert got == dict.fromkeys(people, 1), "once each"
    assert told(bot, "Sending stands still") == 1


async def test_a_long_flood_wait_is_told_once_with_its_end_and_seen_on_health(
    bot: BotProcess,
) -> None:
    spoil(bot, refuses(429, "Too Many Requests", retry_after=900))
    await bot.start()
    enroll(bot.database, PEOPLE)
    await bot.stand_in.see(lambda: told(bot, "send nothing in bulk before"))
    bot.stand_in.press(ADMIN, "panel:health")
    await bot.stand_in.see(lambda: told(bot, "as Telegram wants nothing before"))
    bot.stand_in.write(ADMIN, "/admin")
    await bot.stand_in.see(lambda: told(bot, "as Telegram wants nothing before") == 2)
    assert told(bot, "send nothing in bulk before") == 1


async def test_many_answers_without_a_number_are_one_notice(bot: BotProcess) -> None:
    spoil(bot, says({"ok": True, "result": {}}))
    await bot.start()
    enroll(bot.database, PEOPLE)
    await settles(bot.database, unknown=len(PEOPLE))
    await bot.stand_in.see(lambda: told(bot, "taken by Telegram"))
    await asyncio.sleep(1)
    [notice] = [text for text in bot.stand_in.texts(ADMIN) if "taken by Telegram" in text]
    assert notice.startswith(f"{len(PEOPLE)} messages were taken by Telegram, which gave no num")
    assert told(bot, "never said whether") == 0

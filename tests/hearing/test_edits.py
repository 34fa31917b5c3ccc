"""An edited message: an answer put right is taken, a wish that was done is not done again."""

import sqlite3
from contextlib import closing

import pytest

from tests.support.bot_process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]


class Writer:
    """Somebody who writes, and edits what was written last."""

    def __init__(self, bot: BotProcess, chat_id: int) -> None:
        self.bot, self.chat_id = bot, chat_id
        self._number = chat_id * 1000

    async def says(self, text: str) -> str:
        """Return the answer."""
        self._number += 1
        return await self._wait(
            lambda: self.bot.stand_in.write(self.chat_id, text, message_id=self._number)
        )

    async def edits(self, text: str) -> str:
        """Return the answer to what was written last, in new words."""
        return await self._wait(lambda: self.push_edit(text))

    def push_edit(self, text: str) -> int:
        """Edit what was written last, and wait for nothing."""
        update_id = self.bot.stand_in.write(self.chat_id, text, message_id=self._number)
        update = self.bot.stand_in.updates[-1]
        update["edited_message"] = update.pop("message") | {"edit_date": 1_800_000_000}
        return update_id

    async def _wait(self, act: object) -> str:
        api = self.bot.stand_in
        seen = len(api.texts(self.chat_id))
        assert callable(act)
        act()
        await api.see(lambda: len(api.texts(self.chat_id)) > seen)
        return api.texts(self.chat_id)[-1]


async def test_an_answer_that_was_refused_is_taken_as_it_was_put_right(bot: BotProcess) -> None:
    await bot.start()
    ada = Writer(bot, 41)
    await ada.says("/start")
    assert "“25:00” as a time of day" in await ada.says("25:00")
    assert "07:30" in await ada.edits("7:30")
    with closing(sqlite3.connect(bot.database)) as database:
        [kept] = database.execute("SELECT send_time FROM subscribers").fetchone()
    assert kept == "07:30"


async def test_what_was_done_is_not_done_again_and_an_emergency_is_always_heard(
    bot: BotProcess,
) -> None:
    await bot.start()
    ada, ben = Writer(bot, 41), Writer(bot, 42)
    await ada.says("/start")
    answers = len(bot.stand_in.texts(41))
    ada.push_edit("/stop")
    assert "/lesson" in await ben.says("/help")
    assert len(bot.stand_in.texts(41)) == answers
    assert "only a bot" in await ada.edits("I have chest pain")


async def test_an_edit_that_comes_with_its_message_is_taken_after_it(bot: BotProcess) -> None:
    await bot.start()
    await bot.end()
    ada = Writer(bot, 41)
    bot.stand_in.write(41, "nothing of sense", message_id=41_000)
    ada.push_edit("/progress")
    await bot.start()
    await bot.stand_in.see(lambda: any("You have not begun" in x for x in bot.stand_in.texts(41)))

"""What is printed and logged may go nowhere: whoever writes to the bot is answered all the same."""

import signal
import sys

import pytest

from tests.support.bot_process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]


@pytest.mark.parametrize("redirection", [">/dev/full", ">/dev/full 2>&1", ">&-", "<&- >&- 2>&-"])
async def test_it_serves_and_ends_in_order_with_its_output(
    bot: BotProcess, redirection: str
) -> None:
    as_a_shell = "import os, sys; os.execvp('sh', ['sh', '-c', sys.argv[1]])"
    await bot.launch("-c", as_a_shell, f"exec {sys.executable} -m bot {redirection}")
    await bot.stand_in.see(lambda: len(bot.stand_in.asked("getUpdates")) > 1, 40)
    bot.stand_in.write(41, "/urgent")
    await bot.stand_in.see(lambda: bot.stand_in.texts(41))

    assert await bot.end(signal.SIGTERM) == 0

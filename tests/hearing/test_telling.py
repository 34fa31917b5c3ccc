"""What the admins are told of the hearing: when, how often, and how many there were."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.api.conflict import ConflictWatch
from bot.api.hearing import TELL_AFTER_SECONDS, Hearing
from bot.api.limiter import Limiter
from bot.api.polling import PollError, Trouble
from bot.api.set_aside import SetAside, Why
from bot.delivery.admin_alerts import Notices
from bot.delivery.alarms import AlarmWatch
from bot.delivery.watched import watch_receiving
from bot.views.admin import health
from bot.views.rich_text import RichText
from lessons.delivery.statistics import Health
from tests.support.virtual_time import run_virtually


class Told(list[str]):
    """Everything that the admins were told."""

    async def notify(self, text: RichText) -> bool:
        self.append(text.text)
        return True

    def note(self, text: RichText) -> None:
        self.append(text.text)


@asynccontextmanager
async def watching(hearing: Hearing, told: Told) -> AsyncIterator[None]:
    notices = Notices(told.notify)
    now = asyncio.get_running_loop().time
    watched = list(watch_receiving(hearing, ConflictWatch(Limiter())))
    watch = asyncio.create_task(AlarmWatch(notices, watched, now).run())
    yield
    watch.cancel()
    await notices.close()
    hearing.close()


def test_a_line_that_comes_and_goes_is_no_storm_of_notices() -> None:
    async def flap() -> list[str]:
        told = Told()
        hearing = Hearing(told.notify)
        async with watching(hearing, told):
            # A day in which nothing is heard for three minutes, and then something for half one.
            for _ in range(24 * 60 * 60 // 210):
                hearing.fail(PollError(Trouble.UNREACHABLE))
                await asyncio.sleep(180)
                hearing.succeed()
                await asyncio.sleep(30)
            await asyncio.sleep(2 * 60 * 60)
        return told

    told = run_virtually(flap)
    # Twelve in four hundred times, as each calm has to last twice as long as the one before.
    assert len(told) <= 12
    assert "I hear again" in told[-1]
    assert len([words for words in told if words.startswith("I hear again")]) == len(told) // 2


def test_a_poll_that_hung_counts_from_its_beginning() -> None:
    async def hang() -> tuple[list[str], list[str]]:
        told = Told()
        hearing = Hearing(told.notify)
        async with watching(hearing, told):
            hearing.fail(PollError(Trouble.UNREACHABLE), took_seconds=40)
            await asyncio.sleep(TELL_AFTER_SECONDS - 42)
            before = list(told)
            await asyncio.sleep(4)
        return before, told

    before, after = run_virtually(hang)
    assert before == []
    [told] = after
    assert "I keep asking" in told


def test_however_long_telegram_wants_not_to_be_asked_it_is_asked_once_a_minute() -> None:
    async def be_flooded() -> list[str]:
        told = Told()
        hearing = Hearing(told.notify)
        for wanted in (1e9, 3600, 61):
            assert hearing.fail(PollError(Trouble.FLOOD, wanted)) == 60
        assert 3 <= hearing.fail(PollError(Trouble.FLOOD, 3)) < 60
        async with watching(hearing, told):
            await asyncio.sleep(TELL_AFTER_SECONDS + 2)
        return told

    [told] = run_virtually(be_flooded)
    assert "Telegram wants me to ask for the updates more seldom. I ask once a minute" in told


def test_nine_updates_set_aside_are_told_as_nine_and_stand_in_health() -> None:
    async def set_nine_aside() -> tuple[list[str], int]:
        told = Told()
        set_aside = SetAside(told.note)
        for number in range(9):
            set_aside.note(number, {}, Why.UNREADABLE)
            await asyncio.sleep(1)
        await asyncio.sleep(3600)
        set_aside.note(9, {}, Why.UNREADABLE)
        await asyncio.sleep(3)
        return told, set_aside.updates

    told, count = run_virtually(set_nine_aside)
    assert [words.split(" from Telegram")[0] for words in told] == [
        "2 updates",
        "9 updates",
        "1 update",
    ]
    shown = health.health(
        Health(0, 0, 0, 0, 0), health.Surroundings(set_aside=count), "UTC"
    ).text.text
    assert "updates set aside since I was started: 10" in shown
    assert "look at this" in shown

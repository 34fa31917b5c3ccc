"""What the admins are told of the hearing: when, how often, and how many there were."""

import asyncio

from bot.api.hearing import TELL_AFTER_SECONDS, Hearing
from bot.api.polling import PollError, Trouble
from bot.api.set_aside import SetAside, Why
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


def test_a_poll_that_hung_counts_from_its_beginning() -> None:
    async def hang() -> tuple[list[str], list[str]]:
        told = Told()
        hearing = Hearing(told.notify)
        hearing.fail(PollError(Trouble.UNREACHABLE), took_seconds=40)
        await asyncio.sleep(TELL_AFTER_SECONDS - 41)
        before = list(told)
        await asyncio.sleep(2)
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
        await asyncio.sleep(TELL_AFTER_SECONDS + 1)
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

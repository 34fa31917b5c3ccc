"""An operator may have no symptom check, or another one; the urgent signs stay."""

import asyncio
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.application import run
from bot.settings import Settings
from bot.views.commands import subscriber_commands
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.reader import BUILT_IN
from tests.support.conversation import Chat, World

NOT_HERE = "There is no symptom check here."


async def set_up(world: World, **settings: object) -> None:
    """Restart the application with other settings."""
    world.settings = world.settings.model_copy(update=settings)
    await world.restart()


async def test_whoever_asks_for_a_check_that_is_off_is_told_kindly_where_help_is(
    ada: Chat, world: World
) -> None:
    shown = await ada.says("/check")
    begin = shown.split("[", 1)[1].split("]", 1)[0]
    await set_up(world, check="off")
    for answer in (
        await ada.presses(begin),
        await ada.says("/check"),
        await ada.says("check"),
        await ada.says("/start check"),
        await ada.forges("check"),
    ):
        assert NOT_HERE in answer
        assert "[Urgent signs]" in answer
    assert "emergency" in await ada.presses("Urgent signs")


async def test_nothing_leads_into_a_check_that_is_off(ada: Chat, world: World) -> None:
    assert "[Symptom check]" in await ada.says("/urgent")
    assert "/check" in await ada.says("/help")
    await set_up(world, check="off")
    for answer in (
        await ada.says("/urgent"),
        await ada.says("/help"),
        await ada.says("what is this"),
        await ada.says("I have chest pain and cannot breathe"),
        await ada.joins(),
    ):
        assert "ymptom check" not in answer
        assert "/check" not in answer
    assert "check" not in {item.name for item in subscriber_commands(offers_check=False)}


async def test_an_emergency_is_noticed_all_the_same(ada: Chat, world: World) -> None:
    await set_up(world, check="off")
    assert "emergency" in await ada.says("my face droops and I cannot speak")


async def test_an_operator_may_have_another_check(ada: Chat, world: World, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    text = BUILT_IN.read_text(encoding="utf-8")
    file.write_text(text.replace('title = "Back and head check"', 'title = "Our own check"'))
    await set_up(world, check_file=file)
    assert "Our own check" in await ada.says("/check")


async def test_a_check_with_problems_lets_nothing_start(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    shutil.copy(BUILT_IN, file)
    file.write_text(file.read_text(encoding="utf-8").replace("revision = ", "revison = ", 1))
    settings = Settings.model_construct(
        bot_token=SecretStr("42:AAE"),
        database_url=f"sqlite:///{tmp_path / 'lessons.db'}",
        check_file=file,
    )
    with pytest.raises(SymptomCheckFileError, match=r"broken\.toml:\d+: .*revis"):
        await run(settings, asyncio.Event(), lambda: None)

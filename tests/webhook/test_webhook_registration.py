"""Telegram is told where to bring updates, and whoever runs the bot hears when it cannot."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.api import hearing
from bot.api.webhook import registering
from bot.handlers.registration import ALLOWED_UPDATES
from bot.setting_source import load_settings
from lessons.errors import InvalidInput
from tests.support.conversation import World
from tests.support.webhooks import free_port, open_webhook_world, until


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """An application that looks after its webhook all the time."""
    monkeypatch.setattr(registering, "FIRST_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(registering, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(registering, "_RECENT_SECONDS", 120.0)
    monkeypatch.setattr(hearing, "TELL_AFTER_SECONDS", 0.2)
    monkeypatch.setattr(hearing, "CALM_SECONDS", 0.2)
    async with open_webhook_world(f"sqlite:///{tmp_path / 'lessons.db'}") as opened:
        yield opened


async def call(world: World, method: str, **parameters: Any) -> Any:
    token = world.settings.bot_token
    assert token is not None
    url = f"{world.url}/bot{token.get_secret_value()}/{method}"
    async with world.http.post(url, json=parameters) as response:
        return (await response.json())["result"]


async def find_url(world: World) -> str:
    return str((await call(world, "getWebhookInfo"))["url"])


async def test_the_webhook_is_set_with_all_that_is_wanted_and_stays_at_the_end(
    world: World,
) -> None:
    await until(lambda: find_url(world))
    info = await call(world, "getWebhookInfo")
    assert info["url"] == world.settings.webhook_url
    assert info["max_connections"] == registering.CONNECTIONS
    assert info["allowed_updates"] == ALLOWED_UPDATES
    await world.stop()
    assert await find_url(world) == world.settings.webhook_url
    await world.start()


async def test_a_webhook_that_somebody_else_has_changed_is_set_again_and_told(
    world: World,
) -> None:
    root = world.chat("root")
    await root.says("/start")
    for change in ({"url": "http://127.0.0.1:9/"}, {"url": ""}):
        await call(world, "setWebhook", **change)

        async def is_set_again() -> bool:
            return await find_url(world) == world.settings.webhook_url

        await until(is_set_again)
    await _see(world, "Another program")
    assert "/privacy" in await root.says("/help")


async def test_an_address_that_telegram_cannot_reach_is_told_with_its_reason(
    world: World,
) -> None:
    await world.stop()
    port, (host, inner) = free_port(), world.settings.webhook_listen
    behind = {"webhook_url": f"http://127.0.0.1:{port}/telegram"}
    world.settings = world.settings.model_copy(update=behind)
    await world.start()
    await world.post("chats/root/messages", **{"from": "root", "text": "/help"})
    assert "Connection refused" in await _see(world, "cannot bring it to WEBHOOK_URL")

    async def pass_on(request: web.Request) -> web.Response:
        url = f"http://{host}:{inner}{request.path}"
        async with world.http.post(
            url, data=await request.read(), headers=request.headers
        ) as answer:
            return web.Response(status=answer.status)

    proxy = web.AppRunner(app := web.Application(), access_log=None, shutdown_timeout=0.1)
    app.router.add_post("/telegram", pass_on)
    await proxy.setup()
    await web.TCPSite(proxy, "127.0.0.1", port).start()
    await _see(world, "I hear again")
    await _see(world, "/privacy")
    await proxy.cleanup()


async def _see(world: World, words: str) -> str:
    """Return all that the admin has read, once these words are among it."""
    shown = ""
    async with asyncio.timeout(30):
        while words not in shown:
            found = await world.get("chats/root/messages", after=0, wait=0)
            shown = "".join(str(item["text"]) for item in found)
            await asyncio.sleep(0.02)
    return shown


def test_an_address_that_cannot_be_one_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, values in {
        "WEBHOOK_URL": (
            "http://bot.example.org/telegram",
            "bot.example.org",
            "https://bot.example.org/telegram?secret=1",
            "https://me:word@bot.example.org/",
            "https://",
        ),
        "WEBHOOK_LISTEN": ("8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:8080/x", "a:99999"),
    }.items():
        for value in values:
            monkeypatch.setenv(name, value)
            with pytest.raises(InvalidInput, match=f"^{name}: "):
                load_settings()
            monkeypatch.delenv(name)
    for url in ("https://bot.example.org/telegram", "http://localhost:8080/", "http://[::1]:80"):
        monkeypatch.setenv("WEBHOOK_URL", url)
        assert load_settings().webhook_url == url

"""An admin sends an article as a web address; it is fetched as the command line does."""

import asyncio

import pytest
from aiohttp import web

from bot.documents.web_address import fetch_article
from bot.handlers.courses import importing
from tests.support.conversation import Chat
from tests.support.web_pages import giving, serving

PAGE = "<title>Sore backs</title><h1>Sore backs</h1><h2>Walk</h2><p>Walk a little every day.</p>"
give_page = giving(text=PAGE, content_type="text/html")


@pytest.fixture
def machines_of_this_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own page can be fetched, on a thread as any other."""

    async def fetch(address: str) -> tuple[bytes, str]:
        fetching = fetch_article(address, lambda _: True)
        return await asyncio.to_thread(asyncio.run, fetching)

    monkeypatch.setattr(importing, "fetch_article_aside", fetch)


@pytest.mark.usefixtures("machines_of_this_network")
async def test_an_address_after_import_becomes_a_draft_with_the_id_that_was_wanted(
    root: Chat,
) -> None:
    async with serving(give_page) as address:
        assert "the address of its page" in await root.says("/import back-care")
        screen = await root.says(f"{address}/sore-backs?from=mail")
    assert screen.startswith("EDIT Read: Sore backs\n")
    assert f"From: {address}/sore-backs?from=mail\n" in screen
    draft = await root.presses("Make a draft")
    assert "Id: back-care\n" in draft
    assert f"From: {address}/sore-backs?from=mail\n" in draft


@pytest.mark.usefixtures("machines_of_this_network")
async def test_an_address_behind_import_needs_no_second_message(root: Chat) -> None:
    async with serving(give_page) as address:
        screen = await root.says(f"/import {address}/page")
    assert screen.startswith("EDIT Read: Sore backs\n")
    assert "Id: sore-backs\n" in await root.presses("Make a draft")


@pytest.mark.usefixtures("machines_of_this_network")
async def test_a_page_that_is_not_there_leaves_the_import_open(root: Chat) -> None:
    async def miss(_: web.Request) -> web.StreamResponse:
        return web.Response(status=404)

    async with serving(miss) as address:
        await root.says("/import")
        screen = await root.says(f"{address}/gone")
        assert "answers with 404" in screen
        assert "I am still waiting for a file." in screen
    async with serving(give_page) as address:
        assert "Read: Sore backs" in await root.says(address)


async def test_machines_of_the_bots_own_network_are_not_fetched_from(root: Chat) -> None:
    was_asked = []

    async def note(request: web.Request) -> web.StreamResponse:
        was_asked.append(request.path)
        return await give_page(request)

    async with serving(note) as address:
        await root.says("/import")
        screen = await root.says(f"{address}/secret")
    assert "is on a machine of this network" in screen
    assert not was_asked


async def test_what_is_no_address_that_can_be_fetched_is_answered_with_one_that_is(
    root: Chat,
) -> None:
    await root.says("/import")
    failures = []
    for said in ("ftp://example.org/back", "https://me:secret@example.org/", "file:///etc/passwd"):
        screen = await root.says(said)
        if "no address that can be fetched" not in screen or "https://example.org" not in screen:
            failures.append((said, screen))
    assert not failures


async def test_an_address_that_names_an_emergency_is_answered_with_care_and_taken(
    root: Chat,
) -> None:
    await root.says("/import")
    screen = await root.says("http://127.0.0.1:9/crushing-chest-pain")
    assert "emergency" in screen.lower()
    assert "is on a machine of this network" in screen


async def test_an_address_from_somebody_else_is_a_text_like_any(ada: Chat) -> None:
    await ada.joins()
    assert "this network" not in await ada.says("http://127.0.0.1:9/page")

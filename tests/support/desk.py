"""Somebody at the desk, as a browser without script would be: cookies, forms, and their marks."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData

from tests.support.conversation import World, open_world

MARK = re.compile(r'name="mark" value="([^"]+)"')


@dataclass
class Page:
    """What came back: its status, its address and its HTML."""

    status: int
    path: str
    html: str

    @property
    def words(self) -> str:
        """Return what a person reads."""
        body = re.sub(r"<head>.*?</head>", "", self.html, flags=re.DOTALL)
        body = re.sub(
            r"<[^>]+>", " ", re.sub(r"</?(?:strong|em|code|a|span|time)\b[^>]*>", "", body)
        )
        return " ".join(unescape(body).split())

    @property
    def mark(self) -> str:
        """Return the mark of its forms."""
        found = MARK.search(self.html)
        assert found, self.words
        return found[1]

    def field(self, name: str) -> str:
        """Return what a field of a form holds."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.html)
        assert found, f"no field {name}: {self.words}"
        return unescape(found[1])


@dataclass
class Seat:
    """A browser of one person at the desk."""

    url: str
    http: ClientSession
    mark: str = ""

    async def opens(self, path: str) -> Page:
        """Follow a link."""
        async with self.http.get(f"{self.url}{path}") as answer:
            return await self._read(answer)

    async def sends(
        self, path: str, *, origin: str | None = None, mark: str | None = None, **fields: str
    ) -> Page:
        """Send a form of the page that was opened last."""
        form = {**fields, "mark": self.mark if mark is None else mark}
        return await self.posts(path, form, origin=origin)

    async def posts(
        self, path: str, form: dict[str, str] | FormData, *, origin: str | None = None
    ) -> Page:
        """Send just this, as from that origin (empty: none is told)."""
        parts = urlsplit(self.url)
        told = f"{parts.scheme}://{parts.netloc}" if origin is None else origin
        headers = {"Origin": told} if told else {}
        async with self.http.post(f"{self.url}{path}", data=form, headers=headers) as answer:
            return await self._read(answer)

    async def _read(self, answer: ClientResponse) -> Page:
        path = answer.url.path.removeprefix(urlsplit(self.url).path)
        page = Page(answer.status, path, await answer.text())
        if found := MARK.search(page.html):
            self.mark = found[1]
        return page

    async def enters(self, init_data: str) -> Page:
        """Sign in with what Telegram would hand over."""
        await self.opens("/")
        return await self.sends("/enter", init_data=init_data)


@asynccontextmanager
async def open_desk_world(database_url: str, **more: Any) -> AsyncIterator[World]:
    """A world whose application has a desk, on any free port."""
    async with open_world(database_url, desk_listen=("127.0.0.1", 0), **more) as world:
        yield world


@asynccontextmanager
async def somebody_at(world: World) -> AsyncIterator[Seat]:
    """A browser that nobody has signed in with yet."""
    found = await world.get("desk", **{"from": "root"})
    url = found["url"].partition("/#")[0]
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        yield Seat(url, http)


@asynccontextmanager
async def seat_of(world: World, name: str) -> AsyncIterator[Seat]:
    """A browser in which that person has signed in."""
    found = await world.get("desk", **{"from": name})
    async with somebody_at(world) as seat:
        entered = await seat.enters(found["init_data"])
        assert entered.status == 200, entered.words
        yield seat

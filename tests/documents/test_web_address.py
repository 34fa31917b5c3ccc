"""An article is fetched from the web within bounds, and from nowhere else."""

import asyncio
import gzip
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.documents import web_address
from bot.documents.web_address import fetch_article, is_public, is_web_address
from lessons.errors import InvalidInput
from tests.support.tables import table
from tests.support.web_pages import Answer, giving, serving

PAGE = "<h1>The back</h1><p>Rest, then walk. Größe.</p>"


async def fetch(answer: Answer, path: str = "/back-pain") -> tuple[bytes, str]:
    async with serving(answer) as address:
        return await fetch_article(address + path, lambda _: True)


async def refusal(answer: Answer, path: str = "/back-pain") -> str:
    with pytest.raises(InvalidInput) as refused:
        await fetch(answer, path)
    return str(refused.value)


@table(
    ("address", "is_one"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_at_large_are_public(address: str, is_one: bool) -> None:
    assert is_public(ip_address(address)) is is_one


async def test_no_machine_of_this_network_is_asked_by_number_or_by_name() -> None:
    asked: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return web.Response(text=PAGE, content_type="text/html")

    async with serving(note) as address:
        port = address.rpartition(":")[2]
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001", "0.0.0.0"):
            with pytest.raises(InvalidInput, match="on a machine of this network"):
                await fetch_article(f"http://{host}:{port}/secret")
    assert asked == []


async def test_a_redirect_leads_to_no_machine_of_this_network() -> None:
    asked: list[str] = []

    async def lead(request: web.Request) -> web.StreamResponse:
        asked.append(request.host)
        raise web.HTTPFound(f"http://localhost:{request.url.port}/secret")

    only_here = iter([True, False, False])
    async with serving(lead) as address:
        with pytest.raises(InvalidInput, match="on a machine of this network"):
            await fetch_article(address, lambda _: next(only_here))
    assert len(asked) == 1


async def test_what_a_name_means_is_looked_at_when_it_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that is public when it is asked for and this machine a moment later gains nothing:
    no name is looked at, but what the socket gets."""
    async with serving(giving(text=PAGE, content_type="text/html")) as address:
        port = address.rpartition(":")[2]
        looked_at: list[str] = []

        def note(found: object) -> bool:
            looked_at.append(str(found))
            return is_public(found)  # type: ignore[arg-type]

        with pytest.raises(InvalidInput, match="on a machine of this network"):
            await fetch_article(f"http://localhost:{port}/", note)
    assert set(looked_at) <= {"127.0.0.1", "::1"}
    assert looked_at


@table(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.txt",
        "https://",
        "http://name:secret@example.org/",
        "javascript://example.org/%0aalert(1)",
        "://",
    ],
)
async def test_only_the_web_is_fetched_from(address: str) -> None:
    assert is_web_address(address)
    with pytest.raises(InvalidInput, match="no address that can be fetched") as refused:
        await fetch_article(address)
    assert "https://example.org/back-pain" in str(refused.value)


async def test_a_redirect_leads_to_the_web_only_and_not_for_ever() -> None:
    async def to_a_file(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("file:///etc/passwd")

    async def on_and_on(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"/{len(request.path)}{request.path}"[:50])

    assert "no address that can be fetched" in await refusal(to_a_file)
    assert "leads from one address to the next" in await refusal(on_and_on)


@table(
    ("content_type", "path", "name"),
    [
        ("text/html", "/back-pain", "back-pain.html"),
        ("text/html", "/", "127-0-0-1.html"),
        ("text/html", "/a/back.php?id=7", "back.html"),
        ("text/plain", "/notes", "notes.txt"),
        ("application/pdf", "/leaflet", "leaflet.pdf"),
        ("application/octet-stream", "/leaflet.pdf", "leaflet.pdf"),
        ("application/octet-stream", "/notes.md", "notes.md"),
    ],
)
async def test_the_kind_is_told_by_the_answer_or_else_by_the_address(
    content_type: str, path: str, name: str
) -> None:
    given = giving(body=PAGE.encode(), content_type=content_type)
    assert await fetch(given, path) == (PAGE.encode(), name)


async def test_letters_are_read_as_the_answer_says() -> None:
    given = giving(
        body=PAGE.encode("iso-8859-1"), headers={"Content-Type": "text/html;charset=latin1"}
    )
    content, _ = await fetch(given)
    assert content.decode("utf-8-sig") == PAGE


async def test_what_is_no_page_for_everybody_or_no_article_is_refused() -> None:
    assert "answers with 403 (Forbidden)" in await refusal(giving(status=403))
    assert "is empty" in await refusal(giving(body=b"", content_type="text/html"))
    assert "of the kind image/png" in await refusal(giving(body=b"x", content_type="image/png"))


async def test_too_much_is_refused_while_it_comes_packed_or_not() -> None:
    large = b"a" * 6_000_000
    for body, packing in ((large, "identity"), (gzip.compress(large), "gzip")):
        headers = {"Content-Encoding": packing, "Content-Type": "text/html"}
        assert "larger than 5 MB" in await refusal(giving(body=body, headers=headers))
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    packed = giving(body=gzip.compress(PAGE.encode()), headers=headers)
    assert (await fetch(packed))[0] == PAGE.encode()


async def test_a_server_that_keeps_one_waiting_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_address, "FETCHING_SECONDS", 0.2)

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<p>")
            await asyncio.sleep(0.1)
        return response

    assert "did not answer within" in await refusal(drip)

"""An article at a web address, fetched as a stranger would: within bounds, from public machines.

What is checked is the address that the socket connects to, after every redirect: a name that
means another machine a second later, or one of this network's own, gains nothing.
"""

import asyncio
import socket
import zlib
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from urllib.parse import unquote

import aiohttp
from yarl import URL

from bot.documents.kinds import EXTENSIONS, LARGEST_FILE_MEGABYTES, shown_name
from lessons.errors import InvalidInput

FETCHING_SECONDS = 20
_MOST_REDIRECTS = 5
_MOST_BYTES = LARGEST_FILE_MEGABYTES * 1_000_000
_EXAMPLE = "https://example.org/back-pain"
_BY_HAND = "Open it in a browser, save the page as a file and import that"
_EXTENSIONS_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
# These carry an IPv4 address inside, and some networks deliver to it: RFC 6052.
_TRANSLATED = IPv6Network("64:ff9b::/96")

MayConnect = Callable[[IPv4Address | IPv6Address], bool]


class _NotPublic(OSError):
    """The socket would reach a machine of this network."""


def is_web_address(text: str) -> bool:
    """Whether somebody who names this means an address and no file."""
    return "://" in text or text.lower().startswith("www.")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is one of the internet at large: not private, loopback, link-local,
    shared, reserved or a group's, nor one of these inside an IPv6 address."""
    if isinstance(address, IPv6Address):
        inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
        if not all(is_public(it) for it in inside if it is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


async def fetch_article(address: str, may_connect: MayConnect = is_public) -> tuple[bytes, str]:
    """Return what stands at the address, at most 5 MB, and a file's name for it.

    Raises:
        InvalidInput: if it is no address of the web, cannot be had within 20 seconds, is too
            large, of a kind that is not read, or on a machine that ``may_connect`` refuses.
    """
    url = _parse(address)
    try:
        async with asyncio.timeout(FETCHING_SECONDS), _open_session(may_connect) as session:
            for _ in range(_MOST_REDIRECTS + 1):
                async with session.get(url, allow_redirects=False) as response:
                    if response.status not in _REDIRECTS:
                        return await _read(response, url)
                    url = _parse(str(url.join(URL(response.headers.get("Location", "")))))
    except TimeoutError as error:
        raise InvalidInput(
            f"{_shown(url)} did not answer within {FETCHING_SECONDS} seconds. Try again later."
            f" {_BY_HAND}"
        ) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _not_reached(url, error) from error
    raise InvalidInput(f"{_shown(url)} leads from one address to the next. {_BY_HAND}")


async def fetch_article_aside(address: str) -> tuple[bytes, str]:
    """Return the same, fetched on a thread with a loop of its own: every chat is served meanwhile.

    Raises:
        InvalidInput: as above.
    """
    return await asyncio.to_thread(lambda: asyncio.run(fetch_article(address)))


def _parse(address: str) -> URL:
    if address.lower().startswith("www."):
        address = f"https://{address}"
    try:
        url = URL(address.strip())
        is_right = url.scheme in {"http", "https"} and bool(url.host) and url.user is None
    except ValueError:
        is_right = False
    if not is_right:
        raise InvalidInput(
            f"{shown_name(address)} is no address that can be fetched. Accepted: one that begins"
            f" with https:// or http://, without a name and password in it, as in {_EXAMPLE}"
        )
    return url


def _shown(url: URL) -> str:
    return shown_name(str(url.with_query(None).with_fragment(None)))


def _open_session(may_connect: MayConnect) -> aiohttp.ClientSession:
    def make_socket(found: tuple[object, ...]) -> socket.socket:
        family, kind, protocol, _, to = found
        assert isinstance(to, tuple), "the address of an internet socket"
        if not may_connect(ip_address(str(to[0]).partition("%")[0])):
            raise _NotPublic
        return socket.socket(family, kind, protocol)  # type: ignore[arg-type]

    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=make_socket, limit=1, force_close=True),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "gzip, identity", "User-Agent": "Lesson a Day (import)"},
        # What unpacks without end must not.
        auto_decompress=False,
    )


async def _read(response: aiohttp.ClientResponse, url: URL) -> tuple[bytes, str]:
    if response.status != 200:
        raise InvalidInput(
            f"{_shown(url)} answers with {response.status} ({response.reason or 'no reason'})."
            f" Accepted: a page that anybody can read, as in {_EXAMPLE}. {_BY_HAND}"
        )
    name = _name_file(response, url)
    content = bytearray()
    unpack = _unpacking(response)
    async for chunk in response.content.iter_chunked(1 << 16):
        content += unpack(chunk, _MOST_BYTES + 1 - len(content))
        if len(content) > _MOST_BYTES:
            raise InvalidInput(
                f"{_shown(url)} is larger than {LARGEST_FILE_MEGABYTES} MB, far more than an"
                " article. Accepted: an article of its own"
            )
    if not content:
        raise InvalidInput(f"{_shown(url)} is empty. {_BY_HAND}")
    charset = response.charset
    if charset and name.endswith((".html", ".txt", ".md")):
        # What the answer says of the letters counts before what the page does.
        try:
            return bytes(content).decode(charset).encode("utf-8-sig"), name
        except (LookupError, UnicodeDecodeError):
            pass
    return bytes(content), name


def _unpacking(response: aiohttp.ClientResponse) -> Callable[[bytes, int], bytes]:
    match response.headers.get("Content-Encoding", "").lower():
        case "" | "identity":
            return lambda chunk, _: chunk
        case "gzip" | "x-gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress
        case other:
            raise ValueError(f"packed with {other}")


def _name_file(response: aiohttp.ClientResponse, url: URL) -> str:
    path = PurePosixPath(unquote(url.path))
    extension = _EXTENSIONS_BY_TYPE.get(response.content_type)
    if extension is None and path.suffix.lower() in EXTENSIONS:
        extension = path.suffix.lower()
    if extension is None:
        raise InvalidInput(
            f"{_shown(url)} is of the kind {response.content_type}, which is not read. Accepted: a"
            " web page, a text, a Word document or a PDF"
        )
    stem = path.stem or (url.host or "page").replace(".", "-")
    return shown_name(f"{stem}{extension}")


def _not_reached(url: URL, error: Exception) -> InvalidInput:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _NotPublic):
            return InvalidInput(
                f"{_shown(url)} is on a machine of this network, not on the web, and is not"
                f" fetched. Accepted: an address that anybody can open, as in {_EXAMPLE}"
            )
        cause = cause.__cause__ or getattr(cause, "os_error", None)
    return InvalidInput(
        f"{_shown(url)} cannot be reached. Is it written as in {_EXAMPLE}? {_BY_HAND}",
        operator=f"not fetched: {type(error).__name__}",
    )

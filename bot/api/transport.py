"""Calls of the Bot API over aiohttp, as JSON, with each kind of failure told apart.

What a failed call leaves behind depends on how far it got: a request that was never written may
be repeated freely, one that was written and not answered may have done its work. The library's
own transport folds these into one error; here each has its type. No error carries the address,
because the address holds the token.
"""

import asyncio
import json
import logging
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import orjson
from aiohttp import (
    ClientConnectorError,
    ClientRequest,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from aiohttp.abc import AbstractStreamWriter
from aiohttp.connector import Connection
from aiohttp.http import StreamWriter
from aiohttp.payload import BytesPayload, Payload
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.api.departures import note_written

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
"""How long Telegram may think. A request that is given up on is one of unknown fate, so haste
costs more than patience."""
FILE_SECONDS = 120.0
"""For a whole file, up or down."""

LARGEST_ANSWER_BYTES = 20 * 2**20
"""A file has at most 20 MB (https://core.telegram.org/bots/api#getfile), a hundred updates less."""

_JSON = "application/json"
_DONE = 200
# Bad Gateway, Gateway Timeout.
_GAVE_UP_WAITING = (502, 504)


class NotConnectedError(NetworkError):
    """No connection came about, so nothing was asked for."""


class NotWrittenError(NetworkError):
    """The connection was lost before the request was written, so nothing was asked for."""


class UnansweredError(TimedOut):
    """The request may have been written and no whole answer came: it may have done its work."""


class CutOffError(UnansweredError):
    """The Bot API said 200, which it says of what it has done, and the rest of its answer was cut
    off."""


class GatewayError(NetworkError):
    """Something on the way waited for the answer in vain: the request may have done its work."""


class _JsonBody(BytesPayload):
    """A body that counts as having left unless it is certain that it has not."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        super().__init__(orjson.dumps(parameters), content_type=_JSON)
        self.may_have_left = True

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        # Head and body leave in one piece, and nothing enters a connection that is closed.
        if isinstance(writer, StreamWriter) and (
            writer.transport is None or writer.transport.is_closing()
        ):
            self.may_have_left = False
        note_written()
        await super().write_with_length(writer, content_length)


class _Connector(TCPConnector):
    """Tells the body where no connection came about, on the way through a proxy included."""

    async def connect(self, req: ClientRequest, *args: Any, **kwargs: Any) -> Connection:
        try:
            return await super().connect(req, *args, **kwargs)
        except BaseException:
            if isinstance(req.body, _JsonBody):
                req.body.may_have_left = False
            raise


class Transport(BaseRequest):
    """Carries calls of one Bot API server; raises the errors above and the library's own.

    ``api_url`` is ``None`` for Telegram itself; the environment's proxy for it is used.
    """

    def __init__(self, api_url: str | None = None, answer_seconds: float | None = None) -> None:
        self._proxy = _find_proxy(api_url or "https://api.telegram.org")
        self._answer_seconds = ANSWER_SECONDS if answer_seconds is None else answer_seconds
        self._session: ClientSession | None = None
        self.told: tuple[datetime, float] | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds."""
        return self._answer_seconds

    async def initialize(self) -> None:
        """Get ready to connect."""
        if self._session is None:
            self._session = ClientSession(
                # Whoever sends in bulk bounds its own calls; a reply never waits for a connection.
                connector=_Connector(limit=0),
                cookie_jar=DummyCookieJar(),
                proxy=self._proxy,
                # Answers are short: packing them would cost more than it saves. One that is packed
                # all the same is not unpacked, because a few bytes may become any number.
                headers={"User-Agent": "lesson-a-day", "Accept-Encoding": "identity"},
                auto_decompress=False,
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        ``read_timeout`` (seconds) replaces the patience for this call; the other timeouts are
        the transport's own.
        """
        body = _encode(request_data)
        is_file = method == "GET" or isinstance(body, FormData)
        wants = self._answer_seconds if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        began = time.monotonic()
        status, answer = await self._ask(
            method, url, body, wants, FILE_SECONDS if is_file else wants
        )
        if logger.isEnabledFor(logging.DEBUG):
            # The last part of the address is the method's name, and of a file's its own.
            name = url.rpartition("/")[2] if method == "POST" else "a file"
            milliseconds = round((time.monotonic() - began) * 1000)
            logger.debug("%s: %d after %d ms", name, status, milliseconds)
        return status, answer

    async def ask(
        self, url: str, parameters: dict[str, Any], answer_seconds: float
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer to one call, as ``do_request`` does."""
        return await self._ask("POST", url, _JsonBody(parameters), answer_seconds, answer_seconds)

    async def _ask(
        self,
        method: str,
        url: str,
        body: Payload | FormData | None,
        answer_seconds: float | None,
        whole_seconds: float | None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotConnectedError("this transport is not initialized, or shut down")
        # Every byte may come in time and the last one never.
        is_done = False
        deadline = None if whole_seconds is None else CONNECT_SECONDS + whole_seconds
        try:
            async with (
                asyncio.timeout(deadline),
                self._session.request(
                    method,
                    _parse_url(url),
                    data=body,
                    timeout=_timeout(answer_seconds),
                    allow_redirects=False,
                ) as response,
            ):
                is_done = response.status == _DONE and response.content_type == _JSON
                self.told = self.told or _read_date(response)
                answer = await _read(response)
        except (ClientConnectorError, ConnectionTimeoutError):
            failure: TelegramError = NotConnectedError("not connected")
        except Exception as error:
            # Of whatever kind: what the library does not know, it would take for a request that
            # may be repeated without end.
            if isinstance(body, _JsonBody) and not body.may_have_left:
                failure = NotWrittenError("not written")
            else:
                kind = CutOffError if is_done else UnansweredError
                failure = kind(f"not answered ({type(error).__name__})")
        else:
            if answer is None:
                failure = UnansweredError("not answered (an answer that is packed or has no end)")
            elif response.status in _GAVE_UP_WAITING:
                failure = GatewayError(f"{response.status} from something on the way")
            elif response.status < 300 or _is_refusal(answer):
                return response.status, answer
            else:
                # Not the Bot API but something on the way to it: its page may hold the address,
                # and its 403 is nobody's block.
                failure = NetworkError(f"{response.status} from something on the way")
        # Raised here, the error drags no other along whose text holds the address.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer's object; raises ``TelegramError`` if it is none."""
        parsed = _parse(payload)
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed


def _parse(payload: bytes) -> object:
    """Return what the JSON says, ``None`` if it is none."""
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(payload)
    with suppress(ValueError):
        # Half a surrogate pair is no Unicode, but no reason to stop hearing from everybody; and
        # nothing that is kept or sent may hold one.
        found = json.dumps(json.loads(payload.decode("utf-8", "replace")), ensure_ascii=False)
        return json.loads(found.encode("utf-8", "replace"))
    return None


def _is_refusal(answer: bytes) -> bool:
    """Whether a refusal is the Bot API's own: anybody's may be JSON."""
    parsed = _parse(answer)
    return isinstance(parsed, dict) and parsed.get("ok") is False and "description" in parsed


def find_server_time(transport: BaseRequest) -> datetime | None:
    """Return what the time is by the server's first answer; ``None`` if it has told none."""
    if not isinstance(transport, Transport) or transport.told is None:
        return None
    told_at, heard_at = transport.told
    return told_at + timedelta(seconds=time.monotonic() - heard_at)


def _read_date(response: ClientResponse) -> tuple[datetime, float] | None:
    """Return the server's time (RFC 9110, section 6.6.1) and when it was heard (monotonic)."""
    with suppress(ValueError):
        told_at = parsedate_to_datetime(response.headers.get("Date", ""))
        return told_at.astimezone(UTC), time.monotonic()
    return None


async def _read(response: ClientResponse) -> bytes | None:
    """Return the body, ``None`` for one that is packed or too long; that connection is closed."""
    answer = bytearray()
    if response.headers.get("Content-Encoding", "identity").lower() == "identity":
        async for piece in response.content.iter_any():
            answer += piece
            if len(answer) > LARGEST_ANSWER_BYTES:
                break
        else:
            return bytes(answer)
    response.close()
    return None


def _encode(request_data: RequestData | None) -> Payload | FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return _JsonBody(request_data.parameters)
    form = FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


# There are as many as methods, and each file's address besides.
@lru_cache(maxsize=256)
def _parse_url(url: str) -> URL:
    return URL(url, encoded=True)


@lru_cache(maxsize=64)
def _timeout(answer_seconds: float | None) -> ClientTimeout:
    return ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=answer_seconds)


def _find_proxy(api_url: str) -> str | None:
    # Asked once: aiohttp itself would ask the environment in a thread for every call.
    parts = urlsplit(api_url)
    if parts.hostname is None or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)

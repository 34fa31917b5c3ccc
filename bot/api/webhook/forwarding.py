"""An update goes on to the process at which its chat is at home.

The peer says at once that it has it, by the head of its answer, and by the body, once that is so,
that nothing of it can be lost any more. Only then is Telegram answered. A peer that does not take
it within a moment, breaks off, or is found dead meanwhile leaves it to whoever received it: what
the peer has kept of it by then, or keeps later, is not kept twice (``UpdateStore.note_taken``).

Peers sign what they send with a key of the bot's token, and the time: who listens on the way can
neither make up an update nor bring an old one.
"""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import Enum, auto
from hashlib import sha256

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web

from bot.api.polling import RawUpdate
from bot.api.webhook.endpoint import Door, read_body, refuse
from bot.api.webhook.peers import Peers
from bot.api.webhook.reading import read
from storage.interface.replicas import Replica

PATH = "/lesson-a-day/peer"
ACCEPT_SECONDS = 0.15
_LOOK_SECONDS = 0.25
_TIMES_DIFFER_SECONDS = 300
_SIGNATURE, _TIME = "X-Lesson-A-Day-Signature", "X-Lesson-A-Day-Time"
_SAFE, _NOT_SAFE = b"1", b"0"


class Fate(Enum):
    """What became of an update that was given to a peer."""

    SAFE = auto()
    TO_BE_BROUGHT_AGAIN = auto()
    NOT_TAKEN = auto()


class Forwarding:
    """Gives updates to peers, and takes theirs."""

    def __init__(self, peers: Peers, key: bytes) -> None:
        self._peers = peers
        self._key = key
        self._session: ClientSession | None = None
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Know the peers from now on, and be known to them."""
        timeout = ClientTimeout(total=None)
        self._session = ClientSession(connector=TCPConnector(limit=0), timeout=timeout)
        await self._peers.look()
        self._looking = asyncio.create_task(self._peers.keep())

    async def leave(self) -> None:
        """Let peers have what comes from now on."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        await self._peers.leave()

    async def close(self) -> None:
        """Give nothing any more."""
        if self._session is not None:
            await self._session.close()

    async def give(self, chat_id: int, raw: RawUpdate) -> Fate:
        """Give the update to the chat's home; it is not taken where that is here."""
        home = self._peers.find_home(chat_id)
        if home is None:
            return Fate.NOT_TAKEN
        fate = await self._send(home, orjson.dumps(raw))
        if fate is Fate.NOT_TAKEN:
            self._peers.note_gone(home.replica_id)
        return fate

    def door(self, receive: Callable[[RawUpdate | None], Awaitable[bool]]) -> Door:
        """Return what takes the updates of peers; ``receive`` returns whether one is safe."""

        async def take(request: web.BaseRequest) -> web.StreamResponse:
            body = await read_body(request)
            if isinstance(body, web.Response):
                return refuse()
            at = request.headers.get(_TIME, "")
            signature = request.headers.get(_SIGNATURE, "").encode(errors="surrogateescape")
            if not hmac.compare_digest(signature, self._sign(at, body).encode()):
                return refuse()
            if abs(time.time() - int(at)) > _TIMES_DIFFER_SECONDS:
                return refuse()
            response = web.StreamResponse()
            await response.prepare(request)
            is_safe = await receive(read(body))
            # Whoever has hung up has it handled otherwise.
            with suppress(ConnectionError):
                await response.write(_SAFE if is_safe else _NOT_SAFE)
            return response

        return take

    async def _send(self, home: Replica, body: bytes) -> Fate:
        assert self._session is not None
        at = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            _TIME: at,
            _SIGNATURE: self._sign(at, body),
        }
        try:
            async with asyncio.timeout(ACCEPT_SECONDS):
                response = await self._session.post(
                    f"{home.address}{PATH}", data=body, headers=headers, allow_redirects=False
                )
        except (ClientError, TimeoutError, OSError):
            return Fate.NOT_TAKEN
        async with response:
            if response.status != 200:
                return Fate.NOT_TAKEN
            reading = asyncio.create_task(response.read())
            while not reading.done() and self._peers.is_alive(home.replica_id):
                await asyncio.wait([reading], timeout=_LOOK_SECONDS)
            if not reading.done():
                reading.cancel()
                response.close()
                return Fate.NOT_TAKEN
            try:
                said = reading.result()
            except (ClientError, OSError):
                return Fate.NOT_TAKEN
        if said == _SAFE:
            return Fate.SAFE
        return Fate.TO_BE_BROUGHT_AGAIN if said == _NOT_SAFE else Fate.NOT_TAKEN

    def _sign(self, at: str, body: bytes) -> str:
        signed = at.encode(errors="surrogateescape") + b"." + body
        return hmac.digest(self._key, signed, sha256).hex()

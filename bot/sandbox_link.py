"""The application's end of the sandbox's control channel: it follows the sandbox's clock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType

from bot.delivery.ticker import Ticker
from bot.process.clock import FollowedClock
from bot.process.logs import describe
from lessons.errors import LessonADayError

logger = logging.getLogger(__name__)

_RECONNECT_SECONDS = 0.5


def _write(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def find_sandbox_clock(url: str | None) -> FollowedClock | None:
    """Return a clock with the time of the sandbox at that address, ``None`` if there is none or
    another server is there."""
    if url is None:
        return None
    async with ClientSession() as session:
        try:
            async with session.get(f"{url}/sandbox/clock") as response:
                if response.status != 200:
                    return None
                return FollowedClock(datetime.fromisoformat((await response.json())["now"]))
        except (ClientError, ValueError, KeyError):
            return None


def _log(error: Exception) -> None:
    logger.error("the sandbox's order failed:\n%s", describe(error))


class SandboxLink:
    """Moves the clock when the sandbox says so, and answers when all is settled."""

    def __init__(
        self,
        url: str,
        clock: FollowedClock,
        ticker: Ticker,
        wait_for_updates: Callable[[], Awaitable[None]],
        find_desk_url: Callable[[], str | None],
    ) -> None:
        self._url = url
        self._clock = clock
        self._ticker = ticker
        self._wait_for_updates = wait_for_updates
        self._find_desk_url = find_desk_url

    async def run(self) -> None:
        """Stay connected until cancelled."""
        async with ClientSession() as session:
            while True:
                try:
                    async with session.ws_connect(f"{self._url}/sandbox/control") as socket:
                        await self._listen(socket)
                except (ClientError, TimeoutError):
                    logger.info("the sandbox is not there; trying again")
                except Exception as error:
                    # Without the link the clock stands still for good.
                    _log(error)
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def _listen(self, socket: ClientWebSocketResponse) -> None:
        if desk_url := self._find_desk_url():
            await socket.send_json({"type": "desk", "url": desk_url})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return
            order = message.json()
            match order["type"]:
                case "clock":
                    self._clock.run_from(datetime.fromisoformat(order["now"]))
                case "next_due" | "advance":
                    await socket.send_json(await self._obey(socket, order))

    async def _obey(self, socket: ClientWebSocketResponse, order: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to an order; where it fails, that it failed and why."""
        try:
            if order["type"] == "advance":
                return await self._advance(socket, order)
            at = await self._ticker.find_next_due_at()
            lessons = await self._ticker.find_next_lessons(order.get("chats", []))
        except ClientError:
            raise
        except Exception as error:
            # The sandbox waits for an answer, whatever it is.
            _log(error)
            self._clock.run_from(self._clock.now())
            # What other errors say may hold what somebody wrote.
            why = f": {error}" if isinstance(error, LessonADayError) else ""
            failure = f"{type(error).__name__}{why}"
            return {"type": "failed", "id": order["id"], "error": failure}
        return {
            "type": "next_due",
            "id": order["id"],
            "at": at and _write(at),
            "lessons": {str(chat_id): _write(at) for chat_id, at in lessons.items()},
        }

    async def _advance(
        self, socket: ClientWebSocketResponse, order: dict[str, Any]
    ) -> dict[str, Any]:
        number, target = order["id"], datetime.fromisoformat(order["to"])

        async def arrive(now: datetime) -> None:
            await socket.send_json({"type": "at", "id": number, "now": _write(now)})
            await socket.receive_json()

        await self._wait_for_updates()
        try:
            await self._ticker.advance(self._clock, target, arrive)
        except TimeoutError:
            self._clock.run_from(self._clock.now())
            error = "a message that was due is still not settled"
            return {"type": "failed", "id": number, "error": error}
        return {"type": "settled", "id": number, "now": _write(target)}

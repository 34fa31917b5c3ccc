"""The webhook: updates are brought to the bot instead of being fetched.

``setWebhook`` takes an ``http`` address on this machine, since the sandbox reaches no other one.
Each update is POSTed as JSON, with the secret in ``X-Telegram-Bot-Api-Secret-Token`` if one was
given, up to ``max_connections`` at once and those of one chat, or the taps of one person, one after
the other. Whatever is answered but 2xx is tried again: at once, then after 2, 4, 8 seconds up to a
minute, or when ``Retry-After`` says. Meanwhile the update counts as pending and
``getWebhookInfo`` has the latest error. While a webhook is set ``getUpdates`` is refused with 409;
``deleteWebhook`` keeps what is pending for it, unless ``drop_pending_updates`` is true. So it is
documented (https://core.telegram.org/bots/api#setwebhook); queues and waits are those of
Telegram's own Bot API server.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from bot.sandbox.world.updates import UpdateQueue

DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
_ANSWER_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 60.0
# What is loaded at once is no more than this many times the connections.
_LOADED = 2


@dataclass(slots=True)
class _Failing:
    """An update that was not taken: how often, and when it is tried again (monotonic)."""

    fails: int = 0
    delay_seconds: float = 1.0
    again_at: float = 0.0


@dataclass(frozen=True, slots=True)
class WebhookError:
    """What went wrong last, and when, by the sandbox's clock."""

    at: int
    words: str


class Webhook:
    """Brings updates to one address, while there is one."""

    def __init__(self, updates: UpdateQueue, timestamp: Callable[[], int]) -> None:
        self.url = ""
        self.max_connections = DEFAULT_CONNECTIONS
        self.last_error: WebhookError | None = None
        self._secret: str | None = None
        self._updates = updates
        self._timestamp = timestamp
        self._failing: dict[int, _Failing] = {}
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._work: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()

    def set(self, url: str, secret: str | None, max_connections: int) -> None:
        """Bring updates to ``url`` from now on."""
        if url != self.url:
            self.last_error = None
        self.url, self._secret = url, secret
        self.max_connections = min(max(max_connections, 1), MOST_CONNECTIONS)
        self._failing.clear()
        self._updates.begin_to_push(self._wake.set)
        if self._work is None:
            self._work = asyncio.create_task(self._bring_updates())
        self._wake.set()

    def remove(self) -> None:
        """Let updates be fetched again; what is under way goes on, and is told nobody."""
        self.url, self.last_error = "", None
        self._updates.end_to_push()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    async def close(self, _app: object = None) -> None:
        """Bring nothing any more."""
        tasks = [task for task in (self._work, *self._under_way.values()) if task is not None]
        self.remove()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _bring_updates(self) -> None:
        timeout = ClientTimeout(total=_ANSWER_SECONDS)
        async with ClientSession(timeout=timeout) as session:
            try:
                while True:
                    self._wake.clear()
                    wait = self._begin_what_may(session)
                    try:
                        async with asyncio.timeout(wait):
                            await self._wake.wait()
                    except TimeoutError:
                        continue
            finally:
                if self._under_way:
                    await asyncio.wait(self._under_way.values(), timeout=1.0)

    def _begin_what_may(self, session: ClientSession) -> float | None:
        """Begin to bring what waits for nothing; return after how many seconds to look again."""
        now, waits = time.monotonic(), []
        pending = self._updates.first_pending(_LOADED * self.max_connections)
        busy = {queue_of(update) for number, update in pending if number in self._under_way}
        for number, update in pending:
            if len(self._under_way) >= self.max_connections:
                break
            queue = queue_of(update)
            if queue in busy:
                continue
            busy.add(queue)
            failing = self._failing.get(number)
            if failing is not None and failing.again_at > now:
                waits.append(failing.again_at - now)
                continue
            task = asyncio.create_task(self._bring(session, number, update))
            self._under_way[number] = task
        return min(waits, default=None)

    async def _bring(self, session: ClientSession, number: int, update: dict[str, Any]) -> None:
        error, retry_after = "", 0.0
        headers = {"Content-Type": "application/json"}
        if self._secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with session.post(
                self.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                await response.read()
                if not 200 <= response.status < 300:
                    status = f"{response.status} {response.reason}"
                    error = f"Wrong response from the webhook: {status}"
                    waits = response.headers.get("Retry-After", "")
                    retry_after = float(waits) if waits.isdecimal() else 0.0
        except ClientConnectorError:
            error = "Connection refused"
        except TimeoutError:
            error = "Read timeout expired"
        except (ClientError, ValueError):
            error = "Webhook connection closed"
        finally:
            self._under_way.pop(number, None)
            self._wake.set()
        if error:
            self._note_error(number, error, retry_after)
        else:
            self._failing.pop(number, None)
            self._updates.confirm_one(number)

    def _note_error(self, number: int, error: str, retry_after: float) -> None:
        if not self.url:
            return
        self.last_error = WebhookError(self._timestamp(), error)
        failing = self._failing.setdefault(number, _Failing())
        wait = retry_after
        if not wait and failing.fails:
            failing.delay_seconds = min(failing.delay_seconds * 2, _LONGEST_WAIT_SECONDS)
            wait = failing.delay_seconds
        failing.fails += 1
        failing.again_at = time.monotonic() + wait


def queue_of(update: dict[str, Any]) -> tuple[str, object]:
    """Return what an update stands in line with: those of one line come one after the other."""
    for kind, payload in update.items():
        if isinstance(payload, dict):
            line = payload.get("from") if kind == "callback_query" else payload.get("chat")
            if isinstance(line, dict) and isinstance(line.get("id"), int | str):
                return ("tap" if kind == "callback_query" else "chat"), line["id"]
    return "update", update.get("update_id")

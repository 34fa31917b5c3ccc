"""Processes of one bot beside each other: their receivers, on one store, without a bot behind."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession
from telegram import Update

from bot.api.hearing import Hearing
from bot.api.polling import RawUpdate
from bot.api.set_aside import SetAside
from bot.api.taken import Taken
from bot.api.webhook.endpoint import Address, Endpoint
from bot.api.webhook.forwarding import Forwarding
from bot.api.webhook.keys import peers_key, webhook_secret
from bot.api.webhook.peers import Peers
from bot.api.webhook.receiving import WebhookReceiver
from bot.process.clock import real_now
from bot.process.handling import Handling, TakenElsewhereError, handling_here
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from storage.interface.replicas import Replica
from storage.interface.store import Store
from tests.support.webhooks import Caller, free_port

TOKEN = "123456:for-tests"
Work = Callable[[Update], Any]


class Hands:
    """In an intake's place: keeps what is handled here, and for how long."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self._tasks: set[asyncio.Task[None]] = set()
        self.handled: list[int] = []
        self.kept: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()

    @property
    def unfinished(self) -> int:
        """How many are being handled."""
        return len(self._tasks)

    def read(self, update_id: int, raw: RawUpdate) -> tuple[Update, int | None] | None:
        """Return it with its chat."""
        return Update(update_id), raw.get("message", {}).get("chat", {}).get("id")

    def begin(self, update: Update, handling: Handling, _kind: str) -> asyncio.Task[None]:
        """Keep a change for it once this may go on."""
        task = asyncio.create_task(self._handle(update, handling))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _handle(self, update: Update, handling: Handling) -> None:
        self.handled.append(update.update_id)
        try:
            await self.go_on.wait()
            with handling_here(handling):
                await self._store.run(_change, update.update_id)
            self.kept.append(update.update_id)
        except TakenElsewhereError:
            pass
        finally:
            handling.end()

    async def join(self, _seconds: float | None = None) -> None:
        """Return once all has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def cancel(self) -> None:
        """Nothing is broken off."""


def _change(store: Store, update_id: int) -> None:
    store.save_flood_wait(real_now() + timedelta(seconds=update_id))


class NoRegistration:
    """Nobody is told where updates are to be brought."""

    async def keep(self) -> None:
        """Do nothing, for ever."""
        await asyncio.Event().wait()


@dataclass
class OneOfThem:
    """One process."""

    replica: Replica
    receiver: WebhookReceiver
    peers: Peers
    hands: Hands
    telegram: Caller
    told: list[str]
    restarts: list[int]


async def start_replica(
    store: StoreThread,
    http: ClientSession,
    name: str,
    settings: Mapping[str, str] | None = None,
    port: int | None = None,
) -> OneOfThem:
    """Return a process of that name that receives."""
    port = port or free_port()
    now = real_now()
    replica = Replica(name, f"http://127.0.0.1:{port}", settings or {}, now, now)
    told: list[str] = []
    restarts: list[int] = []

    async def say_so(chat_id: int) -> None:
        restarts.append(chat_id)

    async def notify(_text: object) -> bool:
        return True

    hearing = Hearing(notify)
    hands, vitals = Hands(store), Vitals()
    peers = Peers(store, replica, lambda text: told.append(text.text))
    receiver = WebhookReceiver(
        Endpoint(Address("127.0.0.1", port), vitals),
        NoRegistration(),  # type: ignore[arg-type]
        "/telegram",
        webhook_secret(TOKEN),
        hands,  # type: ignore[arg-type]
        hearing,
        Taken(store, say_so, early_ends=2),
        SetAside(hearing.tell),
        lambda _update: False,
        vitals,
        Forwarding(peers, peers_key(TOKEN)),
    )
    await receiver.start()
    caller = Caller(f"{replica.address}/telegram", http, webhook_secret(TOKEN))
    return OneOfThem(replica, receiver, peers, hands, caller, told, restarts)


@asynccontextmanager
async def replicas(count: int, **settings: Mapping[str, str]) -> AsyncIterator[list[OneOfThem]]:
    """Several processes that know each other."""
    store = StoreThread("sqlite://")
    async with ClientSession() as http:
        started: list[OneOfThem] = []
        try:
            for name in "abcdef"[:count]:
                started.append(await start_replica(store, http, name, settings.get(name)))
            for one in started:
                await one.peers.look()
            yield started
        finally:
            for one in started:
                one.hands.go_on.set()
                await one.receiver.stop()
            store.close()


def message_in(update_id: int, chat_id: int) -> dict[str, Any]:
    """Return an update with a message in that chat."""
    chat = {"id": chat_id, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 5, "chat": chat}}

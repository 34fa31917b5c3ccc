"""The processes beside this one: who is there, who is gone, and whether all have the same settings.

Each notes in the store once a second that it is there. One whose note has not changed for some
looks is taken for dead: looks are counted rather than instants compared, because clocks of two
machines differ.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.api.webhook.homes import find_home
from bot.process.clock import real_now
from bot.process.logs import describe
from bot.process.store_thread import StoreThread
from bot.use_cases import replicas
from bot.views.admin import alerts as admin_views
from bot.views.rich_text import RichText
from storage.errors import StoreError
from storage.interface.replicas import Replica

logger = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
DEAD_AFTER_LOOKS = 4
STALE = timedelta(minutes=1)
"""Whoever was last seen longer ago than this, by whatever clock, has to be seen again first."""
GONE_SECONDS = 5.0
"""So long a peer that did not take an update is given none."""
DIFFERING_LOOKS = 30
"""So long peers may differ without a word: while a release is rolled out they do."""


@dataclass(slots=True)
class _Peer:
    replica: Replica
    looks_unchanged: int = 0
    looks_differing: int = 0


class Peers:
    """Knows the peers of ``own``, and tells the admins of what differs by ``tell``; ``share_with``
    is told at each look how many there are beside it."""

    def __init__(
        self,
        store: StoreThread,
        own: Replica,
        tell: Callable[[RichText], None],
        share_with: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._store = store
        self._own = own
        self._tell = tell
        self._share_with = share_with
        self._peers: dict[str, _Peer] = {}
        self._gone: dict[str, float] = {}
        self._told: set[frozenset[str]] = set()
        self._is_blind = False

    async def keep(self) -> None:
        """Be there for the peers until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(BEAT_SECONDS)

    async def look(self) -> None:
        """Note that this one is there, and look who else is."""
        try:
            own = replace(self._own, seen_at=real_now())
            found = await self._store.run(replicas.note_and_list, own)
        except StoreError as error:
            # Nobody is known to be gone as long as nobody can say so.
            if not self._is_blind:
                logger.warning("peers are not known: %s", error.operator)
            self._is_blind = True
        except Exception as error:
            logger.error("looking for peers broke off:\n%s", describe(error))
        else:
            self._is_blind = False
            self._take({one.replica_id: one for one in found})

    async def leave(self) -> None:
        """Let the peers have this one's chats."""
        try:
            await self._store.run(replicas.leave, self._own.replica_id)
        except StoreError as error:
            logger.info("the peers will find out: %s", error.operator)

    def find_home(self, chat_id: int) -> Replica | None:
        """Return the peer whose chat that is; ``None`` if it is this one's."""
        if not self._peers:
            return None
        alive = [one for one in self._peers if self.is_there(one)]
        home = find_home(chat_id, [self._own.replica_id, *alive])
        return self._peers[home].replica if home in self._peers else None

    def is_there(self, replica_id: str) -> bool:
        """Whether the peer is alive and takes what it is given, as far as is known."""
        return self.is_alive(replica_id) and self._gone.get(replica_id, 0.0) <= time.monotonic()

    def is_alive(self, replica_id: str) -> bool:
        """Whether the peer goes on noting that it is there."""
        peer = self._peers.get(replica_id)
        return peer is not None and peer.looks_unchanged < DEAD_AFTER_LOOKS

    def note_gone(self, replica_id: str) -> None:
        """It has not taken an update: give it none for a while."""
        if self.is_there(replica_id):
            logger.warning("a peer does not answer: its chats are handled by the others")
        self._gone[replica_id] = time.monotonic() + GONE_SECONDS

    def _take(self, found: Mapping[str, Replica]) -> None:
        for replica_id in [*self._peers]:
            if replica_id not in found:
                del self._peers[replica_id]
                self._gone.pop(replica_id, None)
        for replica_id, replica in found.items():
            if replica_id == self._own.replica_id:
                continue
            before = self._peers.get(replica_id)
            peer = _Peer(replica)
            if before is None and abs(real_now() - replica.seen_at) > STALE:
                peer.looks_unchanged = DEAD_AFTER_LOOKS
            elif before is not None and before.replica.seen_at == replica.seen_at:
                peer.looks_unchanged = before.looks_unchanged + 1
            self._peers[replica_id] = peer
            self._compare(peer, before)
        self._share_with(sum(map(self.is_alive, self._peers)))

    def _compare(self, peer: _Peer, before: _Peer | None) -> None:
        differing = find_differing(self._own.settings, peer.replica.settings)
        if not differing or peer.looks_unchanged >= DEAD_AFTER_LOOKS:
            return
        peer.looks_differing = 1 + (before.looks_differing if before else 0)
        names = frozenset(differing)
        if peer.looks_differing < DIFFERING_LOOKS or names in self._told:
            return
        self._told.add(names)
        logger.error("two processes of this bot differ in %s", ", ".join(differing))
        # Both have found it; one tells.
        if self._own.replica_id > peer.replica.replica_id:
            self._tell(admin_views.settings_differ(differing))


def find_differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the names under which the two do not have the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))

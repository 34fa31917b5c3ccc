"""Which of several processes handles a chat: all that know of the same ones agree, untold.

Each process draws a number for a chat, from its own name and the chat's, and the highest has it
(rendezvous hashing). When one comes or goes only the chats move that it gets or had.
"""

from collections.abc import Iterable
from hashlib import blake2b


def find_home(chat_id: int, replica_ids: Iterable[str]) -> str:
    """Return the one that handles the chat; there is at least one."""
    return max(replica_ids, key=lambda replica_id: _draw(chat_id, replica_id))


def _draw(chat_id: int, replica_id: str) -> bytes:
    return blake2b(f"{replica_id} {chat_id}".encode(), digest_size=8).digest()

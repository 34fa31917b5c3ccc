"""The numbers of the sandbox's chats, by which its people are told from real ones."""

from bot.sandbox.world.people import FIRST_EXTRA_ID, PEOPLE
from bot.sandbox.world.world import FIRST_CHANNEL_ID, FIRST_GROUP_ID

_MOST_PEOPLE = 1_000_000
_MOST_GROUPS = 100_000

SANDBOX_CHATS: tuple[tuple[int, int], ...] = (
    *((person.id, person.id) for person in PEOPLE),
    (FIRST_EXTRA_ID, FIRST_EXTRA_ID + _MOST_PEOPLE - 1),
    (FIRST_GROUP_ID - _MOST_GROUPS + 1, FIRST_GROUP_ID),
    (FIRST_CHANNEL_ID - _MOST_GROUPS + 1, FIRST_CHANNEL_ID),
)
"""First and last numbers that the sandbox gives, and Telegram next to never."""

"""A group becomes a supergroup and gets another chat id."""

from bot.sandbox.errors import DoorError
from bot.sandbox.world.chats import ADMIN_STATUSES, PRESENT_STATUSES, Chat, ChatType, Status
from bot.sandbox.world.people import Person
from bot.sandbox.world.world import World


def migrate(world: World, chat: Chat) -> Chat:
    """Return the new supergroup; both chats tell of it and the old one takes nothing more.

    https://core.telegram.org/bots/api#message: migrate_to_chat_id and migrate_from_chat_id.
    """
    if chat.type is not ChatType.GROUP or chat.migrated_to is not None:
        raise DoorError(f"chat {chat.id} is no group any more: give a chat of type group")
    supergroup = copy_as_supergroup(world, chat)
    actor = _owner(world, chat)
    world.tell_service(chat, {"migrate_to_chat_id": supergroup.id}, actor)
    chat.migrated_to = supergroup.id
    world.tell_service(supergroup, {"migrate_from_chat_id": chat.id}, actor)
    return supergroup


def copy_as_supergroup(world: World, chat: Chat) -> Chat:
    """Return a new supergroup with the same people and the bot."""
    members = dict(chat.members)
    if chat.person is not None:
        members[chat.person.id] = Status.MEMBER
    title = chat.title or "Supergroup"
    return world.add_chat(ChatType.SUPERGROUP, title, members, chat.bot_status)


def _owner(world: World, chat: Chat) -> Person:
    """Return the person who acts for the group: an admin, or any member."""
    for wanted in (ADMIN_STATUSES, PRESENT_STATUSES, frozenset(Status)):
        for user_id, status in chat.members.items():
            person = world.people.find(user_id)
            if status in wanted and person is not None:
                return person
    raise DoorError(f"chat {chat.id} has no member: give a group with one")

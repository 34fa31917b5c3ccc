"""Door 2, the groups: making them and channels, their topics, what members may do there."""

from typing import Any

from aiohttp import web

from bot.sandbox.doors.answers import answering, read_json
from bot.sandbox.doors.people_door import check_member, find_chat, get_topic
from bot.sandbox.doors.people_input import parse_flag, parse_forbidden
from bot.sandbox.errors import DoorError
from bot.sandbox.world.chats import GENERAL, Chat, ChatType, Status, Topic
from bot.sandbox.world.membership import set_bot_status
from bot.sandbox.world.migration import migrate
from bot.sandbox.world.people import Person
from bot.sandbox.world.topics import close_topic, delete_topic, make_forum, open_topic
from bot.sandbox.world.world import World

_CHAT_EXAMPLE = (
    '{"type": "group", "title": "Back class", "members": ["ada", "ben"], "admins": ["ada"]}; with'
    ' the type "supergroup" also "is_forum": true and "hidden_members": true'
)
_TOPIC_EXAMPLE = (
    '{"from": "ada", "name": "Health"}, or {"from": "ada", "message_thread_id": 5, "closed": true}'
    ' or "deleted": true'
)
_RULES_EXAMPLE = '{"forbidden": ["can_send_polls"], "hidden_members": true}'


class GroupsDoor:
    """Lets a test or the page make groups and change their rules."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Put these addresses into ``app``."""
        chat = "/sandbox/chats/{chat}"
        app.router.add_get("/sandbox/chats", answering(self.list_chats))
        app.router.add_post("/sandbox/chats", answering(self.add_chat))
        app.router.add_post(f"{chat}/migrate", answering(self.migrate))
        app.router.add_get(f"{chat}/topics", answering(self.list_topics))
        app.router.add_post(f"{chat}/topics", answering(self.change_topic))
        app.router.add_post(f"{chat}/rules", answering(self.change_rules))

    async def list_chats(self, _request: web.Request) -> list[dict[str, Any]]:
        """Answer with the groups and channels, and the chats in which something was said."""
        return [
            _chat_card(self._world, chat)
            for chat in self._world.chats()
            if not chat.is_private or chat.messages
        ]

    async def add_chat(self, request: web.Request) -> dict[str, Any]:
        """Make a group or channel and tell the bot that it was added."""
        fields = "type title members admins is_forum hidden_members"
        given = await read_json(request, _CHAT_EXAMPLE, fields)
        accepted = [ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL]
        if given.get("type") not in list(accepted):
            raise DoorError(
                f"type {given.get('type')!r} given; accepted are {', '.join(accepted)}, as"
                f" {_CHAT_EXAMPLE}"
            )
        title = given.get("title")
        if not isinstance(title, str) or not 1 <= len(title) <= 128:
            raise DoorError(f"title {title!r} given; accepted is a text of 1 to 128 characters")
        chat_type = ChatType(given["type"])
        is_forum, is_hidden = parse_flag(given, "is_forum"), parse_flag(given, "hidden_members")
        if (is_forum or is_hidden) and chat_type is not ChatType.SUPERGROUP:
            raise DoorError(f"a {chat_type} has no topics and hides no members: {_CHAT_EXAMPLE}")
        admins = self._people(given, "admins")
        members = dict.fromkeys((one.id for one in self._people(given, "members")), Status.MEMBER)
        members |= dict.fromkeys((one.id for one in admins), Status.ADMINISTRATOR)
        if admins:
            members[admins[0].id] = Status.CREATOR
        if not members:
            raise DoorError(f"members {given.get('members')!r} given; accepted is {_CHAT_EXAMPLE}")
        chat = self._world.add_chat(chat_type, title, members, Status.LEFT)
        if is_forum:
            make_forum(chat)
        chat.has_hidden_members = is_hidden
        self._add_bot(chat, admins[0] if admins else self._world.people.get(next(iter(members))))
        return _chat_card(self._world, chat)

    def _add_bot(self, chat: Chat, by: Person) -> None:
        is_channel = chat.type is ChatType.CHANNEL
        status = Status.ADMINISTRATOR if is_channel else Status.MEMBER
        set_bot_status(self._world, chat, status, by.user())
        if chat.type is ChatType.GROUP:
            self._world.tell_service(chat, {"group_chat_created": True}, by)
        elif chat.type is ChatType.SUPERGROUP:
            bot = self._world.profile.user()
            self._world.tell_service(chat, {"new_chat_members": [bot]}, by)

    def _people(self, given: dict[str, Any], name: str) -> list[Person]:
        names = given.get(name, [])
        if not isinstance(names, list):
            raise DoorError(f"{name} {names!r} given; accepted is a list of people's names or ids")
        return [self._world.people.get(one) for one in names]

    async def migrate(self, request: web.Request) -> dict[str, Any]:
        """Turn a group into a supergroup and answer with the new chat."""
        supergroup = migrate(self._world, find_chat(self._world, request))
        return _chat_card(self._world, supergroup)

    async def list_topics(self, request: web.Request) -> list[dict[str, Any]]:
        """Answer with the topics, General first; there may be none."""
        topics = find_chat(self._world, request).topics or {}
        return [_topic_card(topic) for topic in topics.values()]

    async def change_topic(self, request: web.Request) -> dict[str, Any]:
        """Open a topic, or close, open again or delete one."""
        chat = find_chat(self._world, request)
        given = await read_json(
            request, _TOPIC_EXAMPLE, "from name message_thread_id closed deleted"
        )
        person = self._world.people.get(given.get("from"))
        check_member(chat, person)
        if given.get("message_thread_id") is None:
            name = given.get("name")
            if not isinstance(name, str) or not name or chat.topics is None:
                raise DoorError(f"name {name!r} given; accepted is {_TOPIC_EXAMPLE}, in a forum")
            return _topic_card(open_topic(self._world, chat, name, person))
        topic = get_topic(chat, given["message_thread_id"])
        if parse_flag(given, "deleted"):
            if topic.thread_id == GENERAL:
                raise DoorError("General cannot be deleted, only closed")
            delete_topic(chat, topic)
        else:
            is_closed = parse_flag(given, "closed")
            close_topic(self._world, chat, topic, person, is_closed=is_closed)
        return _topic_card(topic)

    async def change_rules(self, request: web.Request) -> dict[str, Any]:
        """Change what members may not do, and whether they are hidden; the bot is told nothing."""
        chat = find_chat(self._world, request)
        given = await read_json(request, _RULES_EXAMPLE, "forbidden hidden_members")
        if not chat.is_group:
            raise DoorError(f"chat {chat.id} is no group: only groups have rules for members")
        if "forbidden" in given:
            chat.forbidden = parse_forbidden(given["forbidden"])
        if "hidden_members" in given:
            chat.has_hidden_members = parse_flag(given, "hidden_members")
        return {"forbidden": sorted(chat.forbidden), "hidden_members": chat.has_hidden_members}


def _topic_card(topic: Topic) -> dict[str, Any]:
    return {
        "message_thread_id": topic.thread_id,
        "name": topic.name,
        "closed": topic.is_closed,
    }


def _chat_card(world: World, chat: Chat) -> dict[str, Any]:
    card: dict[str, Any] = {**chat.wire(), "chat_id": chat.id, "bot": str(chat.bot_status)}
    people = {user_id: world.people.find(user_id) for user_id in chat.members}
    card["members"] = {
        person.name: str(chat.members[user_id])
        for user_id, person in people.items()
        if person is not None
    }
    if chat.migrated_to is not None:
        card["migrated_to"] = chat.migrated_to
    return card

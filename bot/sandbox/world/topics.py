"""Topics of a forum: which one a message goes to, and the messages that tell of their changes.

https://core.telegram.org/bots/api#forumtopiccreated
"""

from typing import Any

from bot.sandbox.world.chats import GENERAL, Chat, Topic
from bot.sandbox.world.people import Person
from bot.sandbox.world.world import World

_ICON_COLOR = 0x6FB9F0


def make_forum(chat: Chat) -> None:
    """Give a supergroup topics; at first there is General."""
    chat.topics = {GENERAL: Topic(GENERAL, "General")}


def open_topic(world: World, chat: Chat, name: str, by: Person) -> Topic:
    """Return a new topic; its number is that of the message that tells the bot of it."""
    assert chat.topics is not None
    created = {"forum_topic_created": {"name": name, "icon_color": _ICON_COLOR}}
    message = world.post(chat, created, sender=by)
    message.wire |= {"message_thread_id": message.id, "is_topic_message": True}
    chat.topics[message.id] = Topic(message.id, name)
    world.updates.put("message", message.wire)
    return chat.topics[message.id]


def close_topic(world: World, chat: Chat, topic: Topic, by: Person, *, is_closed: bool) -> None:
    """Close the topic or open it again; from then on only admins write in a closed one."""
    if topic.is_closed is is_closed:
        return
    topic.is_closed = is_closed
    kind = "general_forum_topic_hidden" if is_closed else "general_forum_topic_unhidden"
    if topic.thread_id != GENERAL:
        kind = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    world.tell_service(chat, {kind: {}, **thread_fields(topic)}, by)


def delete_topic(chat: Chat, topic: Topic) -> None:
    """Take the topic away with all that was said in it; Telegram tells the bot nothing of it."""
    assert chat.topics is not None
    del chat.topics[topic.thread_id]
    for message in list(chat.messages.values()):
        if message.wire.get("message_thread_id") == topic.thread_id:
            del chat.messages[message.id]


def thread_fields(topic: Topic | None) -> dict[str, Any]:
    """Return what a message of the topic says of it; one in General says nothing."""
    if topic is None or topic.thread_id == GENERAL:
        return {}
    return {"message_thread_id": topic.thread_id, "is_topic_message": True}


def find_topic(
    chat: Chat, thread_id: int | None, replied_to: dict[str, Any] | None
) -> Topic | None:
    """Return where a message goes: the topic named, else that of what it answers, else General.

    None where there are no topics, and for a number that no topic has.
    """
    if chat.topics is None:
        return None
    return chat.topics.get(thread_id or (replied_to or {}).get("message_thread_id") or GENERAL)

"""What every store promises about the topics in which groups read."""

from collections.abc import Mapping
from typing import Protocol


class TopicStore(Protocol):
    """The part of a store that knows where in a group its lessons go."""

    def list_topics(self) -> Mapping[int, int]:
        """Return the number of each chat's topic, by chat; most chats have none."""

    def save_topic(self, chat_id: int, thread_id: int | None) -> None:
        """The chat's lessons go to that topic from now on; ``None`` is General."""

"""The topics in which groups read, in SQL."""

from collections.abc import Mapping

from storage.sql.part import SQLPart


class SQLTopics(SQLPart):
    """The part of the store that knows where in a group its lessons go."""

    def list_topics(self) -> Mapping[int, int]:
        """See ``TopicStore``."""
        rows = self._database.execute("SELECT chat_id, thread_id FROM chat_topics")
        return {row["chat_id"]: row["thread_id"] for row in rows}

    def save_topic(self, chat_id: int, thread_id: int | None) -> None:
        """See ``TopicStore``."""
        if thread_id is None:
            self._database.execute("DELETE FROM chat_topics WHERE chat_id = ?", [chat_id])
            return
        self._database.execute(
            """
            INSERT INTO chat_topics (chat_id, thread_id) VALUES (?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET thread_id = excluded.thread_id
            """,
            [chat_id, thread_id],
        )

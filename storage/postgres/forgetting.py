"""Deletion on PostgreSQL: the rows go, and what of their bytes is left is the server's.

A dead row can be read by no statement; its bytes stay in the files until VACUUM gives their room to
others, and in the server's log and backups for as long as these are kept.
"""

from datetime import datetime

from storage.postgres.base import PostgresBase
from storage.sql.forgetting import SQLForgetting


class PostgresForgetting(PostgresBase, SQLForgetting):
    """The part of the store that deletes a chat as a whole."""

    def delete_subscriber(self, chat_id: int, now: datetime) -> int:  # noqa: ARG002
        """See ``Store``. What the chat did as an admin stays, without its author."""
        with self.transaction():
            return self._forget(chat_id)

    def find_traces_left_at(self) -> datetime | None:
        """See ``Store``. None that this program could remove."""
        return None

    def wipe_traces(self, now: datetime) -> bool:  # noqa: ARG002
        """See ``Store``."""
        return True

    def drop_old_copies(self, now: datetime) -> None:
        """See ``Store``. None is kept."""

    def _note_traces(self, now: datetime) -> None:
        """Nothing is noted, as nothing could be done about them."""

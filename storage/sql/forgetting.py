"""Chats as a whole, in SQL: what there is about one, its move, and its end."""

from collections import defaultdict
from collections.abc import Mapping

from storage.sql.admins import SQLAdmins
from storage.sql.chat_columns import CHAT_COLUMNS, WhenForgotten, WhenMoved
from storage.sql.dialect import Differing

_FORGET = {
    WhenForgotten.ROW_GOES: "DELETE FROM {table} WHERE {column} = ?",
    WhenForgotten.NUMBER_GOES: "UPDATE {table} SET {column} = 0 WHERE {column} = ?",
}
# A row whose key is taken already stays as it is.
_MOVE = Differing(
    sqlite="UPDATE OR IGNORE {table} SET {column} = :new WHERE {column} = :old",
    postgres="SELECT move_what_fits('{table}', '{column}', :old, :new)",
)


class SQLForgetting(SQLAdmins):
    """The part of the store that knows every place in which a chat has left its number."""

    def count_rows_about(self, chat_id: int) -> Mapping[str, int]:
        """See ``Store``."""
        columns: defaultdict[str, list[str]] = defaultdict(list)
        for table, column, *_ in CHAT_COLUMNS:
            columns[table].append(column)
        counts = {}
        for table, names in columns.items():
            [counts[table]] = self._database.execute(
                f"SELECT count(*) FROM {table} WHERE "  # no value of anybody's
                + " OR ".join(f"{name} = :chat_id" for name in names),
                {"chat_id": chat_id},
            ).fetchone()
        return {table: count for table, count in counts.items() if count}

    def list_rows_about(self, chat_id: int) -> Mapping[str, list[Mapping[str, object]]]:
        """See ``Store``."""
        found = {
            at.table: self._list_rows(at.table, at.column, chat_id)
            for at in CHAT_COLUMNS
            # What people asked in the staff's group is theirs, and the group's to read no more of.
            if at.when_forgotten is WhenForgotten.ROW_GOES and at.column != "staff_chat_id"
        }
        return {table: rows for table, rows in found.items() if rows}

    def _list_rows(self, table: str, column: str, chat_id: int) -> list[Mapping[str, object]]:
        cursor = self._database.execute(
            f"SELECT * FROM {table} WHERE {column} = ?",  # no value of anybody's
            [chat_id],
        )
        return [dict(row) for row in cursor]

    def rekey_subscriber(self, old_chat_id: int, new_chat_id: int) -> None:
        """See ``Store``."""
        ids = {"old": old_chat_id, "new": new_chat_id}
        moved = [at for at in CHAT_COLUMNS if at.when_moved is WhenMoved.FOLLOWS]
        for table, column, *_ in moved:
            # What the new chat has already stays, and the old one's goes below.
            statement = self._in_dialect(_MOVE).format(table=table, column=column)
            self._database.execute(statement, ids)
        for table, column, when_forgotten, _ in moved:
            if when_forgotten is WhenForgotten.ROW_GOES:
                self._database.execute(
                    f"DELETE FROM {table} WHERE {column} = :old AND :old <> :new",
                    ids,
                )

    def _forget(self, chat_id: int) -> int:
        """Delete every row about the chat, and its number from what it did as an admin; return how
        many rows there were."""
        counts = self.count_rows_about(chat_id)
        self.delete_admin(chat_id)
        for table, column, when_forgotten, _ in CHAT_COLUMNS:
            statement = _FORGET[when_forgotten].format(table=table, column=column)
            self._database.execute(statement, [chat_id])
        return sum(counts.values())

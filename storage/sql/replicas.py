"""The processes that answer, and the chats in which they have a check open, in SQL."""

import json
from collections.abc import Mapping
from datetime import datetime

from storage.interface.replicas import Replica
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant


class SQLReplicas(SQLPart):
    """The part of the store that lets processes know of each other."""

    def note_replica(self, replica: Replica) -> None:
        """See ``ReplicaStore``."""
        self._database.execute(
            """
            INSERT INTO replicas (replica_id, address, settings, started_at, seen_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (replica_id) DO UPDATE
            SET address = excluded.address, settings = excluded.settings,
                seen_at = excluded.seen_at
            """,
            [
                replica.replica_id,
                replica.address,
                json.dumps(dict(replica.settings)),
                write_instant(replica.started_at),
                write_instant(replica.seen_at),
            ],
        )

    def list_replicas(self) -> list[Replica]:
        """See ``ReplicaStore``."""
        rows = self._database.execute(
            "SELECT replica_id, address, settings, started_at, seen_at FROM replicas "
            "ORDER BY replica_id"
        )
        return [
            Replica(
                row["replica_id"],
                row["address"],
                json.loads(row["settings"]),
                read_instant(row["started_at"]),
                read_instant(row["seen_at"]),
            )
            for row in rows
        ]

    def forget_replica(self, replica_id: str) -> None:
        """See ``ReplicaStore``."""
        self._database.execute("DELETE FROM replicas WHERE replica_id = ?", [replica_id])

    def forget_replicas(self, seen_before: datetime) -> int:
        """See ``ReplicaStore``."""
        return self._database.execute(
            "DELETE FROM replicas WHERE seen_at < ?", [write_instant(seen_before)]
        ).rowcount


class SQLOpenChecks(SQLPart):
    """The part of the store that knows in which chats lessons wait for a check."""

    def save_open_check(self, chat_id: int, until_at: datetime) -> None:
        """See ``OpenCheckStore``."""
        self._database.execute(
            """
            INSERT INTO open_checks (chat_id, until_at) VALUES (?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET until_at = excluded.until_at
            """,
            [chat_id, write_instant(until_at)],
        )

    def delete_open_check(self, chat_id: int) -> None:
        """See ``OpenCheckStore``."""
        self._database.execute("DELETE FROM open_checks WHERE chat_id = ?", [chat_id])

    def list_open_checks(self, now: datetime) -> Mapping[int, datetime]:
        """See ``OpenCheckStore``."""
        rows = self._database.execute(
            "SELECT chat_id, until_at FROM open_checks WHERE until_at > ?", [write_instant(now)]
        )
        return {row["chat_id"]: read_instant(row["until_at"]) for row in rows}

    def delete_open_checks(self, until: datetime) -> int:
        """See ``OpenCheckStore``."""
        return self._database.execute(
            "DELETE FROM open_checks WHERE until_at <= ?", [write_instant(until)]
        ).rowcount

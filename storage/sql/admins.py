"""Admins and their log, in SQL."""

import json
from collections.abc import Set
from datetime import datetime

from pydantic import TypeAdapter

from lessons.delivery.audit import Admin, AuditAction, AuditEntry, Invitation
from lessons.roles import Role
from storage.sql.part import Row, SQLPart
from storage.sql.rows import read_instant, write_instant

_ROLES = TypeAdapter(frozenset[Role])


class SQLAdmins(SQLPart):
    """The part of the store that knows who may do what, and who did."""

    def list_admins(self) -> list[Admin]:
        """See ``AdminStore``."""
        rows = self._database.execute("SELECT * FROM admins ORDER BY added_at, chat_id")
        return [_read_admin(row) for row in rows]

    def find_admin(self, chat_id: int) -> Admin | None:
        """See ``AdminStore``."""
        row = self._database.execute(
            "SELECT * FROM admins WHERE chat_id = ?", (chat_id,)
        ).fetchone()
        return _read_admin(row) if row else None

    def add_admin(self, admin: Admin) -> bool:
        """See ``AdminStore``."""
        added = self._database.execute(
            """
            INSERT INTO admins (chat_id, added_by, added_at, roles, name) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            (
                admin.chat_id,
                admin.added_by,
                write_instant(admin.added_at),
                _write_roles(admin.roles),
                admin.name,
            ),
        )
        return added.rowcount == 1

    def set_admin_roles(self, chat_id: int, roles: Set[Role]) -> bool:
        """See ``AdminStore``."""
        changed = self._database.execute(
            "UPDATE admins SET roles = ? WHERE chat_id = ?", (_write_roles(roles), chat_id)
        )
        if changed.rowcount == 1:
            self._close_admins_question(chat_id)
        return changed.rowcount == 1

    def delete_admin(self, chat_id: int) -> bool:
        """See ``AdminStore``."""
        deleted = self._database.execute("DELETE FROM admins WHERE chat_id = ?", (chat_id,))
        self._database.execute(
            """
            UPDATE announcements SET status = 'cancelled'
            WHERE status = 'draft' AND created_by = ?
            """,
            (chat_id,),
        )
        # What goes on is no longer shown to somebody who left.
        for table in ("announcements", "corrections"):
            self._database.execute(
                f"UPDATE {table} SET screen_message_id = NULL WHERE created_by = ?",
                (chat_id,),
            )
        self._database.execute(
            "DELETE FROM corrections WHERE status = 'draft' AND created_by = ?", (chat_id,)
        )
        self._close_admins_question(chat_id)
        return deleted.rowcount == 1

    def _close_admins_question(self, chat_id: int) -> None:
        """What a subscriber was asked stays open; what was read for a draft goes."""
        self._database.execute(
            "DELETE FROM open_questions WHERE chat_id = ? AND kind <> 'setting'", (chat_id,)
        )
        for table in ("read_articles", "pasted_parts"):
            self._database.execute(f"DELETE FROM {table} WHERE chat_id = ?", (chat_id,))

    def save_former_seat(self, admin: Admin, undo_until_at: datetime) -> None:
        """See ``AdminStore``."""
        self._database.execute(
            """
            INSERT INTO former_seats (chat_id, added_by, added_at, roles, name, undo_until_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET
                added_by = excluded.added_by, added_at = excluded.added_at,
                roles = excluded.roles, name = excluded.name,
                undo_until_at = excluded.undo_until_at
            """,
            (
                admin.chat_id,
                admin.added_by,
                write_instant(admin.added_at),
                _write_roles(admin.roles),
                admin.name,
                write_instant(undo_until_at),
            ),
        )

    def take_former_seat(self, chat_id: int, now: datetime) -> Admin | None:
        """See ``AdminStore``."""
        row = self._database.execute(
            "DELETE FROM former_seats WHERE chat_id = ? AND undo_until_at > ? RETURNING *",
            (chat_id, write_instant(now)),
        ).fetchone()
        return _read_admin(row) if row else None

    def delete_former_seats(self, until_at: datetime) -> None:
        """See ``AdminStore``."""
        self._database.execute(
            "DELETE FROM former_seats WHERE undo_until_at <= ?", (write_instant(until_at),)
        )

    def save_invitation(self, invitation: Invitation) -> None:
        """See ``AdminStore``."""
        self._database.execute(
            """
            INSERT INTO admin_invitations (key, roles, created_by, expires_at, opened_by, name)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET opened_by = excluded.opened_by, name = excluded.name
            """,
            (
                invitation.key,
                _write_roles(invitation.roles),
                invitation.created_by,
                write_instant(invitation.expires_at),
                invitation.opened_by,
                invitation.name,
            ),
        )

    def find_invitation(self, key: str) -> Invitation | None:
        """See ``AdminStore``."""
        row = self._database.execute(
            "SELECT * FROM admin_invitations WHERE key = ?", (key,)
        ).fetchone()
        return _read_invitation(row) if row else None

    def list_invitations(self, now: datetime) -> list[Invitation]:
        """See ``AdminStore``."""
        rows = self._database.execute(
            "SELECT * FROM admin_invitations WHERE expires_at > ? ORDER BY expires_at, key",
            (write_instant(now),),
        )
        return [_read_invitation(row) for row in rows]

    def delete_invitation(self, key: str) -> None:
        """See ``AdminStore``."""
        self._database.execute("DELETE FROM admin_invitations WHERE key = ?", (key,))

    def delete_invitations(self, until_at: datetime) -> None:
        """See ``AdminStore``."""
        self._database.execute(
            "DELETE FROM admin_invitations WHERE expires_at <= ?", (write_instant(until_at),)
        )

    def add_audit_entry(self, entry: AuditEntry) -> None:
        """See ``AdminStore``."""
        self._database.execute(
            """
            INSERT INTO audit_log (at, actor_id, action, subject, subject_chat_id, before, after)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                write_instant(entry.at),
                entry.actor_id,
                entry.action.value,
                entry.subject,
                entry.subject_chat_id,
                entry.before,
                entry.after,
            ),
        )

    def list_audit_entries(self, limit: int, before_id: int | None = None) -> list[AuditEntry]:
        """See ``AdminStore``."""
        rows = self._database.execute(
            """
            SELECT * FROM audit_log
            WHERE CAST(:before_id AS bigint) IS NULL OR entry_id < :before_id
            ORDER BY entry_id DESC LIMIT :limit
            """,
            {"before_id": before_id, "limit": limit},
        )
        return [_read_entry(row) for row in rows]

    def list_refusals(self, since_at: datetime) -> list[tuple[int, str]]:
        """See ``AdminStore``."""
        # The word stands in the statement so that the index of refusals serves.
        rows = self._database.execute(
            "SELECT actor_id, subject FROM audit_log WHERE action = 'refused' AND at >= ?",
            [write_instant(since_at)],
        )
        return [(actor_id, subject) for actor_id, subject in rows]


def _write_roles(roles: Set[Role]) -> str:
    return json.dumps(sorted(roles))


def _read_admin(row: Row) -> Admin:
    return Admin(
        row["chat_id"],
        row["added_by"],
        read_instant(row["added_at"]),
        _ROLES.validate_json(row["roles"]),
        row["name"],
    )


def _read_invitation(row: Row) -> Invitation:
    return Invitation(
        row["key"],
        _ROLES.validate_json(row["roles"]),
        row["created_by"],
        read_instant(row["expires_at"]),
        row["opened_by"],
        row["name"],
    )


def _read_entry(row: Row) -> AuditEntry:
    return AuditEntry(
        entry_id=row["entry_id"],
        at=read_instant(row["at"]),
        actor_id=row["actor_id"],
        action=AuditAction(row["action"]),
        subject=row["subject"],
        subject_chat_id=row["subject_chat_id"],
        before=row["before"],
        after=row["after"],
    )

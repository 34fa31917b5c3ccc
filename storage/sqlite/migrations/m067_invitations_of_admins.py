"""Keep to whom owners offer a seat until it is confirmed."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m067_invitations_of_admins(db: Database) -> None:
    """Keep a seat that is offered by a link, of which only a hash stands here."""
    db.executescript("""
        CREATE TABLE admin_invitations (
            key TEXT NOT NULL PRIMARY KEY,
            roles TEXT NOT NULL CHECK (json_valid(roles)),
            created_by INTEGER NOT NULL,
            expires_at TEXT NOT NULL CHECK (expires_at GLOB '????-??-??T??:??:??.???Z'),
            -- Who opened it, and the name that Telegram showed.
            opened_by INTEGER,
            name TEXT NOT NULL DEFAULT ''
        ) STRICT;
    """)

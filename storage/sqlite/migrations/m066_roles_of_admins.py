"""Keep what each admin may do, and under which name an admin is known."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m066_roles_of_admins(db: Database) -> None:
    """Keep what each admin may do; who is one already may do what admins could until now."""
    db.executescript("""
        ALTER TABLE admins ADD COLUMN roles TEXT NOT NULL
            DEFAULT '["editor", "reviewer", "sender", "viewer"]' CHECK (json_valid(roles));
        ALTER TABLE admins ADD COLUMN name TEXT NOT NULL DEFAULT '';
    """)

"""Keep a break that begins on a later day."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m043_breaks_that_lie_ahead(db: Database) -> None:
    """Keep a break that begins on a later day: its first one, that on which lessons go on, and the
    instant at which the first begins there."""
    db.executescript("""
        ALTER TABLE subscribers
            ADD COLUMN break_begins TEXT CHECK (break_begins GLOB '????-??-??');
        ALTER TABLE subscribers
            ADD COLUMN break_ends TEXT CHECK (break_ends GLOB '????-??-??');
        ALTER TABLE subscribers
            ADD COLUMN break_at TEXT CHECK (break_at GLOB '????-??-??T??:??:??.???Z');
        CREATE INDEX breaks_ahead ON subscribers (break_at) WHERE break_at IS NOT NULL;
    """)

"""The store on SQLite, the embedded default."""

from storage.sql.store import SQLStore
from storage.sqlite.rescue import SQLiteRescue
from storage.sqlite.wiping import SQLiteWiping


class SQLiteStore(SQLiteWiping, SQLiteRescue, SQLStore):
    """Everything that is kept, in one database."""

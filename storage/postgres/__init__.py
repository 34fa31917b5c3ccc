"""The store on PostgreSQL, for more than one machine."""

from storage.interface.store import Store
from storage.postgres.database import open_database
from storage.postgres.store import PostgresStore


def open_postgres(url: str) -> Store:
    """Return the store that the URL names, as ``open_store`` does."""
    return PostgresStore(open_database(url))

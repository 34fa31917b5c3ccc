"""The store on PostgreSQL."""

from storage.postgres.forgetting import PostgresForgetting
from storage.sql.store import SQLStore


class PostgresStore(PostgresForgetting, SQLStore):
    """Everything that is kept, in one database."""

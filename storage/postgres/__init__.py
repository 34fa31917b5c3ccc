"""The store on PostgreSQL, for more than one machine."""

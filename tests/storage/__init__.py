"""Every store, and SQLite's own ways."""

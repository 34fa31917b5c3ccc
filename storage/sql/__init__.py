"""The subjects of the store in SQL, for every database that understands it."""

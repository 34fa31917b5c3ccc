"""Updates that are brought to us instead of being asked for."""

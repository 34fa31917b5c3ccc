"""The inside of a document: read in a process of its own, which may only read, and not for long."""

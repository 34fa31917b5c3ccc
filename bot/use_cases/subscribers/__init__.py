"""Joining, reading, breaks."""

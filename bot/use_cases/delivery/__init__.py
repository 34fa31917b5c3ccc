"""The tick and the outbox."""

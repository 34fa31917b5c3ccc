"""Chats, people, messages and time as they stand in the sandbox."""

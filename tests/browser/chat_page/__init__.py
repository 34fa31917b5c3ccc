"""The sandbox's chat page, driven in a real browser as a newcomer would use it."""

"""The program hears whatever the Bot API does; it says nothing of anybody."""

"""A local stand-in for Telegram: the Bot API on one side, people on the other.

``server`` starts one.
"""

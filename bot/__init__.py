"""Telegram at the edge: settings, handlers, views, delivery and the sandbox."""

"""Telegram at the edge: settings, handlers, views, delivery and the sandbox."""

import os

# The library's way to be asked for durations as such; as plain numbers they are on their way out.
os.environ.setdefault("PTB_TIMEDELTA", "true")

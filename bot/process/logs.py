"""Logs: ids, states, counts and durations; never a text, a button's data or the token."""

import logging

_PINNED = {
    # At DEBUG it prints whole updates, buttons' data included.
    "telegram": logging.INFO,
    # Its lines hold the token, as part of the address.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,
    # It tells of every tick, and warns when one waits for the one before.
    "apscheduler": logging.ERROR,
    "asyncio": logging.INFO,
}


def set_up_logs(level: str) -> None:
    """Log to standard error at that level, with the loggers that tell too much held down."""
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name, pinned in _PINNED.items():
        logging.getLogger(name).setLevel(max(pinned, logging.getLevelNamesMapping()[level]))

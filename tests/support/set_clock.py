"""Runs the bot on a machine whose clock can be set: ``python set_clock.py FILE`` reads from FILE
by how many seconds it is off, again and again."""

import datetime
import runpy
import sys
import threading
import time
from pathlib import Path
from typing import Any

_off = [0.0]
_real, _real_time = datetime.datetime, time.time


class _Kind(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _real)


class _Shifted(_real, metaclass=_Kind):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return _real.now(tz) + datetime.timedelta(seconds=_off[0])


def _follow(file: Path) -> None:
    while True:
        _off[0] = float(file.read_text() or 0)
        time.sleep(0.02)


def main() -> None:
    """Set the clock, follow the file, and start the bot."""
    file = Path(sys.argv[1])
    _off[0] = float(file.read_text())
    datetime.datetime = _Shifted  # type: ignore[misc]
    time.time = lambda: _real_time() + _off[0]
    threading.Thread(target=_follow, args=(file,), daemon=True).start()
    sys.argv = ["bot"]
    runpy.run_module("bot", run_name="__main__")


if __name__ == "__main__":
    main()

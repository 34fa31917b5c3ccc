"""A worker that does what a file has taken control of it to do; the file's content says what."""

import json
import os
import sys
import time
from pathlib import Path

from bot.documents.worker import take_limits

FLOOD = 100_000_000


def obey(order: str) -> None:
    match order.split():
        case ["tell"]:
            text = json.dumps([dict(os.environ), os.getpid()])
            json.dump({"document": {"blocks": [], "title": text}}, sys.stdout)
        case ["hang"]:
            time.sleep(600)
        case ["die"]:
            sys.exit(1)
        case ["lie"]:
            print('{"document": {"blocks": 1}}')
        case ["flood"]:
            print('"' + "x" * FLOOD + '"')
        case ["grow"]:
            size = len(bytearray(600_000_000))
            json.dump({"document": {"blocks": [], "title": str(size)}}, sys.stdout)
        case ["write", path]:
            Path(path).write_text("x" * 10_000)
        case _:
            raise AssertionError(order)


if __name__ == "__main__":
    take_limits()
    sys.stdin.readline()
    obey(sys.stdin.read())

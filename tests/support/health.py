"""What whoever watches processes sees: the answers of the health address, and its metrics."""

import asyncio
import json
import socket
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

Sample = tuple[str, frozenset[tuple[str, str]]]


def find_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def ask(port: int, path: str) -> tuple[int, str]:
    """Ask on this very thread, as somebody does who is no part of the process."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
            return int(answer.status), answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


async def look(port: int, path: str) -> tuple[int, Any]:
    """Ask while the loop goes on; JSON is read."""
    status, text = await asyncio.to_thread(ask, port, path)
    return status, json.loads(text) if text.startswith("{") else text


def read_metrics(text: str) -> dict[Sample, float]:
    """Return every sample by its name, without the prefix, and its labels."""
    return {
        (one.name.removeprefix("lesson_a_day_"), frozenset(one.labels.items())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def sample(name: str, **labels: str) -> Sample:
    return name, frozenset(labels.items())

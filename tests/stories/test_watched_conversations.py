"""Whoever watches a conversation, by the log for people, the log for machines or the metrics, reads
what happens and nothing of what is said; one number leads from an update to each call."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.process.logs import LogFormat, SafeFormatter, set_up_logs
from tests.support.conversation import ID_OF, World, open_world
from tests.support.health import find_free_port, look, read_metrics, sample


@pytest.fixture
def logs() -> Iterator[dict[LogFormat, io.StringIO]]:
    """Both logs, at DEBUG, as the application sets them up."""
    names = ["", "telegram", "httpx", "httpcore", "aiohttp.access", "apscheduler", "asyncio"]
    before = {name: logging.getLogger(name).level for name in names}
    set_up_logs("DEBUG")
    written, root = {}, logging.getLogger()
    for log_format in LogFormat:
        handler = logging.StreamHandler(written.setdefault(log_format, io.StringIO()))
        handler.setFormatter(SafeFormatter(log_format))
        root.addHandler(handler)
    yield written
    for handler in root.handlers[-len(written) :]:
        root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


SAID = "MARKhurtsMARK"


async def talk(world: World) -> None:
    """Say it wherever anything can be said, as a subscriber and as an admin."""
    ada, root = world.chat("ada"), world.chat("root")
    await ada.joins()
    for typed in (
        SAID,
        f"/check {SAID}",
        f"/urgent {SAID}",
        f"/settings {SAID}",
        f"/pause {SAID}",
        f"/lesson {SAID}",
        f"my {SAID} hurts",
    ):
        await ada.says(typed)
    await ada.forges(f"zone:{SAID}")
    await ada.forges(f"c:{SAID}")
    await ada.says("/check")
    await ada.presses("For me")
    await ada.presses("Headache")
    await root.says(f"/schedule {SAID} tomorrow 9:00")
    await root.presses("Confirm")
    await world.advance_days(2)


async def test_nothing_that_is_said_is_in_any_log_or_metric(
    tmp_path: Path, logs: dict[LogFormat, io.StringIO]
) -> None:
    port, url = find_free_port(), f"sqlite:///{tmp_path / 'lessons.db'}"
    async with open_world(url, health_listen=("127.0.0.1", port)) as world:
        await talk(world)
        metrics = (await look(port, "metrics"))[1]
        _status, ready = await look(port, "readyz")
        assert world.settings.bot_token is not None
        token = world.settings.bot_token.get_secret_value()
    text, lines = (logs[log_format].getvalue() for log_format in LogFormat)
    secrets = ("MARK", token, token.partition(":")[2], "headache", "Headache", "Ada", "Berlin")
    for told in (text, lines, metrics, str(ready)):
        assert [secret for secret in secrets if secret in told] == []
    # Who it is stands in no metric; the digits may be part of a figure by chance.
    for name in ("ada", "root"):
        assert not re.search(rf"(?<![\d.]){ID_OF[name]}(?![\d.])", metrics)
    found = read_metrics(metrics)
    assert found[sample("update_seconds_count", kind="message")] >= 11
    assert found[sample("deliveries_total", outcome="sent", reason="none")] >= 3
    assert len(text.splitlines()) >= len(lines.splitlines()) > 100
    assert all(isinstance(json.loads(line), dict) for line in lines.splitlines())


async def test_one_number_leads_from_an_update_to_the_use_case_and_the_call(
    tmp_path: Path, logs: dict[LogFormat, io.StringIO]
) -> None:
    async with open_world(f"sqlite:///{tmp_path / 'lessons.db'}") as world:
        ada = world.chat("ada")
        await ada.joins()
        await ada.says("/progress")
        await world.advance_days(1)
    lines = [json.loads(line) for line in logs[LogFormat.JSON].getvalue().splitlines()]
    last = max(line["update"] for line in lines if "update" in line)
    asked = [line["event"] for line in lines if line.get("update") == last]
    assert asked[0] == "message"
    assert [event for event in asked if event.startswith("use case ")]
    assert [event for event in asked if event.startswith("sendMessage: 200 after ")]
    # What leaves by itself is part of no update, and its own number leads to its call.
    [bulk] = {line["delivery"] for line in lines if "delivery" in line and "update" not in line}
    events = [line["event"] for line in lines if line.get("delivery") == bulk]
    assert len([event for event in events if event.startswith("SendMessage: 200 after ")]) == 1
    # The first lesson left because somebody tapped: it is part of that update, and a delivery.
    assert [line for line in lines if "delivery" in line and "update" in line]

"""What the hazard log says is done is proved by tests that are there."""

import re
from collections import Counter
from dataclasses import astuple
from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import cli
from lessons.symptom_checks.hazards import load_hazards

TESTS = Path(__file__).parent.parent
_NAMED = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)

HAZARDS = load_hazards()


def test_every_test_that_proves_a_control_is_there() -> None:
    there = {
        name
        for file in TESTS.rglob("test_*.py")
        for name in _NAMED.findall(file.read_text(encoding="utf-8"))
    }
    named = [(item.hazard, name) for item in HAZARDS for name in item.tests]
    assert [pair for pair in named if pair[1] not in there] == []


def test_every_hazard_is_told_whole_and_once() -> None:
    assert len(HAZARDS) >= 15
    assert [item for item in HAZARDS if not all(astuple(item))] == []
    assert max(Counter(item.hazard for item in HAZARDS).values()) == 1


def test_the_command_prints_the_log_with_what_is_left() -> None:
    printed = CliRunner().invoke(cli, ["check", "hazards"]).output
    for item in HAZARDS:
        for words in (item.hazard, item.control, *item.tests, item.left):
            assert words in printed

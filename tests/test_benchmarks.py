"""The benchmarks that the README names run; what they print is for people to judge."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run_small(name: str, *arguments: str) -> str:
    """Return what a benchmark prints."""
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("name", "arguments", "figures"),
    [
        ("million", ["200", "400"], ["planning them all, ms", "an announcement to all planned"]),
        ("adversarial", ["0.02"], ["name of a place", "draft, quiz", "all  "]),
        ("schedulers", ["200"], ["APScheduler"]),
        ("send_path", ["0.02"], ["our bulk / PTB", "our bulk / aiogram", "1000 in flight"]),
        ("one_chat", ["30"], ["Ada sends 30", "SIGTERM to the end"]),
        ("morning", ["300", "100", "2"], ["messages in", "replies waited", "peak memory"]),
        ("busy_pace", ["2", "1", "100"], ["alone: 200 messages", "beside 1 hogs"]),
        ("deleting", ["3000", "2"], ["deletions", "wiping"]),
        ("amending", ["300"], ["300 people", "hold: ", "edit, announcement", "recall, lesson"]),
        ("on_paper", ["200", "1"], ["SQLite: 200", "PostgreSQL: 200", "bytes of a subscriber"]),
        ("two_databases", ["1", "100", "2000"], ["SQLite: 100", "PostgreSQL: 100", "planned in"]),
        ("check_ways", [], ["sore back", "A phone shows"]),
        ("webhook_fuzz", ["300"], ["300 updates, ", "statuses: {200: 300}", "nothing"]),
        ("web_pages", [], ["texts of the article kept", "titles right", "ms of CPU a page"]),
        ("admin_screens", ["300"], ["a census of 300", "/admin, Health", "confirm to inactive"]),
    ],
)
def test_a_benchmark_prints_its_figures(
    name: str, arguments: list[str], figures: list[str]
) -> None:
    said = run_small(name, *arguments)
    assert [figure for figure in figures if figure not in said] == []


def test_every_benchmark_in_the_readme_exists() -> None:
    named = re.findall(r"tests\.benchmarks\.(\w+)|`\.\.\.(\w+)`", (ROOT / "README.md").read_text())
    names = {first or second for first, second in named}
    assert names == {
        "admin_screens",
        "adversarial",
        "amending",
        "busy_pace",
        "check_ways",
        "million",
        "morning",
        "on_paper",
        "one_chat",
        "schedulers",
        "send_path",
        "two_databases",
        "web_pages",
        "webhook_fuzz",
    }
    for name in names:
        assert (ROOT / "tests" / "benchmarks" / f"{name}.py").is_file()

"""The rooms of the house are held apart.

Who may import whom stands in ``pyproject.toml``: layers, subjects and edges as prefixes, read by
import-linter. Here stands what is about files.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_every_import_goes_where_the_contracts_let_it() -> None:
    """In a process of its own, because import-linter changes how all of one logs."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    assert " 0 broken." in result.stdout


def test_what_tests_share_is_in_support() -> None:
    """No test imports from another one, in what it gives other processes to run neither."""
    of_a_test = re.compile(r"\btests(?:\.\w+)*\.test_\w+")
    found = {path for path in (ROOT / "tests").rglob("*.py") if of_a_test.search(path.read_text())}
    assert found == set()


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}
    for room in ("bot", "lessons", "storage", "tests"):
        assert not [path for path in (ROOT / room).rglob("*.py") if path.name in vague]


def test_nothing_else_stands_at_the_top() -> None:
    allowed = {"bot", "lessons", "storage", "tests", "pyproject.toml", "README.md", "LICENSE"}
    seen = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert seen == allowed


def test_every_room_that_the_readme_names_is_there() -> None:
    [house] = re.findall(r"^## The house\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    layers = ("bot/handlers", "bot/use_cases", "bot/views")
    places = ["", "lessons", "storage/sql", "storage/sqlite", "bot", *layers]
    named = re.findall(r"`([a-z_/]+(?:\.py)?)`", house)
    missing = [
        name
        for name in named
        if not any(
            (ROOT / place / name).exists() or (ROOT / place / f"{name}.py").exists()
            for place in places
        )
    ]
    assert len(named) > 40
    assert not missing


def test_no_module_is_longer_than_one_reads_at_once() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for room in ("bot", "lessons", "storage", "tests")
        for path in (ROOT / room).rglob("*.py")
    }
    assert not {path: lines for path, lines in lengths.items() if lines > 350}

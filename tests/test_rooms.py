"""The rooms of the house are held apart."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# The modules at the edge, which alone may speak to the Telegram library.
EDGE = ("bot/api/", "bot/delivery/", "bot/handlers/", "bot/application.py", "bot/connection.py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def modules(room: str) -> list[tuple[str, set[str]]]:
    found = [
        (path.relative_to(ROOT).as_posix(), set(imports_of(path)))
        for path in sorted((ROOT / room).rglob("*.py"))
    ]
    assert found
    return found


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def test_lessons_knows_neither_storage_nor_bot() -> None:
    for path, names in modules("lessons"):
        assert not roots(names) & {"storage", "bot", "telegram", "aiohttp", "sqlite3"}, path


def test_storage_knows_lessons_but_not_bot() -> None:
    for path, names in modules("storage"):
        assert not roots(names) & {"bot", "telegram", "aiohttp"}, path


def test_only_the_opening_of_a_file_and_its_migrations_use_sqlite_utils() -> None:
    for path, names in modules("storage"):
        if not path.startswith(("storage/sqlite/database.py", "storage/sqlite/migrations/")):
            assert "sqlite_utils" not in roots(names), path


def test_only_the_edge_speaks_to_the_telegram_library() -> None:
    for path, names in modules("bot"):
        if not path.startswith(EDGE):
            assert "telegram" not in roots(names), path


def test_views_and_use_cases_do_no_input_or_output() -> None:
    for room in ("bot/views", "bot/use_cases"):
        for path, names in modules(room):
            assert not roots(names) & {"telegram", "aiohttp", "httpx", "asyncio", "sqlite3"}, path


def test_handlers_hold_no_storage() -> None:
    for path, names in modules("bot/handlers"):
        assert not roots(names) & {"storage", "sqlite3", "sqlite_utils"}, path


def test_the_sandbox_shares_nothing_with_what_it_tests() -> None:
    for path, names in modules("bot/sandbox"):
        ours = {name for name in names if name.partition(".")[0] in {"bot", "lessons", "storage"}}
        assert all(name.startswith("bot.sandbox") for name in ours), path
        assert "telegram" not in roots(names), path


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

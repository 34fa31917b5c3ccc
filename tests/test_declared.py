"""What is imported is declared: nothing works only because another package brings it along."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = {"bot", "lessons", "storage", "tests"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain_name(requirement: str) -> str:
    """Return the name of what is required, as the package index compares names."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


EXTRAS = PROJECT["optional-dependencies"]
# What only some operators need is imported where they ask for it.
DECLARED = {
    plain_name(requirement)
    for requirements in (
        PROJECT["dependencies"],
        *(EXTRAS[name] for name in EXTRAS.keys() - {"dev"}),
    )
    for requirement in requirements
}
FOR_TESTS = DECLARED | {*map(plain_name, EXTRAS["dev"])}


def imports_of(file: Path) -> Iterator[str]:
    """Yield the top module of each import in the file, those in functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_whatever_is_imported_is_declared() -> None:
    packages = packages_distributions()
    undeclared = []
    for room in sorted(OURS):
        declared = FOR_TESTS if room == "tests" else DECLARED
        for file in (ROOT / room).rglob("*.py"):
            for module in sorted(set(imports_of(file)) - OURS - sys.stdlib_module_names):
                brought_by = {plain_name(name) for name in packages.get(module, [module])}
                if not brought_by & declared:
                    undeclared.append(f"{file.relative_to(ROOT)}: {module}, of {brought_by}")
    assert undeclared == []

"""Every store in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import open_store
from storage.interface.store import Store
from tests.support.postgres import TEMPLATE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lessons.db"


@pytest.fixture(params=["memory", "file", pytest.param("postgres", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    if request.param == "postgres":
        server = request.getfixturevalue("server")
        url = server.create(TEMPLATE)
    else:
        url = "sqlite://" if request.param == "memory" else f"sqlite:///{path}"
    opened = open_store(url)
    yield opened
    opened.close()
    if request.param == "postgres":
        server.drop(url)

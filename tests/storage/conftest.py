"""Every store in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import open_store
from storage.interface.store import Store


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'lessons.db'}"
    opened = open_store(url)
    yield opened
    opened.close()

"""Whatever is brought to the webhook, nothing breaks and nobody else is touched."""

from pathlib import Path

import pytest

from tests.support.webhook_fuzz import bring_odd_updates

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def test_thousands_of_odd_updates_break_nothing_and_touch_nobody_else(
    tmp_path: Path,
) -> None:
    found = await bring_odd_updates(tmp_path, seed=14, count=5_000)
    assert found.statuses == {200: 5_000}
    # Telegram knows no such chat as some of them are said to come from.
    assert found.errors.keys() <= {"BadRequest"}
    assert found.touched == []
    assert found.unsound == [("ok",)]
    assert max(found.memory) - found.memory[1] < 40, found.memory

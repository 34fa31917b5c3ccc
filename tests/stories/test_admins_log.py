"""The admins' log is read page by page and taken away as a table, and names who has a name."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.use_cases.admin import authority
from bot.use_cases.admin.log_table import write_log
from bot.views.admin.admins import log
from lessons.delivery.audit import Admin, AuditAction, AuditEntry
from storage import open_store
from storage.interface.store import Store
from tests.support.conversation import Chat, World
from tests.support.sent_files import file_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MANY = authority.LOG_PAGE + 1


@pytest.fixture
def database() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def fill(store: Store) -> None:
    with store.transaction():
        store.add_admin(Admin(1002, 9001, NOW, name="Ben Okri"))
        for number in range(MANY):
            at = NOW + timedelta(minutes=number)
            words = f"=HYPERLINK({number})"
            store.add_audit_entry(
                AuditEntry(at, 1002, AuditAction.SCHEDULED, f"no. {number}", after=words)
            )
        store.add_audit_entry(AuditEntry(NOW, 9001, AuditAction.ADMIN_ADDED, "", 1002))


def test_the_log_names_those_who_carry_a_name_and_leads_to_its_ends(database: Store) -> None:
    fill(database)
    first = authority.read_log(database, None)
    screen = log(first, "UTC")
    assert "9001 gave a seat to Ben Okri (1002)" in screen.text.text
    assert f"Ben Okri (1002) scheduled no. {MANY - 1}" in screen.text.text
    labels = [[button.label for button in row] for row in screen.keyboard]
    assert labels == [["Older"], ["All of it as CSV", "Admin"]]
    older = log(authority.read_log(database, first.older_before_id), "UTC")
    assert "Ben Okri (1002) scheduled no. 0" in older.text.text
    assert [button.label for button in older.keyboard[0]] == ["Newest"]


def test_the_table_has_every_entry_and_no_cell_that_a_spreadsheet_reckons(database: Store) -> None:
    fill(database)
    table = list(csv.DictReader(io.StringIO(write_log(database))))
    assert len(table) == MANY + 1
    assert table[0]["whom"] == "1002"
    assert table[1]["name"] == "Ben Okri"
    assert table[1]["after"] == f"'=HYPERLINK({MANY - 1})"


async def test_an_admin_takes_the_log_away(ben: Chat, root: Chat, world: World) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await root.says("/log")
    await root.presses("All of it as CSV")
    table = list(csv.DictReader(io.StringIO((await file_of(world, root, "document")).decode())))
    assert ("9001", "admin added", "1002") in [
        (row["number"], row["did"], row["whom"]) for row in table
    ]
    assert "Admin" in await root.presses("Admin")
    assert "TOAST" in await ben.forges("log-csv:1")

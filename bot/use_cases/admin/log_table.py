"""The admins' log as a table that opens in a spreadsheet."""

import csv
import io

from bot.use_cases.admin.authority import name_admins
from storage.interface.store import Store

_MOST = 50_000
# A spreadsheet would take what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_log(store: Store) -> str:
    """Return the log as CSV, the newest first, its latest 50,000 lines at most."""
    names = name_admins(store)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["at", "number", "name", "did", "what", "whom", "before", "after"])
    for entry in store.list_audit_entries(_MOST):
        whom = "" if entry.subject_chat_id is None else str(entry.subject_chat_id)
        told = (names.get(entry.actor_id, ""), entry.action, entry.subject)
        row = (*told, whom, entry.before, entry.after)
        at = entry.at.isoformat(timespec="seconds")
        writer.writerow([at, entry.actor_id or "", *map(_as_text, row)])
    return table.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

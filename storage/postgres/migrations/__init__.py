"""Every step of the schema on PostgreSQL, in the order of their names; none is ever changed.

Each is a script in SQL that runs in one transaction with the note that it is done.
"""

from importlib.resources import files


def list_steps() -> dict[str, str]:
    """Return the scripts by the names of their steps, in order."""
    found = (path for path in files(__name__).iterdir() if path.name.endswith(".sql"))
    scripts = {path.name.removesuffix(".sql"): path.read_text("utf-8") for path in found}
    return dict(sorted(scripts.items()))

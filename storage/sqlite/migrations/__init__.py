"""The tables, as migrations. Each one is applied once, in this order, and never edited after.

The rows can be read by people: instants are UTC text of one width (``2026-12-01T08:00:00.000Z``,
so that text order is time order), dates ISO, times ``HH:MM``, weekdays ``mon tue``, states words.
"""

from importlib import import_module
from pkgutil import iter_modules

from storage.sqlite.migrations.registry import migrations

__all__ = ["migrations"]

# A module joins the set when it is loaded, so the order of loading is that of the numbers.
for _name in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_name}")

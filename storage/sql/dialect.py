"""What SQLite and PostgreSQL write differently, side by side.

A statement that both understand is written once, where it is run. What differs in a word or two
takes the word from here; what differs as a whole is a ``Differing``, both texts beside each other.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one of them; each is filled by ``format``."""

    name: str
    ids: str
    """The numbers in a parameter that ``write_ids`` has written, as rows."""
    texts: str
    """The texts in a parameter that is a JSON array, as rows."""
    indexed_by: str
    """A hint which index to go by; one of them takes none and finds it by its statistics."""
    then_join: str
    """Joins what stands left of it first, where the other would choose by itself."""
    instant: str
    """The type of an instant."""
    date: str
    """The type of a date."""


SQLITE = Dialect(
    name="sqlite",
    ids="(SELECT value FROM json_each({}))",
    texts="(SELECT value FROM json_each({}))",
    indexed_by="INDEXED BY {}",
    then_join="CROSS JOIN",
    instant="text",
    date="text",
)
POSTGRES = Dialect(
    name="postgres",
    ids="(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST({} AS json)) AS value)",
    texts="(SELECT value FROM json_array_elements_text(CAST({} AS json)) AS value)",
    indexed_by="",
    then_join="JOIN",
    instant="timestamptz",
    date="date",
)


@dataclass(frozen=True, slots=True)
class Differing:
    """One statement, or a piece of one, as each of them has it."""

    sqlite: str
    postgres: str

    def on(self, dialect: Dialect) -> str:
        """Return the text for that dialect."""
        return self.sqlite if dialect is SQLITE else self.postgres

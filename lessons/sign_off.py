"""That a person reviewed a wording: who, as what, when, and which wording it was.

A sign-off belongs to the very wording that was reviewed, by its fingerprint. Whatever is reworded
is not reviewed any more, without anybody having to think of it; putting the old words back makes
it valid again. It comes with the files, from whoever answers for them, or from a reviewer who signs
in the chat what others wrote.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from lessons.toml_files.fields import Fields

TABLE = "sign_off"
FIELDS = {
    "name": 'name = "Dr. A. Example"',
    "role": 'role = "neurologist"',
    "date": "date = 2027-03-01",
    "fingerprint": 'fingerprint = "be031ce5523b"',
    "next_review": "next_review = 2028-03-01",
}
HOW_TO_SIGN = "\n".join([f"[{TABLE}]", *FIELDS.values()])
_LONGEST = 100
# The field of that name hides the type.
_Day = date


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who reviewed what, as it is written; ``fingerprint`` is that of the reviewed wording, and
    ``next_review`` the day on which it is to be reviewed again, if one is named."""

    name: str
    role: str
    date: date
    fingerprint: str
    next_review: _Day | None = None

    @property
    def reviewer(self) -> str:
        """Return who it was, as what and when: "Dr. A. Example, neurologist, 1 March 2027"."""
        return f"{self.name}, {self.role}, {_in_words(self.date)}"

    @property
    def next_day(self) -> str:
        """Return when it is to be reviewed again, "1 March 2028"; empty if no day is named."""
        return _in_words(self.next_review) if self.next_review else ""


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def read_reviewer(typed: str) -> tuple[str, str] | None:
    """Return name and role of a line such as "Dr. A. Example, neurologist", parted at its last
    comma; ``None`` where either is missing or too long."""
    name, comma, role = (" ".join(part.split()) for part in " ".join(typed.split()).rpartition(","))
    is_whole = comma and all(1 <= len(part) <= _LONGEST for part in (name, role))
    return (name, role) if is_whole else None


def read_sign_off(fields: Fields) -> SignOff | None:
    """Return the sign-off in a file's fields, ``None`` where there is none; faults are added."""
    table = fields.read_table(TABLE, FIELDS)
    if table is None:
        return None
    table.refuse_unknown()
    name, role = table.read_text("name"), table.read_text("role")
    for field, text in (("name", name), ("role", role)):
        if field in table.values and not 1 <= len(text) <= _LONGEST:
            accepted = f"Accepted: 1 to {_LONGEST} characters, as in {FIELDS[field]}"
            table.refuse(field, f'"{field}" has {len(text)} characters', accepted)
    day = _read_day(table, "date") or date.min
    next_review = _read_day(table, "next_review") if "next_review" in table.values else None
    if next_review is not None and next_review <= day:
        accepted = f"Accepted: a later day, as in {FIELDS['next_review']}"
        table.refuse("next_review", '"next_review" does not come after "date"', accepted)
    return SignOff(name, role, day, table.read_text("fingerprint"), next_review)


def _read_day(table: Fields, name: str) -> date | None:
    day = table.values.get(name)
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    table.refuse(name, f'"{name}" is no date', f"Accepted: a date, as in {FIELDS[name]}")
    return None


def hash_wording(fields: Fields) -> str:
    """Return a fingerprint of everything a file says but who reviewed it; comments are free."""
    said = {name: value for name, value in fields.values.items() if name != TABLE}
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:12]


def sign_off_lines(sign_off: SignOff) -> list[str]:
    """Return the TOML of a sign-off, which ``read_sign_off`` reads again."""
    return [
        f"[{TABLE}]",
        f"name = {_quote(sign_off.name)}",
        f"role = {_quote(sign_off.role)}",
        f"date = {sign_off.date.isoformat()}",
        f"fingerprint = {_quote(sign_off.fingerprint)}",
        *([f"next_review = {sign_off.next_review}"] if sign_off.next_review else []),
    ]


def _quote(text: str) -> str:
    """A JSON string is a TOML string, but for the one control character JSON lets through."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def without_mere_name(fields: Fields) -> Fields:
    """Return the fields without ``reviewed_by``, which older files have.

    A name without a fingerprint says nothing of today's wording, so it is refused; an empty one
    claimed nothing and is left out.
    """
    values = dict(fields.values)
    if values.pop("reviewed_by", ""):
        remedy = f"Sign the wording that was reviewed: [{TABLE}] with {', '.join(FIELDS)}."
        fields.refuse("reviewed_by", "a name alone is no review of this wording", remedy)
    return replace(fields, values=values)

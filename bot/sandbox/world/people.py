"""The people of the sandbox: three ready-made ones and as many more as a test wants."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import DoorError


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; ``name`` is the short name that door 2 uses."""

    id: int
    name: str
    first_name: str
    language_code: str
    last_name: str | None = None

    def user(self) -> dict[str, Any]:
        """Return the person as the Bot API's User."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name is not None:
            user["last_name"] = self.last_name
        user["username"] = self.name
        user["language_code"] = self.language_code
        return user

    def card(self) -> dict[str, Any]:
        """Return the person as door 2 lists people."""
        return {"id": self.id, "name": self.name, "language_code": self.language_code}


PEOPLE = (
    Person(1001, "ada", "Ada", "de", "Lindqvist"),
    Person(1002, "ben", "Ben", "en"),
    Person(9001, "root", "Root", "en"),
)

# Who stands as the sender of what an anonymous admin writes (Bot API, Message.from).
ANONYMOUS_ADMIN: dict[str, Any] = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}

FIRST_EXTRA_ID = 10_001


class Population:
    """Everybody in the sandbox, found by id or by name."""

    def __init__(self) -> None:
        self._by_id = {person.id: person for person in PEOPLE}
        self._by_name = {person.name: person for person in PEOPLE}
        self._next_id = FIRST_EXTRA_ID

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    @property
    def added_count(self) -> int:
        """How many there are beside the ready-made ones."""
        return self._next_id - FIRST_EXTRA_ID

    def add(self, count: int) -> list[Person]:
        """Return ``count`` new people."""
        people = []
        for person_id in range(self._next_id, self._next_id + count):
            person = Person(person_id, f"person{person_id}", f"Person {person_id}", "en")
            self._by_id[person.id] = person
            self._by_name[person.name] = person
            people.append(person)
        self._next_id += count
        return people

    def find(self, person_id: int) -> Person | None:
        """Return the person with this id, or None."""
        return self._by_id.get(person_id)

    def find_named(self, name: str) -> Person | None:
        """Return the person with this short name, or None."""
        return self._by_name.get(name.lower())

    def get(self, given: object) -> Person:
        """Return the person that a name or an id names; DoorError 404 if there is none."""
        person = None
        if isinstance(given, int):
            person = self._by_id.get(given)
        elif isinstance(given, str):
            person = self.find_named(given)
            if person is None and given.isdecimal():
                person = self._by_id.get(int(given))
        if person is None:
            names = ", ".join(f'"{known.name}"' for known in PEOPLE)
            raise DoorError(
                f"nobody here is called {given!r}: give {names}, or the id of somebody made with"
                " POST /sandbox/people",
                404,
            )
        return person

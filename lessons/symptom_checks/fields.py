"""What the tables of a symptom check's file hold, and how each kind of field is read."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from lessons.errors import LessonADayError
from lessons.sign_off import FIELDS, TABLE
from lessons.symptom_checks.check import Level
from lessons.toml_files.fields import Fields
from lessons.toml_files.problems import Problem

Named = TypeVar("Named", bound=StrEnum)

# Each table's fields, with a correct line of each.
TOP = {
    "id": 'id = "back-and-head"',
    "title": 'title = "Back and head check"',
    "revision": "revision = 1",
    TABLE: f"[{TABLE}] {' '.join(FIELDS.values())}",
    "crisis": 'crisis = "Call a crisis line now."',
    "sources": '[sources] CG150 = "NICE guideline CG150"',
    "for_another": '[for_another] "Do not drive." = "Do not drive {them} yourself."',
    "links": '[links] CG150 = "https://www.nice.org.uk/guidance/cg150"',
    "groups": '[groups] any_fever = ["fever", "fever_cold"]',
    "disposition": "[[disposition]]",
    "order": "[[order]]",
    "advice": "[[advice]]",
    "contact": "[[contact]]",
    "care": "[[care]]",
    "safety_net": "[[safety_net]]",
    "screen": "[[screen]]",
    "rule": "[[rule]]",
}
_DISPOSITION = {
    "level": 'level = "same_day"',
    "title": 'title = "Speak to a clinician today"',
    "icon": 'icon = "🔶"',
    "when": 'when = "Today."',
    "whom": 'whom = "Your doctor or a nurse line."',
    "consult": 'consult = "Call a clinician today."',
    "seen": 'seen = "be seen today"',
    "watch": 'watch = ["Call again if it gets worse."]',
    "take": 'take = ["Your list of medicines."]',
}
_ORDER = {
    "kind": 'kind = "ambulance"',
    "whom": 'whom = "Call {number} for an ambulance."',
    "do": 'do = ["Unlock the door."]',
    "later": 'later = ["Have your list of medicines ready."]',
    "only_if": 'only_if = ["age_baby"]',
}
_SAID = {
    "only_if": 'only_if = ["headache"]',
    "not_for": 'not_for = ["pregnant"]',
    "say": 'say = ["Drink water."]',
    "sources": 'sources = ["CG150"]',
}
_ADVICE = {
    "only_if": 'only_if = ["pregnant"]',
    "say": 'say = "Call your maternity unit first."',
}
_SCREEN = {
    "id": 'id = "urgent"',
    "kind": 'kind = "ticks"',
    "why": 'why = "Some causes of back pain cannot wait."',
    "ask": 'ask = "Do you have any of these right now?"',
    "only_if": 'only_if = ["back"]',
    "always": "always = true",
    "not_sure": "not_sure = true",
    "also": 'also = ["fever"]',
    "finding": "[[screen.finding]]",
    "option": "[[screen.option]]",
}
_OPTION = {
    "id": 'id = "age_65_plus"',
    "say": 'say = "65 or older"',
    "report": 'report = "I am 65 or older."',
    "voice": 'voice = "child"',
}
_GROUND = {
    "order": 'order = "ambulance"',
    "basis": 'basis = "guideline"',
    "sources": 'sources = ["CG150"]',
    "note": 'note = "What the reviewer should know."',
}
_FINDING = {
    "id": 'id = "fever"',
    "say": 'say = "Fever or shivers."',
    "button": 'button = "Fever or shivers"',
    "told_as": 'told_as = "Fever"',
    "hint": 'hint = "Fever: 38 C, 100.4 F or more."',
    "red_flag": "red_flag = true",
    "only_if": 'only_if = ["pregnant"]',
    "alone": 'alone = "emergency_now"',
    **_GROUND,
}
_RULE = {
    "id": 'id = "fever_with_back_pain"',
    "all": 'all = ["back", "fever"]',
    "level": 'level = "same_day"',
    "why": 'why = "Back pain with a fever."',
    **_GROUND,
}
_EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "disposition": _DISPOSITION,
    "order": _ORDER,
    "advice": _ADVICE,
    "contact": _SAID,
    "care": _SAID,
    "safety_net": _SAID,
    "screen": _SCREEN,
    "rule": _RULE,
    "finding": _FINDING,
    "option": _OPTION,
}


class SymptomCheckFileError(LessonADayError):
    """A check cannot be loaded; the message names the file, the line and the remedy.

    ``problems`` holds every error that was found; the message tells the first.
    """

    def __init__(self, problems: list[Problem]) -> None:
        first, *others = problems
        more = f" ({len(others)} more in this check)" if others else ""
        super().__init__(f"{first}{more}", operator=f"{first}{more}")
        self.problems = tuple(problems)


def find_tables(parent: Fields, name: str) -> Iterator[Fields]:
    """Yield the tables of an array in ``parent``, each with lines and examples of its own."""
    value = parent.values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        parent.refuse(name, f'"{name}" is no list of tables', f"Write [[{name}]] for each one.")
        return
    for number, values in enumerate(value):
        table = f"{parent.table}.{name}.{number}" if parent.table else f"{name}.{number}"
        yield Fields(values, _EXAMPLES[name], parent.file, parent.lines, parent.problems, table)


def read_sources(top: Fields) -> dict[str, str]:
    """Return each source's citation by its key."""
    table = top.values.get("sources")
    if not isinstance(table, dict):
        top.refuse("sources", "there are no sources", f"Accepted: {TOP['sources']}")
        return {}
    return {key: str(citation) for key, citation in table.items()}


def read_other_words(top: Fields) -> dict[str, str]:
    """Return sentences as they are said to who answers for another."""
    table = top.values.get("for_another", {})
    if isinstance(table, dict) and all(isinstance(say, str) for say in table.values()):
        return table
    remedy = f"Accepted: sentences, as in {TOP['for_another']}"
    top.refuse("for_another", '"for_another" is no table of sentences', remedy)
    return {}


def read_words(place: Fields, name: str) -> str:
    """Return a string that is not empty."""
    text = place.read_text(name)
    if not text and isinstance(place.values.get(name), str):
        place.refuse(name, f'"{name}" is empty', f"Accepted: words, as in {place.examples[name]}")
    return text


def read_optional_text(place: Fields, name: str) -> str:
    """Return a string, ``""`` if the field is left out."""
    return place.read_text(name) if name in place.values else ""


def read_optional_texts(place: Fields, name: str) -> tuple[str, ...]:
    """Return a list of strings, an empty one if the field is left out."""
    return place.read_texts(name) if name in place.values else ()


def read_flag(place: Fields, name: str) -> bool:
    """Return a claim, false if the field is left out."""
    value: object = place.values.get(name, False)
    if isinstance(value, bool):
        return value
    place.refuse(name, f'"{name}" is neither true nor false', f"Accepted: {place.examples[name]}")
    return False


def read_links(top: Fields, sources: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the sources that were opened; the table may be left out."""
    place = top.read_table("links", {})
    links = {key: str(link) for key, link in place.values.items()} if place else {}
    for key, link in links.items():
        if place and (key not in sources or not link.startswith("https://")):
            place.refuse(key, f'"{key}" is no link of a source', f"Accepted: {TOP['links']}")
    return links


def read_level(place: Fields, name: str) -> Level:
    """Return a level; the lowest after a fault."""
    code = place.read_text(name)
    for level in Level:
        if level.code == code:
            return level
    if code:
        accepted = ", ".join(level.code for level in Level)
        place.refuse(name, f'"{code}" is no level', f"Accepted: {accepted}.")
    return Level.SELF_CARE_WITH_SAFETY_NET


def read_name(place: Fields, name: str, names: type[Named]) -> Named | None:
    """Return one of the names, or ``None`` after a fault."""
    value = place.read_text(name)
    if value in set(names):
        return names(value)
    if value:
        remedy = f"Accepted: {' or '.join(names)}, as in {place.examples[name]}"
        place.refuse(name, f'"{name}" is "{value}"', remedy)
    return None

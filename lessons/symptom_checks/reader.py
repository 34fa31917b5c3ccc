"""The symptom check's file: read whole, and refused with line and remedy unless it is sound."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from lessons.sign_off import hash_wording, read_sign_off, without_mere_name
from lessons.symptom_checks.check import (
    Advice,
    Basis,
    Condition,
    Disposition,
    Finding,
    Level,
    Option,
    Order,
    OrderKind,
    Rule,
    Screen,
    ScreenKind,
    SymptomCheck,
    Voice,
)
from lessons.symptom_checks.fields import (
    TOP,
    SymptomCheckFileError,
    find_tables,
    read_flag,
    read_level,
    read_links,
    read_name,
    read_optional_text,
    read_optional_texts,
    read_other_words,
    read_sources,
    read_words,
)
from lessons.symptom_checks.lint import Places, find_faults
from lessons.toml_files.fields import Fields, parse_fields, read_course_text
from lessons.toml_files.lines import find_lines
from lessons.toml_files.problems import Problem

BUILT_IN = Path(str(resources.files("lessons.symptom_checks"))) / "back-and-head.toml"

_CONDITIONS = 'all = ["back", "fever"]'
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NEGATION = re.compile(r"(?:!|-|~|(?:not|no|without|unless)[ _:])", re.IGNORECASE)
_NEGATING_FIELDS = frozenset(["not", "none", "no", "unless", "without", "absent", "except"])


def load_check(file: Path = BUILT_IN) -> SymptomCheck:
    """Return the check in that file; it is sound in every way that ``find_faults`` knows.

    Raises:
        SymptomCheckFileError: naming file, line, problem and remedy.
    """
    problems: list[Problem] = []
    text = read_course_text(file, problems)
    if text is None:
        raise SymptomCheckFileError(problems)
    return parse_check(text, file=file)


@cache
def load_built_in_check() -> SymptomCheck:
    """Return the check that comes with the program; it is read once a process.

    Raises:
        SymptomCheckFileError: naming file, line, problem and remedy.
    """
    return load_check()


def parse_check(text: str, *, file: Path) -> SymptomCheck:
    """Return the check that is written in a TOML text; ``file`` is named in errors.

    Raises:
        SymptomCheckFileError: naming file, line, problem and remedy.
    """
    problems: list[Problem] = []
    top = parse_fields(text, TOP, file=file, lines_before=0, problems=problems)
    if top is None:
        raise SymptomCheckFileError(problems)
    lines = find_lines(text)
    reader = _CheckReader(without_mere_name(Fields(top.values, TOP, file, lines, problems)))
    check = reader.read(hashlib.blake2s(text.encode(), digest_size=2).digest())
    if not problems:
        find_faults(check, reader.places)
    if problems:
        raise SymptomCheckFileError(sorted(problems, key=lambda problem: problem.line))
    return check


@dataclass(slots=True)
class _CheckReader:
    """Reads one file; faults go to the problems that ``top`` carries."""

    top: Fields
    places: Places = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    alone: list[Rule] = field(default_factory=list)

    def read(self, fingerprint: bytes) -> SymptomCheck:
        self.top.refuse_unknown()
        self._learn_names()
        sources = read_sources(self.top)
        screens = self._read_screens()
        dispositions = [self._read_disposition(p) for p in find_tables(self.top, "disposition")]
        check = SymptomCheck(
            check_id=read_words(self.top, "id"),
            title=read_words(self.top, "title"),
            revision=self._read_revision(),
            sign_off=read_sign_off(self.top),
            wording=hash_wording(self.top),
            fingerprint=fingerprint,
            sources=sources,
            links=read_links(self.top, sources),
            screens=screens,
            rules=(*self.alone, *map(self._read_rule, find_tables(self.top, "rule"))),
            dispositions={item.level: item for item in dispositions},
            orders=tuple(map(self._read_order, find_tables(self.top, "order"))),
            advice=tuple(map(self._read_advice, find_tables(self.top, "advice"))),
            contact=tuple(map(self._read_said, find_tables(self.top, "contact"))),
            care=tuple(map(self._read_said, find_tables(self.top, "care"))),
            safety_net=tuple(map(self._read_said, find_tables(self.top, "safety_net"))),
            crisis=read_words(self.top, "crisis"),
            for_another=read_other_words(self.top),
        )
        self.places["check"] = self.top
        for level in Level:
            if level not in check.dispositions:
                self.top.refuse(
                    "disposition",
                    f'no disposition has the level "{level.code}"',
                    f'Write one, as in [[disposition]] level = "{level.code}"',
                )
        return check

    def _read_revision(self) -> int:
        number = self.top.read_number("revision")
        if number is not None and number < 1:
            remedy = f"Accepted: a whole number from 1 on, as in {TOP['revision']}"
            self.top.refuse("revision", f'"revision" is {number}', remedy)
        return number or 0

    def _learn_names(self) -> None:
        """Collect every fact first, so that a condition may name what stands below it."""
        for screen in find_tables(self.top, "screen"):
            for kind in ("finding", "option"):
                for table in find_tables(screen, kind):
                    name = table.values.get("id")
                    if isinstance(name, str):
                        if name in self.facts:
                            table.refuse("id", f'"{name}" is there twice', "Give each its own id.")
                        self.facts.add(name)
        groups = self.top.read_table("groups", {})
        for name, members in groups.values.items() if groups else ():
            assert groups is not None
            if not isinstance(members, list) or not members:
                groups.refuse(name, f'"{name}" lists nothing', f"Accepted: {TOP['groups']}")
                continue
            if name in self.facts:
                groups.refuse(name, f'"{name}" is a fact too', "Give the group another name.")
            for member in members:
                if member not in self.facts:
                    self._refuse_name(groups, name, str(member))
            self.groups[name] = frozenset(map(str, members))

    def _read_screens(self) -> tuple[Screen, ...]:
        found: dict[str, Finding] = {}
        screens = []
        for place in find_tables(self.top, "screen"):
            self._refuse_unknown(place)
            screen_id = self._read_id(place, "screen")
            kind = read_name(place, "kind", ScreenKind)
            also = read_optional_texts(place, "also")
            for name in also:
                if name not in found:
                    remedy = "List a finding of a screen above, as in " + 'also = ["fever"]'
                    place.refuse("also", f'"{name}" is no finding of a screen above', remedy)
            own = [self._read_finding(table) for table in find_tables(place, "finding")]
            found |= {finding.finding_id: finding for finding in own}
            screens.append(
                Screen(
                    screen_id=screen_id,
                    kind=kind or ScreenKind.TICKS,
                    ask=read_words(place, "ask"),
                    why=read_optional_text(place, "why"),
                    findings=(*(found[n] for n in also if n in found), *own),
                    options=tuple(map(self._read_option, find_tables(place, "option"))),
                    only_if=self._read_conditions(place, "only_if", optional=True),
                    is_always_asked=read_flag(place, "always"),
                    offers_not_sure=kind is ScreenKind.TICKS or read_flag(place, "not_sure"),
                )
            )
        return tuple(screens)

    def _read_finding(self, place: Fields) -> Finding:
        self._refuse_unknown(place)
        finding_id = self._read_id(place, "finding")
        button = read_words(place, "button")
        say = read_words(place, "say") if "say" in place.values else button
        if "alone" in place.values:
            condition = Condition(finding_id, frozenset([finding_id]))
            level = read_level(place, "alone")
            self.alone.append(self._read_ground(place, finding_id, (condition,), level, say, True))
        return Finding(
            finding_id=finding_id,
            say=say,
            button=button,
            is_red_flag=read_flag(place, "red_flag"),
            only_if=self._read_conditions(place, "only_if", optional=True),
            hint=read_optional_text(place, "hint"),
            told_as=read_optional_text(place, "told_as"),
        )

    def _read_option(self, place: Fields) -> Option:
        self._refuse_unknown(place)
        return Option(
            option_id=self._read_id(place, "option"),
            say=read_words(place, "say"),
            report=read_optional_text(place, "report"),
            voice=read_name(place, "voice", Voice) if "voice" in place.values else None,
        )

    def _read_rule(self, place: Fields) -> Rule:
        self._refuse_unknown(place)
        rule_id = self._read_id(place, "rule")
        conditions = self._read_conditions(place, "all")
        level = read_level(place, "level")
        return self._read_ground(place, rule_id, conditions, level, read_words(place, "why"), False)

    def _read_ground(
        self,
        place: Fields,
        rule_id: str,
        conditions: tuple[Condition, ...],
        level: Level,
        why: str,
        alone: bool,
    ) -> Rule:
        basis = read_name(place, "basis", Basis)
        sources = read_optional_texts(place, "sources")
        if basis is Basis.GUIDELINE and not sources:
            remedy = 'Name it, as in sources = ["CG150"], or write basis = "judgement"'
            place.refuse("sources", f'"{rule_id}" follows a guideline that is not named', remedy)
        note = read_optional_text(place, "note")
        order = read_name(place, "order", OrderKind) if "order" in place.values else None
        if (order is not None) is not (level is Level.EMERGENCY_NOW):
            place.refuse(
                "order",
                f'"{rule_id}" is an emergency without an order, or has one and is none',
                'An emergency says who must act, as in order = "ambulance"; nothing else does.',
            )
        ground = basis or Basis.JUDGEMENT
        return Rule(rule_id, conditions, level, ground, sources, why, note, alone, order)

    def _read_disposition(self, place: Fields) -> Disposition:
        self._refuse_unknown(place)
        level = read_level(place, "level")
        if f"disposition:{level.code}" in self.places:
            place.refuse("level", f'the level "{level.code}" is there twice', "Keep one of them.")
        self.places[f"disposition:{level.code}"] = place
        return Disposition(
            level=level,
            title=read_words(place, "title"),
            icon=read_words(place, "icon"),
            when=read_words(place, "when"),
            whom=read_words(place, "whom"),
            consult=read_words(place, "consult"),
            watch=place.read_texts("watch"),
            seen=read_optional_text(place, "seen"),
            take=read_optional_texts(place, "take"),
        )

    def _read_order(self, place: Fields) -> Order:
        self._refuse_unknown(place)
        kind = read_name(place, "kind", OrderKind) or OrderKind.AMBULANCE
        self.places[f"order:{kind}"] = place
        whom, do = read_words(place, "whom"), place.read_texts("do")
        only_if = self._read_conditions(place, "only_if", optional=True)
        return Order(kind, whom, do, read_optional_texts(place, "later"), only_if)

    def _read_advice(self, place: Fields) -> Advice:
        self._refuse_unknown(place)
        self.places.setdefault("advice", place)
        return Advice(self._read_conditions(place, "only_if"), (read_words(place, "say"),))

    def _read_said(self, place: Fields) -> Advice:
        self._refuse_unknown(place)
        return Advice(
            self._read_conditions(place, "only_if"),
            place.read_texts("say"),
            read_optional_texts(place, "sources"),
            self._read_conditions(place, "not_for", optional=True),
        )

    def _read_conditions(
        self, place: Fields, name: str, *, optional: bool = False
    ) -> tuple[Condition, ...]:
        if optional and name not in place.values:
            return ()
        names = place.read_texts(name)
        if not names and isinstance(place.values.get(name), list):
            place.refuse(name, f'"{name}" lists nothing', f"Accepted: {place.examples[name]}")
        conditions = []
        for item in names:
            facts = self.groups.get(item) or (frozenset([item]) & self.facts)
            if not facts:
                self._refuse_name(place, name, item)
            conditions.append(Condition(item, facts))
        return tuple(conditions)

    def _refuse_name(self, place: Fields, name: str, item: str) -> None:
        if _NEGATION.match(item):
            place.refuse(
                name,
                f'"{item}" is a negation, and an answer must never make a result milder',
                "Make the reassuring answer the absence of a finding, as in"
                ' "fever, not just with a cold" beside "fever with a cold"',
            )
        else:
            remedy = "Name the id of a finding, an option or a group, as in " + _CONDITIONS
            place.refuse(name, f'"{item}" is no finding, option or group', remedy)

    def _refuse_unknown(self, place: Fields) -> None:
        for name in place.values:
            if name in _NEGATING_FIELDS and name not in place.examples:
                remedy = "Rules join positive conditions only, as in " + _CONDITIONS
                place.refuse(name, f'"{name}" is a negation', remedy)
                return
        place.refuse_unknown()

    def _read_id(self, place: Fields, kind: str) -> str:
        name = place.read_text("id")
        if name and not _ID.fullmatch(name):
            place.refuse(
                "id",
                f'"{name}" is no id',
                f"Accepted: small letters, digits and _, as in {place.examples['id']}",
            )
        if f"{kind}:{name}" in self.places:
            place.refuse("id", f'the {kind} "{name}" is there twice', "Give each its own id.")
        self.places[f"{kind}:{name}"] = place
        return name

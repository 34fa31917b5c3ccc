"""The symptom check as data: what may be asked, what follows from it, and on what ground.

A **fact** is the id of a finding or of an option: one thing that a person may report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from lessons.sign_off import SignOff


class Level(IntEnum):
    """How soon to see someone; a higher level is sooner."""

    SELF_CARE_WITH_SAFETY_NET = 0
    ROUTINE = 1
    WITHIN_DAYS = 2
    SAME_DAY = 3
    EMERGENCY_NOW = 4

    @property
    def code(self) -> str:
        """The level's name in files: ``emergency_now``."""
        return self.name.lower()


class Basis(StrEnum):
    """What a level rests on: a ``GUIDELINE`` that is named, or the authors' ``JUDGEMENT``."""

    GUIDELINE = "guideline"
    JUDGEMENT = "judgement"


class OrderKind(StrEnum):
    """Who must act in an emergency; the first of those that apply is the one that is told."""

    AMBULANCE = "ambulance"
    CRISIS = "crisis"
    MATERNITY_UNIT = "maternity_unit"
    EMERGENCY_DEPARTMENT = "emergency_department"


class Voice(StrEnum):
    """Whom a check is about; its words follow."""

    ME = "me"
    CHILD = "child"
    ADULT = "adult"


class ScreenKind(StrEnum):
    """A ``NOTICE`` is read, of a ``CHOICE`` one is taken, of ``TICKS`` any number.

    A notice may offer to say whom the check is about, and is left with that.
    """

    NOTICE = "notice"
    CHOICE = "choice"
    TICKS = "ticks"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if any of ``facts`` does; ``name`` is the one fact, or the group's name."""

    name: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that can be ticked. ``button`` is what people read, ``say`` what it means in full.

    ``hint`` stands in the text where no button could say it, and is ``""`` elsewhere. It is shown
    only to people for whom every condition of ``only_if`` holds. ``told_as`` is how a clinician
    is told of it, where the button names several things of which one was meant.
    """

    finding_id: str
    say: str
    button: str
    is_red_flag: bool = False
    only_if: tuple[Condition, ...] = ()
    hint: str = ""
    told_as: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. ``report`` is how the person would say it; ``""`` if left out.

    ``voice`` is there where it says whom the check is about.
    """

    option_id: str
    say: str
    report: str = ""
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One message of the check.

    It is asked of people for whom every condition of ``only_if`` holds, and then only if an
    answer could still raise the level, or if ``is_always_asked``. A finding that stands on
    several screens is shown on the first of them that is asked. ``why`` says what the
    question is for and what its words mean; ``""`` if left out.
    """

    screen_id: str
    kind: ScreenKind
    ask: str
    findings: tuple[Finding, ...] = ()
    options: tuple[Option, ...] = ()
    only_if: tuple[Condition, ...] = ()
    is_always_asked: bool = False
    offers_not_sure: bool = False
    why: str = ""
    facts: frozenset[str] = field(init=False)
    """Everything that can be answered here."""

    def __post_init__(self) -> None:
        facts = [finding.finding_id for finding in self.findings]
        facts += [option.option_id for option in self.options]
        object.__setattr__(self, "facts", frozenset(facts))


@dataclass(frozen=True, slots=True)
class Rule:
    """If every condition holds, the level is at least ``level``.

    ``alone`` says that the rule is a finding's own level. ``note`` is for the reviewer.
    ``order`` is there for every emergency, and for nothing else.
    """

    rule_id: str
    conditions: tuple[Condition, ...]
    level: Level
    basis: Basis
    sources: tuple[str, ...]
    why: str
    note: str = ""
    alone: bool = False
    order: OrderKind | None = None

    @property
    def facts(self) -> frozenset[str]:
        """Everything that the rule reads."""
        return frozenset().union(*(condition.facts for condition in self.conditions))


@dataclass(frozen=True, slots=True)
class Disposition:
    """Where a check ends. ``consult`` advises to see a clinician, whatever the level.

    ``seen`` completes "A checklist said:" and is ``""`` for care at home; ``watch`` says when to
    act sooner, and may hold ``{number}``; ``take`` what to have at hand. In an emergency an order
    says whom.
    """

    level: Level
    title: str
    icon: str
    when: str
    whom: str
    consult: str
    watch: tuple[str, ...]
    seen: str = ""
    take: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What to do in an emergency, and ``later``, when help is on its way. ``whom`` may hold
    ``{number}``, the emergency number. It is for people for whom every condition of ``only_if``
    holds."""

    kind: OrderKind
    whom: str
    do: tuple[str, ...]
    later: tuple[str, ...] = ()
    only_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Sentences for people for whom every condition of ``only_if`` holds, and none of ``not_for``.

    They change no level, so they may hang on what is not there.
    """

    only_if: tuple[Condition, ...]
    say: tuple[str, ...]
    sources: tuple[str, ...] = ()
    not_for: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class SymptomCheck:
    """A whole check, sound by construction if a file loader made it.

    ``sources`` maps keys to citations, ``links`` those that were opened to their addresses.
    ``wording`` is a short hash of all that the file says but
    its ``sign_off``, which may be for another wording. ``fingerprint`` (two bytes) changes with
    every change of the file, so that a button made from another text is known. ``orders`` stand
    in the order of their urgency; ``contact`` is whom some people see instead of whom the
    disposition names, if it is no emergency; ``care`` is what to do at home, ``safety_net``
    when to act sooner, by complaint. ``for_another`` holds sentences as they are said to who
    answers for another, and ``in_other_words`` the whole check in those words, made when it is
    first needed.
    """

    check_id: str
    title: str
    revision: int
    sign_off: SignOff | None
    wording: str
    fingerprint: bytes
    sources: dict[str, str]
    links: dict[str, str]
    screens: tuple[Screen, ...]
    rules: tuple[Rule, ...]
    dispositions: dict[Level, Disposition]
    orders: tuple[Order, ...]
    advice: tuple[Advice, ...]
    contact: tuple[Advice, ...]
    care: tuple[Advice, ...]
    safety_net: tuple[Advice, ...]
    crisis: str
    for_another: Mapping[str, str] = field(default_factory=dict)
    in_other_words: dict[Voice, "SymptomCheck"] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def review(self) -> SignOff | None:
        """Return who reviewed it as it reads now; ``None`` if nobody did."""
        sign_off = self.sign_off
        return sign_off if sign_off and sign_off.fingerprint == self.wording else None

    def get_screen(self, screen_id: str) -> Screen:
        """Return the screen of that id; raises ``KeyError``."""
        for screen in self.screens:
            if screen.screen_id == screen_id:
                return screen
        raise KeyError(screen_id)

    def findings(self) -> Iterator[Finding]:
        """Yield every finding once, in the order of the screens."""
        seen = set()
        for screen in self.screens:
            for finding in screen.findings:
                if finding.finding_id not in seen:
                    seen.add(finding.finding_id)
                    yield finding

"""Which rules apply to what is known."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lessons.symptom_checks.check import Level, Rule


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that applies. ``level`` is below the rule's own by one for each doubt in it."""

    rule: Rule
    level: Level


def fire(
    rules: Iterable[Rule], present: AbstractSet[str], doubtful: AbstractSet[str]
) -> list[Fired]:
    """Return what applies, the highest level first.

    A condition that holds only by doubtful facts takes one level off: so a doubt about a red
    flag means the same day, and two doubts that only together make an emergency mean less.
    """
    fired = []
    for rule in rules:
        doubts = 0
        for condition in rule.conditions:
            if condition.facts.isdisjoint(present):
                doubts += rule.level if condition.facts.isdisjoint(doubtful) else 1
                if doubts >= rule.level:
                    break
        if doubts < rule.level:
            fired.append(Fired(rule, Level(rule.level - doubts)))
    return sorted(fired, key=lambda item: -item.level)

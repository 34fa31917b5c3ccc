"""The symptom check as a page for its reviewer, and as a Mermaid graph."""

from collections.abc import Iterable, Iterator, Sequence

from lessons.symptom_checks.check import Advice, Basis, Condition, Level, Rule, Screen, SymptomCheck


def reviewer_of(check: SymptomCheck) -> str:
    """Return who reviewed the check as it reads now, or that nobody did."""
    if check.review:
        return check.review.reviewer
    if check.sign_off:
        return f"nobody as it reads now: reworded since {check.sign_off.reviewer}"
    return "nobody yet: not reviewed by a clinician"


def as_document(check: SymptomCheck) -> str:
    """Return the whole check as Markdown; what rests on judgement comes first."""
    reviewed = reviewer_of(check)
    lines = [f"# {check.title}", "", f"Revision {check.revision}. Reviewed by {reviewed}.", ""]
    judged = [rule for rule in check.rules if rule.basis is Basis.JUDGEMENT]
    lines += [
        f"## Please read first: {len(judged)} levels that rest on judgement",
        "",
        *_list_rules(judged),
        "",
        "## The screens, in their order",
        "",
    ]
    for screen in check.screens:
        lines += _describe_screen(check, screen)
    lines += ["## What findings mean together", ""]
    lines += [*_list_rules(rule for rule in check.rules if not rule.alone), ""]
    lines += ["## Where the check ends", ""]
    for level in sorted(check.dispositions, reverse=True):
        end = check.dispositions[level]
        lines += [
            f"### {end.title} {end.icon} ({level.code})",
            "",
            f"- When: {end.when}",
            f"- Whom: {end.whom}",
            f"- Advice: {end.consult}",
            *(f"- Watch: {watch}" for watch in end.watch),
            *(f"- Have ready: {take}" for take in end.take),
            "",
        ]
    lines += ["## Whom to turn to in an emergency, the first that applies", ""]
    for order in check.orders:
        who = f" ({_names(order.only_if)})" if order.only_if else ""
        said = " ".join([order.whom, *order.do, *order.later])
        lines.append(f"- **{order.kind}**{who}: {said}")
    lines += [f"- Thoughts of ending one's life: {check.crisis}", ""]
    for heading, items in (
        ("Told to some", check.advice),
        ("Whom some see first", check.contact),
        ("What to do at home", check.care),
        ("When to act sooner", check.safety_net),
    ):
        lines += [f"## {heading}", ""]
        lines += [
            f"- {_people(item)}: {' '.join(item.say)}{_told_by(item.sources)}" for item in items
        ]
        lines.append("")
    lines += ["## Said otherwise to who answers for another; the rest is turned by pronouns", ""]
    lines += [f"- {own} → {other}" for own, other in check.for_another.items()]
    lines += ["", "## Sources", ""]
    lines += [
        f"- {key}: {citation} {check.links.get(key, '')}".rstrip()
        for key, citation in check.sources.items()
    ]
    return "\n".join([*lines, ""])


def as_mermaid(check: SymptomCheck) -> str:
    """Return the check as a flowchart: screens downwards, and what leads to which end."""
    lines = ["flowchart TD"]
    for level in sorted(check.dispositions, reverse=True):
        lines.append(f'    {level.code}(["{_quote(check.dispositions[level].title)}"])')
    for number, screen in enumerate(check.screens):
        gate = f"<br/>only: {_names(screen.only_if)}" if screen.only_if else ""
        lines.append(f'    s_{screen.screen_id}["{_quote(_first_line(screen))}{gate}"]')
        if number:
            lines.append(f"    s_{check.screens[number - 1].screen_id} --> s_{screen.screen_id}")
    buttons = {finding.finding_id: finding.button for finding in check.findings()}
    homes: dict[str, str] = {}
    for screen in check.screens:
        for fact in screen.facts:
            homes.setdefault(fact, screen.screen_id)
    for rule in check.rules:
        if rule.alone:
            button = _quote(buttons[rule.rule_id])
            lines.append(f'    s_{homes[rule.rule_id]} -->|"{button}"| {rule.level.code}')
            continue
        lines.append(f'    r_{rule.rule_id}{{{{"{_quote(rule.why)}"}}}} --> {rule.level.code}')
        for home in sorted({homes[fact] for fact in rule.facts}):
            lines.append(f"    s_{home} -.-> r_{rule.rule_id}")
    last = check.screens[-1].screen_id
    lines.append(f'    s_{last} -->|"nothing fired"| {Level.SELF_CARE_WITH_SAFETY_NET.code}')
    return "\n".join([*lines, ""])


def _describe_screen(check: SymptomCheck, screen: Screen) -> Iterator[str]:
    alone = {rule.rule_id: rule for rule in check.rules if rule.alone}
    yield f"### {screen.screen_id}"
    yield ""
    if screen.only_if:
        yield f"Asked only with: {_names(screen.only_if)}."
        yield ""
    yield screen.ask.strip()
    yield ""
    if screen.why:
        yield f"Why it is asked: {screen.why}"
        yield ""
    for finding in screen.findings:
        rule = alone.get(finding.finding_id)
        flag = "red flag, " if finding.is_red_flag else ""
        level = f"{rule.level.code}; {_ground(rule)}" if rule else "counts only with others"
        gate = f"; asked only with {_names(finding.only_if)}" if finding.only_if else ""
        yield f"- **{finding.say}** `{finding.finding_id}`: {flag}{level}{gate}"
        hint = f" Above it: {finding.hint}" if finding.hint else ""
        yield f"  Button: {finding.button}.{hint}"
    for option in screen.options:
        yield f"- {option.say} `{option.option_id}`"
    yield ""


def _list_rules(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in sorted(rules, key=lambda rule: -rule.level):
        names = "" if rule.alone else f" ({_names(rule.conditions)})"
        note = f" {rule.note}" if rule.note else ""
        level = f"{rule.level.code}, {rule.order}" if rule.order else rule.level.code
        yield f"- **{level}** `{rule.rule_id}`{names}: {rule.why} {_ground(rule)}.{note}"


def _ground(rule: Rule) -> str:
    return f"{rule.basis}{_told_by(rule.sources)}"


def _told_by(sources: Sequence[str]) -> str:
    return f": {', '.join(sources)}" if sources else ""


def _names(conditions: Iterable[Condition]) -> str:
    return " + ".join(condition.name for condition in conditions)


def _people(item: Advice) -> str:
    left_out = f", not {_names(item.not_for)}" if item.not_for else ""
    return _names(item.only_if) + left_out


def _first_line(screen: Screen) -> str:
    return screen.ask.strip().splitlines()[0]


def _quote(text: str) -> str:
    return text.replace('"', "#quot;")

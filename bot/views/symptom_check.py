"""The symptom check as people see it. The wording of its questions is data; this is the frame."""

from collections.abc import Iterator
from datetime import date

from bot.views.callback_data import Verb, pack
from bot.views.care import (
    call_line,
    check_button,
    crisis_line,
    emergency_button,
)
from bot.views.language import _
from bot.views.lesson import reviewed_by
from bot.views.rich_text import (
    RichText,
    bold,
    code,
    compose,
    expandable_quote,
    lines,
    paragraphs,
    rich,
)
from bot.views.screen import Button, Keyboard, Screen, rows
from lessons.symptom_checks.check import (
    Disposition,
    Finding,
    Level,
    Order,
    OrderKind,
    Rule,
    ScreenKind,
    SymptomCheck,
    Voice,
)
from lessons.symptom_checks.engine import Asking, Outcome
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.progress import count_questions_left
from lessons.symptom_checks.state import State, Tap, TapKind
from lessons.symptom_checks.state import pack as pack_state

# How many lines on what helps at home are to be read without unfolding the rest.
_CARE_AT_ONCE = 2


def begin_button() -> Button:
    """Return the button that begins a check afresh."""
    return Button(_("New check"), pack(Verb.BEGIN_CHECK))


def previous_question() -> str:
    """Return the label of the way back; a bare "Back" would be taken for the one that hurts."""
    return _("‹ Previous question")


def question(
    check: SymptomCheck, state: State, asking: Asking, *, counts_checks: bool = False
) -> Screen:
    """Return one screen of the check, its ticks shown, its buttons carrying all answers."""
    shown = asking.screen
    if shown.kind is ScreenKind.NOTICE:
        counted = _("How checks end is counted by week, without any chat.")
        text = paragraphs(
            bold(check.title),
            counted if counts_checks else None,
            shown.ask.strip(),
            _review(check),
        )
    else:
        text = lines(
            _asked(check, state, asking),
            *(_hinted(finding, state) for finding in asking.findings if finding.hint),
        )
    return Screen(text, _question_buttons(check, state, asking))


def _asked(check: SymptomCheck, state: State, asking: Asking) -> RichText:
    """Return the question with how far it is: once it is known what bothers somebody, which decides
    how much there is to ask."""
    number, ask = asking.number, bold(asking.screen.ask.strip())
    if number < 2:
        return ask
    return compose(
        _("{ask} ({number} of about {total})"),
        ask=ask,
        number=str(number),
        total=str(number + count_questions_left(check, state)),
    )


def _review(check: SymptomCheck) -> str:
    if check.review:
        return reviewed_by(check.review)
    return _("Not yet reviewed by a clinician.")


def _hinted(finding: Finding, state: State) -> RichText:
    if finding.finding_id in state.ticked:
        return bold(f"✓ {finding.hint}")
    return rich(f"• {finding.hint}")


def _question_buttons(check: SymptomCheck, state: State, asking: Asking) -> Keyboard:
    shown = asking.screen

    def button(label: str, kind: TapKind, item_id: str = "") -> Button:
        tap = Tap(kind, shown.screen_id, item_id)
        return Button(label, pack(Verb.CHECK, pack_state(check, state, tap)))

    answers = [button(option.say, TapKind.CHOOSE, option.option_id) for option in shown.options]
    if shown.kind is ScreenKind.NOTICE and not shown.options:
        answers.append(button(_("Begin"), TapKind.NEXT))
    elif shown.kind is ScreenKind.TICKS:
        # Right below the text, so that it is in sight on a phone however long the list is, and
        # stays where it is while others are ticked.
        has_ticks = any(finding.finding_id in state.ticked for finding in asking.findings)
        answers.append(button(_("Next") if has_ticks else _("None of these"), TapKind.NEXT))
    for finding in asking.findings:
        is_ticked = finding.finding_id in state.ticked
        label = f"✓ {finding.button}" if is_ticked else finding.button
        kind = TapKind.UNTICK if is_ticked else TapKind.TICK
        answers.append(button(label, kind, finding.finding_id))
    # Offered where people look for their trouble and may miss it.
    if any(finding.is_red_flag for finding in asking.findings):
        answers.append(button(_("Something else feels very wrong"), TapKind.VERY_WRONG))
    # Two to a row: Telegram cuts off what three beside each other would say.
    aside, last = [], [emergency_button()]
    if shown.offers_not_sure:
        aside.append(button(_("Not sure"), TapKind.NOT_SURE))
    if shown.why:
        aside.append(Button(_("Why?"), pack(Verb.WHY_ASKED, shown.screen_id)))
    if shown.kind is not ScreenKind.NOTICE:
        last.insert(0, button(previous_question(), TapKind.BACK))
    return (*rows(answers, per_row=1), *rows(aside), *rows(last))


def card(check: SymptomCheck, outcome: Outcome, local: LocalHelp, ended_on: date) -> Screen:
    """Return where the check ends: how soon, whom, what to say, what to watch for, and why.

    Its buttons carry no answers.
    """
    if outcome.order is not None:
        text = paragraphs(*_emergency(check, outcome, outcome.order, local, ended_on))
    else:
        text = _advice(check, outcome, local, ended_on)
    correct = Button(previous_question(), pack(Verb.CORRECT_CHECK))
    return Screen(text, ((correct, begin_button()), (emergency_button(),)))


def _emergency(
    check: SymptomCheck, outcome: Outcome, order: Order, local: LocalHelp, ended_on: date
) -> Iterator[RichText | str]:
    """Yield the card of an emergency: it is short, so that all of it is in sight on a phone."""
    end = outcome.disposition
    yield lines(_title(end), *_orders(outcome, order, local))
    if outcome.advice:
        yield lines(*outcome.advice)
    yield lines(end.consult, code(outcome.sentence))
    later = _listing(_("Meanwhile"), order.later)
    yield lines(
        *(f"• {item}" for item in (*order.do, *end.watch)),
        expandable_quote(lines(later, _why(check, outcome, ended_on))),
    )


def _advice(check: SymptomCheck, outcome: Outcome, local: LocalHelp, ended_on: date) -> RichText:
    """Return any other card: how soon and whom, what to say, what to watch for, and what helps; the
    rest is folded, so that this much fits a phone. Headings part it, as empty lines cost sight."""
    end = outcome.disposition
    care = outcome.care if outcome.level < Level.SAME_DAY else ()
    # It speaks to who is unwell.
    is_told_on = outcome.voice is not Voice.ME
    heading = _("What helps (read it to them)") if is_told_on else _("What helps meanwhile")
    return lines(
        _title(end),
        compose(
            _("{when} {whom} {advice}"), when=bold(end.when), whom=outcome.whom, advice=end.consult
        ),
        *outcome.advice,
        bold(_("You can say (tap to copy):")),
        code(outcome.sentence),
        bold(_("Get help at once{number} for:").format(number=_number_aside(local))),
        *(f"• {item}" for item in outcome.safety_net),
        *(item.replace("{number}", _number(local)) for item in end.watch),
        _listing(heading, care[:_CARE_AT_ONCE]),
        expandable_quote(
            paragraphs(
                _listing(_("What helps, too"), care[_CARE_AT_ONCE:]),
                _listing(_("Have ready"), end.take),
                _("You can always ask sooner."),
                _why(check, outcome, ended_on),
            )
        ),
    )


def _title(end: Disposition) -> RichText:
    return bold(f"{end.icon} {end.title}")


def _orders(outcome: Outcome, order: Order, local: LocalHelp) -> Iterator[RichText | str]:
    """Yield the one order of an emergency: whom to call, or where to be taken."""
    if order.kind is OrderKind.CRISIS:
        yield lines(outcome.crisis, crisis_line(local), call_line(local), order.whom)
    elif "{number}" in order.whom:
        # It says itself when to call: on the way, or once outside.
        yield bold(order.whom.replace("{number}", _number(local)))
    else:
        yield lines(call_line(local), order.whom)


def _number(local: LocalHelp) -> str:
    if local.number is None:
        return _("your local emergency number")
    if local.country is None:
        return local.number
    return _("{number} (in {country})").format(number=local.number, country=local.country)


def _number_aside(local: LocalHelp) -> str:
    if local.number is None:
        return ""
    if local.country is None:
        return f" ({local.number})"
    return _(" ({number} in {country})").format(number=local.number, country=local.country)


def _listing(heading: str, items: tuple[str, ...]) -> RichText | None:
    return lines(bold(heading), *(f"• {item}" for item in items)) if items else None


def _why(check: SymptomCheck, outcome: Outcome, ended_on: date) -> RichText:
    reasons = [f"• {item.rule.why} {_ground(check, item.rule)}" for item in outcome.told]
    # A rule that holds by a doubt names what nobody may have; the doubt itself is told instead.
    if len(outcome.told) < len(outcome.fired):
        reasons += [
            "• " + _("You were not sure about one of these: {what}").format(what=what)
            for what in outcome.doubts
        ]
    told_by = _("{title}, revision {number}, {day}.").format(
        title=check.title, number=check.revision, day=f"{ended_on:%d %B %Y}"
    )
    return lines(
        bold(_("Why am I told this?")),
        *(reasons or [_("Nothing you tapped asks for care sooner.")]),
        _("General health information, not a diagnosis. It can miss things."),
        told_by,
        _review(check),
    )


def _ground(check: SymptomCheck, rule: Rule) -> str:
    if not rule.sources:
        return _("(judgement of the authors)")
    # What stands after the colon names what was looked for; on a card it would sound like a
    # diagnosis. The reviewer's document has all of it.
    names = dict.fromkeys(check.sources[key].partition(":")[0] for key in rule.sources)
    return "({})".format("; ".join(names))


def urgent_signs(check: SymptomCheck, local: LocalHelp) -> Screen:
    """Return the signs that need help at once, for whoever wants to know them."""
    return Screen(
        paragraphs(
            bold(_("Urgent signs")),
            lines(call_line(local), _("Do so for any of these, if it is new or sudden.")),
            *_red_flags(check),
            check.crisis,
            crisis_line(local),
        ),
        ((check_button(),),),
    )


def _red_flags(check: SymptomCheck) -> Iterator[RichText]:
    """Yield the red flags, each once, under what they come with."""
    headings = {
        "asked_below": _("New in the last few weeks"),
        "headache_or_other": _("Head and eyes"),
        "feverish": _("With a fever"),
        "knock": _("After a head knock"),
        "pregnant": _("Pregnant, or just gave birth"),
    }
    told: set[str] = set()
    for screen in check.screens:
        new = [f for f in screen.findings if f.is_red_flag and f.finding_id not in told]
        told |= {finding.finding_id for finding in new}
        heading = next((headings[c.name] for c in screen.only_if if c.name in headings), None)
        if new:
            yield lines(bold(heading) if heading else None, *(f"• {f.say}" for f in new))


def closed(*, offers_stop: bool = False) -> Screen:
    """Return the word for somebody who left the check; ``offers_stop`` adds the end of lessons,
    which may have been meant."""
    stop = ((Button(_("Stop lessons"), pack(Verb.STOP)),),) if offers_stop else ()
    return Screen(
        rich(_("The symptom check is closed.")),
        (*rows([emergency_button(), begin_button()]), *stop),
    )


def look_again() -> str:
    """Return the word for a press on a screen that has just appeared: it was meant for another."""
    return _("Please look again: this question is new.")


def tap_again() -> str:
    """Return the word for a tap that only shows once more what is known."""
    return _("Please look again, then tap once more.")


def begin_again() -> Screen:
    """Return the answer to a button whose answers can no longer be used."""
    return Screen(
        lines(
            bold(_("This button belongs to an older check.")),
            _("Its answers cannot be used, so please begin again. It is quick."),
        ),
        ((begin_button(),), (emergency_button(),)),
    )


def only_in_private(link: str) -> Screen:
    """Return the answer in a group: the check is between two."""
    return Screen(
        rich(_("The symptom check is private. Tap below to open it with me alone.")),
        ((Button(_("Open the private chat"), url=link),),),
    )

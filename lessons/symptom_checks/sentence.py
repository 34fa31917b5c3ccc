"""What somebody can say to the clinician, in full sentences."""

from collections.abc import Sequence

from lessons.symptom_checks.check import Disposition, Finding, SymptomCheck
from lessons.symptom_checks.state import State


def write_sentence(
    check: SymptomCheck,
    state: State,
    findings: Sequence[Finding],
    doubts: Sequence[str],
    disposition: Disposition,
) -> str:
    """Return what was answered and is worth saying, in the words of the check that is given."""
    said = [
        option.report
        for screen in check.screens
        for option in screen.options
        if option.option_id in state.chosen and option.report
    ]
    if findings:
        said.append(f"I ticked: {'; '.join(f.told_as or f.button for f in findings)}.")
    if doubts:
        said.append("I was not sure about some of the questions.")
    if state.feels_very_wrong:
        said.append("Something else feels very wrong.")
    if disposition.seen:
        said.append(f"A checklist said: {disposition.seen}.")
    return " ".join(said)

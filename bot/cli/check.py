"""``python -m bot check``: read the symptom check, and measure it on written cases."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli import check_walk
from lessons.errors import LessonADayError
from lessons.sign_off import HOW_TO_SIGN
from lessons.symptom_checks.check import Level, SymptomCheck
from lessons.symptom_checks.document import as_document, as_mermaid, reviewer_of
from lessons.symptom_checks.evaluation.cases import (
    Origin,
    Result,
    Share,
    evaluate,
    load_cases,
    share,
    summarize,
)
from lessons.symptom_checks.hazards import describe_hazards, load_hazards
from lessons.symptom_checks.reader import BUILT_IN, load_check

_check_file = click.option(
    "--check",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=BUILT_IN,
    help="Another check's file instead of the built-in one.",
)


class RefusedError(click.ClickException):
    """A file that was given cannot be used."""

    exit_code = 2


@click.group()
def check() -> None:
    """Work on the symptom check: read it as a clinician would, measure it on cases."""


@check.command()
@_check_file
@click.option("--mermaid", is_flag=True, help="As a Mermaid graph.")
def show(file: Path, mermaid: bool) -> None:
    """Print the check as a readable document; what rests on judgement comes first.

    \b
    Examples:
      python -m bot check show > check.md
      python -m bot check show --mermaid > check.mmd
    """
    loaded = _load(file)
    click.echo(as_mermaid(loaded) if mermaid else as_document(loaded), nl=False)


@check.command()
@_check_file
def review(file: Path) -> None:
    """Tell whether the check was reviewed as it reads, and what signs it.

    Its file holds who reviewed it, and the fingerprint of the wording that was read. Any change
    but one of comments changes the fingerprint, and the check counts as not reviewed.

    \b
    Example:
      python -m bot check review
    """
    loaded = _load(file)
    click.echo(f"{loaded.wording}  {loaded.title}, reviewed by {reviewer_of(loaded)}")
    click.echo(f"\nTo sign it, put this above its first table:\n{HOW_TO_SIGN}")


@check.command()
def hazards() -> None:
    """Print the hazard log: what may go wrong, what is done against it, and what is left.

    \b
    Example:
      python -m bot check hazards > hazards.txt
    """
    for line in describe_hazards(load_hazards()):
        click.echo(line)


@check.command("evaluate")
@click.argument("cases", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_check_file
@click.option("--json", "as_json", is_flag=True, help="One JSON object with the main figures.")
def evaluate_cases(cases: Path, file: Path, as_json: bool) -> None:
    """Tap the cases of a file through the check, and hold the ends against their gold.

    CASES has one JSON object a line, with id, facts, gold, acceptable and tags. How facts become
    taps stands in lessons/symptom_check_vocabulary.py. The first tap is "For me".

    \b
    Example:
      python -m bot check evaluate vignettes.jsonl --json
    """
    loaded = _load(file)
    try:
        results = evaluate(loaded, load_cases(cases))
    except LessonADayError as error:
        raise RefusedError(str(error)) from None
    if as_json:
        click.echo(json.dumps(summarize(results)))
    else:
        click.echo("\n".join(_report(results)))


@check.command("walk")
@click.argument(
    "cases", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
)
@_check_file
def walk_cases(cases: Path, file: Path) -> None:
    """Print every screen on the way of given taps, as somebody sees it on a phone.

    CASES has one case a line: taps with ";" between them, each a button's words or its number;
    what stands before the first ":" is the case's name. With "-" in its place one check is
    walked, and one tap a line is read from the keyboard.

    \b
    Examples:
      python -m bot check walk taps.txt
      python -m bot check walk -
    A line of taps.txt:
      lumbago: For me; Back or leg; None of these; None of these; 18 to 49
    """
    loaded = _load(file)
    if str(cases) == "-":
        typed = (line.strip() for line in iter(sys.stdin.readline, ""))
        for part in check_walk.walk(loaded, typed, asks_again=True):
            click.echo(part)
        return
    for number, line in enumerate(cases.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            name, _, taps = line.rpartition(":")
            click.echo(f"=== {name or number}\n")
            answers = [tap.strip() for tap in taps.split(";") if tap.strip()]
            try:
                for part in check_walk.walk(loaded, answers):
                    click.echo(part)
            except LessonADayError as error:
                raise RefusedError(f"{cases}:{number}: {error}") from None


def _load(file: Path) -> SymptomCheck:
    try:
        return load_check(file)
    except LessonADayError as error:
        raise RefusedError(str(error)) from None


def _report(results: Sequence[Result]) -> Iterator[str]:
    for origin in Origin:
        group = [result for result in results if result.case.origin is origin]
        if group:
            yield f"{origin.capitalize()}: {len(group)} cases"
            yield from _table(group)
            yield ""
    figures = summarize(results)
    yield f"All {figures.pop('cases')} cases"
    for name, figure in figures.items():
        value = f"{figure:.1%}" if isinstance(figure, float) and figure <= 1 else figure
        yield f"  {name.replace('_', ' ')}: {value}"
    for result in results:
        if result.is_miss:
            rules = ", ".join(fired.rule.rule_id for fired in result.outcome.fired) or "no rule"
            yield (
                f"Missed {result.case.case_id}: gold {result.case.gold.code},"
                f" given {result.level.code} ({rules})"
            )


def _table(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line of figures for each gold level; in brackets, Wilson's 95% interval."""
    for level in sorted(Level, reverse=True):
        group = [result for result in results if result.case.gold is level]
        if not group:
            continue
        yield f"  {level.code}: n {len(group)}"
        yield f"    exact {_show(share(group, lambda r: r.level is r.case.gold))}"
        yield f"    acceptable {_show(share(group, lambda r: r.is_acceptable))}"
        for name, strictly, leniently in (
            (
                "under-triage",
                share(group, lambda r: r.is_under),
                share(group, lambda r: r.is_under and not r.is_acceptable),
            ),
            (
                "over-triage",
                share(group, lambda r: r.is_over),
                share(group, lambda r: r.is_over and not r.is_acceptable),
            ),
        ):
            yield f"    {name} {_show(strictly)}; not accepted either {_show(leniently)}"


def _show(part: Share) -> str:
    low, high = part.interval
    return f"{part.count}/{part.total} = {part.value:.0%} ({low:.0%} to {high:.0%})"

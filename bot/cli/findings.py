"""What was found, as people and machines read it."""

import json
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from storage.interface.examination import Finding, Mark

_COLORS = {Mark.OK: "green", Mark.LOOK: "yellow", Mark.WRONG: "red"}


def report(findings: Iterable[Finding], *, as_json: bool) -> NoReturn:
    """Print each finding as soon as it is there, or all as one JSON object; end with exit code 1
    if anything is wrong, else with 0."""
    seen = []
    for finding in findings:
        seen.append(finding)
        if not as_json:
            _show(finding)
    is_well = all(finding.mark is not Mark.WRONG for finding in seen)
    if as_json:
        told = [
            {"about": one.about, "mark": one.mark.value, "found": one.found, "remedy": one.remedy}
            for one in seen
        ]
        click.echo(json.dumps({"is_well": is_well, "findings": told}, ensure_ascii=False))
    sys.exit(0 if is_well else 1)


def _show(finding: Finding) -> None:
    mark = click.style(f"{finding.mark:<5}", fg=_COLORS[finding.mark])
    click.echo(f"{mark}  {finding.about:<12} {finding.found}")
    if finding.remedy:
        click.echo(f"{'':<20}→ {finding.remedy}")

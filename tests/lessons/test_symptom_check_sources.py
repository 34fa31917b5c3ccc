"""Every level says what it rests on, and a guideline is only what somebody has opened."""

from pathlib import Path

import pytest

from lessons.symptom_checks.check import Basis
from lessons.symptom_checks.document import as_document
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.reader import BUILT_IN, parse_check
from tests.support.symptom_check_people import CHECK

TEXT = BUILT_IN.read_text(encoding="utf-8")


def refusal(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    with pytest.raises(SymptomCheckFileError) as refused:
        parse_check(TEXT.replace(old, new), file=Path("check.toml"))
    return "\n".join(map(str, refused.value.problems))


def test_every_level_has_its_ground() -> None:
    for rule in CHECK.rules:
        assert rule.why
        assert rule.basis is Basis.JUDGEMENT or rule.sources
        assert all(key in CHECK.sources for key in rule.sources)


def test_what_was_not_opened_says_so() -> None:
    unopened = {key for key, cited in CHECK.sources.items() if "not opened" in cited}
    assert unopened == CHECK.sources.keys() - CHECK.links.keys()


def test_the_reviewer_reads_where_each_source_is() -> None:
    document = as_document(CHECK)
    assert [link for link in CHECK.links.values() if link not in document] == []


def test_a_guideline_that_nobody_opened_is_refused() -> None:
    told = refusal(
        'basis = "guideline"\nsources = ["CG151"]\n', 'basis = "guideline"\nsources = ["NG232"]\n'
    )
    assert '"fever_on_chemo" rests on sources without a link' in told
    assert "under [links]" in told


def test_a_link_of_no_source_and_one_that_is_no_address_are_refused() -> None:
    link = 'CG151 = "https://www.nice.org.uk/guidance/cg151'
    for new in ('CG152 = "https://www.nice.org.uk/guidance/cg151', 'CG151 = "nice.org.uk'):
        told = refusal(link, new)
        assert "is no link of a source" in told
        assert 'CG150 = "https://' in told

"""Every language that something is known of can be told and chosen by its name."""

import tomllib
from pathlib import Path

import lessons
from lessons.language.names import LANGUAGES, tell_language
from lessons.symptom_checks.urgent_lexicon import LANGUAGES as URGENT

_ROOM = Path(lessons.__file__).parent


def test_every_language_that_something_is_known_of_has_a_name() -> None:
    abbreviations = tomllib.loads(
        (_ROOM / "language" / "abbreviations.toml").read_text(encoding="utf-8")
    )
    hedges = tomllib.loads((_ROOM / "draft" / "hedges.toml").read_text(encoding="utf-8"))
    known = {*abbreviations, *hedges, *URGENT} - {"ordinals"}
    assert not known - set(LANGUAGES)


def test_a_language_is_told_with_its_code_and_one_without_a_name_by_it_alone() -> None:
    told = [tell_language(code) for code in ("es", "pt-BR", "ko")]
    assert told == ["Spanish (es)", "Portuguese (pt-BR)", "ko"]

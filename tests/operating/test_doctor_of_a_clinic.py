"""What the doctor says of consent, of the staff that answers, and of the clinic's own words."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from storage import open_store
from tests.support.course_folders import LESSON, make_course


def look() -> dict[str, tuple[str, str]]:
    """Return the mark and the words of what the doctor finds about each thing."""
    result = CliRunner().invoke(cli, ["doctor", "--json", "--offline"], catch_exceptions=False)
    return {
        one["about"]: (one["mark"], one["found"]) for one in json.loads(result.stdout)["findings"]
    }


def test_what_the_clinic_has_not_set_or_set_wrongly_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///lessons.db")
    open_store(f"sqlite:///{tmp_path / 'lessons.db'}").close()
    told = look()
    assert told["consent"] == ("ok", "CONSENT_FILE is not set, and nobody is asked")
    assert "staff" not in told
    file = tmp_path / "consent.toml"
    file.write_text('version = "1"\n', encoding="utf-8")
    monkeypatch.setenv("CONSENT_FILE", str(file))
    monkeypatch.setenv("STAFF_CHAT", "-1001234567890/7")
    lesson = LESSON.replace("A worn pad is no proof.", "Ask at {clinic_phone}.")
    make_course(tmp_path / "courses", lessons={"wear": lesson})
    monkeypatch.setenv("COURSES_FOLDER", str(tmp_path / "courses"))
    told = look()
    mark, words = told["consent"]
    assert mark == "wrong"
    assert '"text" is missing' in words
    assert told["staff"][0] == "look"
    mark, words = told["clinic"]
    assert mark == "wrong"
    assert "backs needs CLINIC_PHONE" in words
    monkeypatch.setenv("CLINIC_PHONE", "112")
    assert "clinic" not in look()

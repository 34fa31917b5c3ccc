"""What an operator gives wrongly is named, with what is accepted; exit code 2, no traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.setting_names import find_wrong_names
from bot.setting_source import list_settings, load_settings
from lessons.errors import InvalidInput
from lessons.symptom_checks.reader import BUILT_IN
from lessons.times.quiet_hours import NEVER
from storage import open_store
from tests.support.stored import ALICE, person, place
from tests.support.tables import table

ROOT = Path(__file__).parent.parent
SETTINGS = {name for name, *_ in list_settings()}
LATIN = "# Schöne Grüße\n".encode("latin-1")


def run(folder: Path, *arguments: str, **settings: str) -> str:
    """Return what is told by a command that is refused."""
    environment = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    result = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


def refuse(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """Return what is told by a command that is refused, in this process."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    return result.stderr


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """Return what is told by a ``check`` command that is refused."""
    return refuse(folder, monkeypatch, "check", *arguments)


def test_a_file_of_settings_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=INFO\n" + LATIN)
    assert run(tmp_path) == ".env:2: this is not UTF-8. Save it as UTF-8.\n"


@table("arguments", [("show", "--check", "odd.bin"), ("evaluate", "odd.bin")])
def test_a_check_or_cases_that_are_not_utf_8_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\n" + LATIN)
    assert "odd.bin:2: this is not UTF-8. Save the file as UTF-8." in check(
        tmp_path, monkeypatch, *arguments
    )


@table("revision", ["-1", "0"])
def test_a_revision_below_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    text = BUILT_IN.read_text(encoding="utf-8")
    odd = re.sub(r"\nrevision = .*\n", f"\nrevision = {revision}\n", text)
    (tmp_path / "odd.toml").write_text(odd)
    told = check(tmp_path, monkeypatch, "show", "--check", "odd.toml")
    assert f'"revision" is {revision}. Accepted: a whole number from 1 on' in told


@table(
    ("line", "told"),
    [
        ('{"id": "A", "facts": {}, "gold": "routine"}', 'the id "A" stands in line 1 already'),
        ('{"id": "B", "facts": {}, "gold": "routine", "acceptable": 5}', "is no list"),
        ('{"id": "B", "facts": {}, "gold": "routine", "tags": 5}', "is no list"),
        ("9" * 5000, "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
    ],
)
def test_a_case_that_cannot_be_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: str
) -> None:
    sound = '{"id": "A", "facts": {}, "gold": "routine"}'
    (tmp_path / "cases.jsonl").write_text(f"{sound}\n{line}\n")
    refusal = check(tmp_path, monkeypatch, "evaluate", "cases.jsonl")
    assert "cases.jsonl:2: " in refusal
    assert told in refusal


@table(
    ("token", "wrong"),
    [
        ("4242:AAE extra", "a blank in it"),
        ("42 42:AAE", "a blank in it"),
        ('"4242:AAE"', "quotes around it"),
        ("“4242:AAE”", "quotes around it"),
        ("bot4242:AAE", 'begins with "bot"'),
        ("4242", "is not accepted"),
        ("4242:", "is not accepted"),
        ("٤٢:AAE", "is not accepted"),
    ],
)
def test_what_is_wrong_with_a_token_is_named_without_a_letter_of_it(
    monkeypatch: pytest.MonkeyPatch, token: str, wrong: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", token)
    with pytest.raises(InvalidInput) as refused:
        load_settings()
    assert wrong in str(refused.value)
    assert "such as 123456:ABC-DEF" in str(refused.value)
    assert "AAE" not in str(refused.value)
    assert "42" not in str(refused.value)


@table("around", [" {}", "{} ", "{}\n", "\t{}\r\n", "\u00a0{}"])
def test_blanks_around_a_token_are_cut_off(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", around.format("4242:AAE"))
    token = load_settings().bot_token
    assert token is not None
    assert token.get_secret_value() == "4242:AAE"


@table(
    ("name", "meant"),
    [
        ("BOT_TOKN", "BOT_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "BOT_TOKEN"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("COURSE_FOLDER", "COURSES_FOLDER"),
        ("QUITE_HOURS", "QUIET_HOURS"),
        ("DEFAULT_TIME_ZONE", "DEFAULT_TIMEZONE"),
    ],
)
def test_a_name_close_to_a_setting_is_named_with_the_right_one(name: str, meant: str) -> None:
    assert find_wrong_names(SETTINGS, {}, {name: "1"}) == [
        f"{name}, in the environment, is no setting of this program. Did you mean {meant}?"
    ]
    if not name.startswith("BOT_"):
        # Another program's name, then.
        assert find_wrong_names(SETTINGS, {}, {name: "1", meant: "1"}) == []
        assert find_wrong_names(SETTINGS, {meant: "1"}, {name: "1"}) == []


USUAL = {
    "TOKEN": ("4242:AAE-stand-in", "BOT_TOKEN"),
    "TELEGRAM_TOKEN": ("4242:AAE-stand-in", "BOT_TOKEN"),
    "DB_URL": ("sqlite:///lessons.db", "DATABASE_URL"),
    "ADMINS": ("42, 4711", "ADMIN_IDS"),
}


def test_names_that_such_bots_usually_have_are_named_where_the_value_is_ours() -> None:
    failures = []
    for name, (value, meant) in USUAL.items():
        told = find_wrong_names(SETTINGS, {}, {name: value})
        if [words.endswith(f"Did you mean {meant}?") for words in told] != [True]:
            failures.append(f"{name}: {told}")
        if find_wrong_names(SETTINGS, {}, {name: value, meant: value}):
            failures.append(f"{name} beside {meant}")
        for others in ("ghp_0123456789abcdef", "postgres://db", "root", "12:30", ""):
            if find_wrong_names(SETTINGS, {}, {name: others}):
                failures.append(f"{name}={others}")
    assert failures == []


def test_a_token_that_names_a_path_is_refused_and_not_shown(tmp_path: Path) -> None:
    told = run(tmp_path, BOT_TOKEN="4242:AAE/../x")
    assert told.startswith("BOT_TOKEN: what is set is not accepted")
    assert "AAE" not in told


def test_a_pace_that_is_not_paid_for_is_refused(tmp_path: Path) -> None:
    told = run(tmp_path, BOT_TOKEN="4242:AAE", MESSAGES_PER_SECOND="99999")
    assert "MESSAGES_PER_SECOND: '99999' is not accepted without PAID_BROADCAST=true" in told


def test_other_programs_names_are_no_concern_of_ours() -> None:
    others = (
        "PATH HOME LANG USER SHELL TERM PWD HOSTNAME PYTHONPATH VIRTUAL_ENV TZ EDITOR CI PORT "
        "DEBUG HTTPS_PROXY INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET POSTGRES_PASSWORD REDIS_URL "
        "SECRET_KEY ADMIN_EMAIL TOKEN API_URL TIMEZONE LOG_FILE DATABASE TEST_DATABASE_URL"
    )
    assert find_wrong_names(SETTINGS, {}, dict.fromkeys(others.split(), "1")) == []


def test_every_unknown_name_in_the_file_of_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ADMIN_ID=42\nLOG_LEVEL=INFO\nCOLOUR=blue\n")
    told = run(tmp_path)
    assert ".env: ADMIN_ID is no setting of this program. Did you mean ADMIN_IDS?" in told
    assert ".env: COLOUR is no setting of this program. There are ADMIN_IDS, " in told
    assert "LOG_LEVEL is no" not in told


@table("line", ["BOT_TOKEN: 4242:ABC", "BOT_TOKEN 4242:ABC", "BOT_TOKEN"])
def test_a_line_in_the_file_of_settings_that_sets_nothing_ends_it(
    tmp_path: Path, line: str
) -> None:
    """Passed over, it would start a sandbox in silence."""
    (tmp_path / ".env").write_text(f"ADMIN_IDS=42\n{line}\n")

    told = run(tmp_path)

    assert ".env:2: this sets nothing" in told
    assert "BOT_TOKEN=123456:ABC-DEF" in told
    assert "4242" not in told


def test_a_real_bot_keeps_nobody_in_memory_only(tmp_path: Path) -> None:
    told = run(
        tmp_path, BOT_TOKEN="4242:AAExampleExampleExampleExampleExample1", DATABASE_URL="sqlite://"
    )

    assert "everybody would be forgotten" in told


def test_a_misspelt_name_in_the_environment_ends_it(tmp_path: Path) -> None:
    assert "BOT_TOKN, in the environment" in run(tmp_path, BOT_TOKN="4242:AAE")


def test_windows_is_told_in_words_before_anything_fails(tmp_path: Path) -> None:
    start = "import sys; sys.platform = 'win32'; import bot.__main__"
    ran = subprocess.run(
        [sys.executable, "-c", start],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "On Windows use WSL" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_release_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["--version"])
    assert result.exit_code == 0
    assert result.output.startswith("Lesson a Day ")


@table(
    "url",
    [
        "lessons.db",
        "mysql://me:s3cret@host/db",
        "sqlite:/lessons.db",
        "sqlite:///",
        "sqlite:///x.db?mode=ro",
    ],
)
def test_a_database_that_is_none_is_named_with_an_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.setenv("DATABASE_URL", url)
    told = refuse(tmp_path, monkeypatch)
    assert told.startswith("DATABASE_URL: ")
    assert "such as sqlite:///lesson-a-day.db" in told
    assert "s3cret" not in told


def test_a_database_in_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "DATABASE_URL, such as sqlite:///" in run(
        tmp_path, "--port", "0", DATABASE_URL="sqlite:///nowhere/lessons.db"
    )


@table("hours", ["22:00", "night", "22:00-25:00", "8:00-8:00", "22:00-6:00-8:00"])
def test_quiet_hours_that_are_none_are_named_with_an_example(
    monkeypatch: pytest.MonkeyPatch, hours: str
) -> None:
    monkeypatch.setenv("QUIET_HOURS", hours)
    with pytest.raises(InvalidInput, match=r"QUIET_HOURS: .* such as 22:00-08:00, or off"):
        load_settings()


def test_quiet_hours_may_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIET_HOURS", "off")
    assert load_settings().quiet_hours == NEVER


@table("number", ["9" * 23, str(2**52), "-42", "0", "4 2"])
def test_an_admins_number_that_no_chat_has_is_refused(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv("ADMIN_IDS", f"42,{number}")
    with pytest.raises(InvalidInput, match=r"ADMIN_IDS: .* such as 42,4711"):
        load_settings()


def test_every_number_that_a_chat_may_have_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", f"1,{2**52 - 1}")
    assert load_settings().admin_ids == {1, 2**52 - 1}


def test_a_course_that_people_are_in_and_that_is_gone_stops_the_start(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    with store.transaction():
        store.save_subscriber(person(ALICE))
        store.save_enrollment(place(ALICE, "backs"))
    store.close()
    told = run(tmp_path, "--port", "0", DATABASE_URL="sqlite:///bot.db")
    assert "People are in courses that are not here: backs (1 person)." in told
    assert "ALLOW_MISSING_COURSES=true" in told


@pytest.mark.parametrize("kind", ["a folder", "a link to nothing"])
def test_a_file_of_settings_that_is_none_ends_it(tmp_path: Path, kind: str) -> None:
    env_file = tmp_path / ".env"
    if kind == "a folder":
        env_file.mkdir()
    else:
        env_file.symlink_to(tmp_path / "gone")
    told = run(tmp_path)
    assert told.startswith(".env is ")
    assert kind.removesuffix(" to nothing") in told


def test_what_is_set_twice_or_left_to_the_environment_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ADMIN_IDS=42\nLOG_LEVEL=${LEVEL}\nadmin_ids=43\n")
    told = run(tmp_path)
    assert ".env:2: LOG_LEVEL has ${...} in it. Write the value itself." in told
    assert ".env:3: admin_ids is set already, in line 1." in told


def test_a_check_that_is_none_ends_it_like_any_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "check.toml").write_text("hello\n")
    told = run(tmp_path, CHECK_FILE=str(tmp_path / "check.toml"), BOT_TOKEN="4242:AAE-stand-in")
    assert "check.toml:1: this is no valid TOML" in told

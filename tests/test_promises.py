"""What is said in one place is true in the others."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.handlers.callbacks import BUTTONS
from bot.handlers.registration import FOR_ADMINS, FOR_ANYBODY, FOR_CHANGERS
from bot.setting_source import list_settings, load_settings
from bot.views import general, lesson
from bot.views.callback_data import LIMIT_BYTES, Verb, pack, parse
from bot.views.commands import admin_commands, subscriber_commands
from lessons.course.course import Course, Lesson
from lessons.course.files import load_published_courses
from lessons.errors import InvalidInput
from tests.support.tables import table

README = (Path(__file__).parent.parent / "README.md").read_text()
SUBSCRIBER_COMMANDS = [command.name for command in subscriber_commands()]
ADMIN_COMMANDS = [command.name for command in admin_commands()]
LESSONS = [
    (course, item) for course in load_published_courses(None).values() for item in course.lessons
]


def test_every_command_has_a_handler_and_every_handler_a_command() -> None:
    assert sorted(SUBSCRIBER_COMMANDS) == sorted([*FOR_ANYBODY, *FOR_CHANGERS])
    assert sorted(ADMIN_COMMANDS) == sorted(FOR_ADMINS)


@table("name", [*SUBSCRIBER_COMMANDS, *ADMIN_COMMANDS])
def test_every_command_is_in_the_help_and_the_readme(name: str) -> None:
    text = general.help_text(subscriber_commands(), admin_commands()).text.text
    assert f"/{name}:" in text
    assert f"`/{name}" in README


def test_help_for_subscribers_does_not_tell_of_admin_commands() -> None:
    text = general.help_text(subscriber_commands(), ()).text.text
    assert not [name for name in ADMIN_COMMANDS if f"/{name}:" in text]


def test_every_verb_has_a_button() -> None:
    assert set(BUTTONS) == set(Verb)


@table(("course", "item"), LESSONS)
def test_every_lesson_fits_a_message_and_its_entities_lie_inside(
    course: Course, item: Lesson
) -> None:
    screen = lesson.lesson(course, item)
    assert len(screen.text) <= 4096
    assert len(screen.text.entities) <= 100
    for entity in screen.text.entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= len(screen.text)


def test_a_button_survives_packing() -> None:
    press = parse(pack(Verb.READ, "a-course", "a-lesson"))
    assert press is not None
    assert (press.verb, press.arguments) == (Verb.READ, ("a-course", "a-lesson"))


@table("data", ["", "nothing", "read", "READ:a:b", "\x00", "é" * 40, ":::"])
def test_data_of_no_button_is_no_press_or_has_the_wrong_arguments(data: str) -> None:
    press = parse(data)
    assert press is None or BUTTONS[press.verb].read(press.arguments) is None


def test_a_button_that_telegram_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        pack(Verb.READ, "c" * LIMIT_BYTES, "l")
    with pytest.raises(ValueError, match="64 bytes"):
        pack(Verb.READ, "a:b", "l")


def test_the_readme_and_the_help_tell_of_every_setting_in_its_own_words() -> None:
    settings = list_settings()
    rows = re.findall(r"^ +\| `([A-Z_]+)` \| (.*) \| (.*) \|$", README, re.MULTILINE)
    told = [[cell.replace("`", "").casefold() for cell in row] for row in rows]
    assert told == [[cell.casefold() for cell in setting] for setting in settings]
    shown = " ".join(CliRunner().invoke(cli, ["--help"]).output.split())
    assert not [
        name
        for name, accepted, if_unset in settings
        if f"{name} {accepted} (if not set: {if_unset})" not in shown
    ]


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "secret-without-colon")
    monkeypatch.setenv("ADMIN_IDS", "42,me")
    monkeypatch.setenv("DEFAULT_TIMEZONE", "Berlin")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(InvalidInput) as refusal:
        load_settings()
    lines = str(refusal.value).splitlines()
    assert {line.partition(":")[0] for line in lines} == {
        "BOT_TOKEN",
        "ADMIN_IDS",
        "DEFAULT_TIMEZONE",
        "LOG_LEVEL",
    }
    assert all("such as" in line or "DEBUG" in line for line in lines)
    assert "secret-without-colon" not in str(refusal.value)

"""What is printed for systemd and for containers is accepted by them, and keeps the bot small."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.process.ending import ENDING_SECONDS
from bot.setting_source import load_settings
from tests.support.tables import table

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def read_unit(*options: str) -> dict[str, list[str]]:
    """Return what the unit sets, by name; a name may be set more than once."""
    found = defaultdict(list)
    for line in run("systemd", *options).splitlines():
        if line and line[0] not in "#[":
            name, _, value = line.partition("=")
            found[name].append(value)
    return found


def read_containerfile(*options: str) -> list[tuple[str, str]]:
    """Return its instructions in their order."""
    text = re.sub(r"\\\n\s*", "", run("containerfile", *options))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_a_unit_gives_the_bot_its_folder_and_time_to_end_and_nothing_more() -> None:
    unit = read_unit("--python", "/opt/lessons/bin/python")

    assert unit["ExecStart"] == ["/opt/lessons/bin/python -m bot"]
    assert unit["User"] == ["lesson-a-day"]
    assert unit["StateDirectory"] == ["lesson-a-day"]
    assert unit["Environment"] == ["DATABASE_URL=sqlite:////var/lib/lesson-a-day/lessons.db"]
    assert unit["Restart"] == ["on-failure"]
    assert unit["RestartPreventExitStatus"] == ["2"]
    assert int(unit["TimeoutStopSec"][0]) > ENDING_SECONDS
    assert unit["ProtectSystem"] == ["strict"]
    assert unit["ProtectHome"] == ["yes"]
    assert unit["NoNewPrivileges"] == ["yes"]
    assert "BOT_TOKEN" not in {value.partition("=")[0] for value in unit["Environment"]}


def test_a_unit_for_another_place_names_it_everywhere() -> None:
    unit = read_unit(
        *("--user", "teacher", "--folder", "/srv/lessons"),
        *("--python", "/home/teacher/venv/bin/python", "--settings", "/srv/lessons.env"),
    )

    assert unit["User"] == ["teacher"]
    assert unit["ReadWritePaths"] == unit["WorkingDirectory"] == ["/srv/lessons"]
    assert "StateDirectory" not in unit
    assert unit["EnvironmentFile"] == ["/srv/lessons.env"]
    assert unit["ProtectHome"] == ["read-only"], "the program itself is in a home"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_finds_no_fault_in_a_unit_and_little_that_it_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "lesson-a-day.service"
    file.write_text(run("systemd"))

    for command in (
        ["verify", "--man=no", str(file)],
        # From 0 (may do nothing) to 100 (may do anything).
        ["security", "--offline=yes", "--threshold=20", str(file)],
    ):
        done = subprocess.run(
            ["systemd-analyze", *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""


def test_a_container_is_built_from_what_is_here_and_runs_as_nobody_in_particular() -> None:
    steps = read_containerfile()
    words = [word for word, _ in steps]

    for copied in (rest.split() for word, rest in steps if word == "COPY"):
        assert all((ROOT / source).exists() for source in copied[:-1])
    assert [rest for word, rest in steps if word == "USER"] == ["10001"]
    assert words.index("USER") > max(at for at, word in enumerate(words) if word == "RUN")
    assert ("ENTRYPOINT", '["python", "-m", "bot"]') in steps
    assert ("VOLUME", "/data") in steps


def test_a_container_has_postgresqls_library_where_it_is_asked_for() -> None:
    for options, extra in (((), ""), (("--postgres",), "[postgres]")):
        [build, install] = [rest for word, rest in read_containerfile(*options) if word == "RUN"]
        assert build.endswith(f'".{extra}"')
        assert f'"lesson-a-day{extra}"' in install


def test_the_settings_of_a_container_are_settings_and_hold_no_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [environment] = [rest for word, rest in read_containerfile() if word == "ENV"]
    given = dict(pair.split("=", 1) for pair in environment.split())
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    settings = load_settings()

    assert settings.database_url == "sqlite:////data/lessons.db"
    assert settings.health_listen == ("127.0.0.1", 9464)
    assert settings.bot_token is None
    assert set(given) == {"DATABASE_URL", "HEALTH_LISTEN", "PYTHONUNBUFFERED"}


def test_the_health_check_asks_where_health_is_told() -> None:
    steps = dict(read_containerfile("--folder", "/lessons", "--user", "77"))
    python, flag, code = json.loads(steps["HEALTHCHECK"].partition("CMD ")[2])

    assert (python, flag) == ("python", "-c")
    compile(code, "health", "exec")
    assert "http://127.0.0.1:9464/healthz" in code
    assert steps["USER"] == "77"
    assert "sqlite:////lessons/lessons.db" in steps["ENV"]


@table(
    "arguments",
    [
        ("systemd", "--user", "nobody else"),
        ("systemd", "--user", "root\nExecStartPre=/bin/evil"),
        ("systemd", "--folder", "lessons"),
        ("systemd", "--folder", "/srv/my lessons"),
        ("systemd", "--python", "/opt/%h/python"),
        ("containerfile", "--user", "0"),
        ("containerfile", "--folder", "/"),
        ("containerfile", "--folder", "data"),
        ("containerfile", "--image", "python:3.13 AS root"),
    ],
)
def test_what_would_mean_something_else_there_is_refused(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "such as" in result.output or "0 is not in the range" in result.output

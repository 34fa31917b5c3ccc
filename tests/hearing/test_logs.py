"""Logs are built from what may be known: nobody's words, whatever fails and whoever logs it."""

import ast
import json
import logging
import os
import subprocess
import sys
from contextvars import copy_context
from pathlib import Path

import pytest

from bot.process.core_dumps import forbid_core_dumps
from bot.process.logs import DELIVERY_ID, UPDATE_ID, LogFormat, SafeFormatter

ROOT = Path(__file__).parent.parent.parent
MARK = "MARKmyleftlegMARK"


def written(
    name: str,
    message: str,
    *values: object,
    error: BaseException | None = None,
    log_format: LogFormat = LogFormat.TEXT,
    **look: bool,
) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 7, message, values, info, "place")
    record.created = 1_796_000_000.25
    return SafeFormatter(log_format, **look).format(record)


def failing() -> BaseException:
    try:
        try:
            raise ValueError(MARK)
        except ValueError as inner:
            raise RuntimeError(f"while {MARK}") from inner
    except RuntimeError as error:
        return ExceptionGroup(MARK, [error]).with_traceback(error.__traceback__)


@pytest.mark.parametrize(
    "library",
    ["telegram.ext.Application", "aiohttp.client", "asyncio", "py.warnings", "apscheduler"],
)
def test_of_a_library_only_the_place_the_level_and_the_kinds_of_errors_are_kept(
    library: str,
) -> None:
    error, said = failing(), "a library's message, its words left out (place, line 7)"
    # Too many arguments, which nobody may be told of in a traceback either.
    text = written(library, f"{MARK} %s", MARK, MARK, error=error)
    assert MARK not in text
    assert f" ERROR {library}: {said}\n" in text
    assert "ExceptionGroup (RuntimeError) at" in text
    line = written(library, f"{MARK} %s", MARK, MARK, error=error, log_format=LogFormat.JSON)
    assert MARK not in line
    found = json.loads(line)
    assert found["logger"] == library
    assert found["event"] == said
    assert "ExceptionGroup (RuntimeError) at" in found["error"]


def test_an_error_of_ours_is_told_by_its_kinds_and_its_way_in_the_code() -> None:
    group = failing()
    assert isinstance(group, ExceptionGroup)
    text = written("bot.delivery", "delivery %d", 5, error=group.exceptions[0])
    assert MARK not in text
    assert " ERROR bot.delivery: delivery 5\n  RuntimeError at tests/hearing/" in text
    assert "\n  ValueError at tests/hearing/test_logs.py:" in text


def test_a_line_is_read_by_people_and_an_object_by_machines() -> None:
    def write() -> tuple[str, str, str]:
        UPDATE_ID.set(7)
        DELIVERY_ID.set(9)
        return (
            written("bot.delivery", "sent after %d ms", 5),
            written("bot.delivery", "sent after %d ms", 5, log_format=LogFormat.JSON),
            written("bot.delivery", "late", has_colors=True),
        )

    text, line, colored = copy_context().run(write)
    alone = written("bot.delivery", "sent\nagain", log_format=LogFormat.JSON)
    assert text == (
        "2026-11-30 00:53:20.250 ERROR bot.delivery: [update 7, delivery 9] sent after 5 ms"
    )
    assert json.loads(line) == {
        "at": "2026-11-30T00:53:20.250Z",
        "level": "ERROR",
        "logger": "bot.delivery",
        "event": "sent after 5 ms",
        "update": 7,
        "delivery": 9,
    }
    assert "\x1b[31mERROR\x1b[0m" in colored
    # One object is one line, whatever is said.
    assert "\n" not in alone
    assert json.loads(alone)["event"] == "sent\nagain"
    assert "update" not in json.loads(alone)


UNCAUGHT = f"""
import asyncio, gc, sys, threading, warnings
from bot.process.logs import LogFormat, set_up_logs
set_up_logs("DEBUG", LogFormat(sys.argv[1]))

async def lose():
    asyncio.get_running_loop().call_soon(lambda: 1 / len("{MARK}"[99:]))
    asyncio.create_task(fail()); await asyncio.sleep(0.01); gc.collect()
    asyncio.get_running_loop().call_exception_handler({{"message": "{MARK}", "x": "{MARK}"}})

async def fail():
    raise ValueError("{MARK}")

class Lost:
    def __del__(self):
        raise ValueError("{MARK}")

asyncio.run(lose())
Lost()
thread = threading.Thread(target=lambda: int("{MARK}")); thread.start(); thread.join()
warnings.warn("{MARK}")
raise ValueError("{MARK}") from KeyError("{MARK}")
"""


@pytest.mark.parametrize("log_format", LogFormat)
def test_what_nobody_catches_is_told_without_its_words(log_format: LogFormat) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", UNCAUGHT, log_format],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ran.returncode == 1
    assert MARK not in ran.stdout + ran.stderr
    assert ran.stderr.count("nobody waited for this") == 2
    if log_format is LogFormat.TEXT:
        assert ran.stderr.count("ERROR asyncio") == 3
        assert "WARNING py.warnings" in ran.stderr
        assert "this ends the process:\n  ValueError at <string>" in ran.stderr
    else:
        lines = [json.loads(line) for line in ran.stderr.splitlines()]
        assert [line["logger"] for line in lines].count("asyncio") == 3
        assert lines[-1]["event"].startswith("this ends the process:\n  ValueError at <string>")


def test_no_core_file_is_left() -> None:
    code = (
        f"from {forbid_core_dumps.__module__} import forbid_core_dumps\n"
        "import resource\n"
        "forbid_core_dumps()\n"
        "print(max(resource.getrlimit(resource.RLIMIT_CORE)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(told.stdout) in (0, 1)


# What a line of our log may be made of: numbers, states, kinds, instants, references, our words.
VALUES = {
    "admin_id",
    "(shown - expected).total_seconds()",
    "LASTING_SECONDS",
    "ahead - before",
    "before - ahead",
    "begun.kind.name",
    "deserted.gone",
    "begun.lost",
    "begun.tried",
    "chat.id",
    "chat_id",
    "count",
    "course_id",
    "delivery.delivery_id",
    "error.operator",
    "trouble.operator",
    "watch.damage.operator",
    "refusal",
    "rescued",
    "error.trouble.value",
    "hour",
    "kept",
    "kind",
    "size",
    "milliseconds",
    "name",
    "number",
    "one.name",
    "port",
    "progress.total",
    "what",
    "line.dropped",
    "line.left_out",
    "one.delivery.delivery_id",
    "one.subject",
    "reason",
    "reference",
    "round(seconds)",
    "row['course_id']",
    "row['kind']",
    "seconds",
    "self._host",
    "self._epoch",
    "self.port",
    "', '.join(changed)",
    "', '.join(differing)",
    "source",
    "status",
    "text.text",
    "told",
    "tried.error",
    "tried.status",
    "until_at",
    "update.update_id",
    "update_id",
    "wait",
    "why",
}


def is_known(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.IfExp):
        return is_known(value.body) and is_known(value.orelse)
    text = ast.unparse(value)
    is_kind = text.startswith(("type(", "len(", "describe("))
    return is_kind or text in VALUES


def test_every_value_in_a_line_of_our_log_is_on_the_list() -> None:
    unknown = []
    for room in ("bot", "lessons", "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "sandbox" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and ast.unparse(node.func.value) in ("logger", "_log", "logging")
                    and node.func.attr
                    in ("debug", "info", "warning", "error", "exception", "critical")
                ):
                    message, *values = node.args
                    if not isinstance(message, ast.Constant):
                        unknown.append(f"{path}: {ast.unparse(message)}")
                    unknown += [
                        f"{path}: {ast.unparse(value)}" for value in values if not is_known(value)
                    ]
    assert unknown == []

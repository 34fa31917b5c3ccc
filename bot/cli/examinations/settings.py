"""The settings as far as they are right, and what is wrong with the others."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.setting_names import find_odd_lines, find_wrong_names, read_names
from bot.setting_source import describe_source, explain
from bot.settings import ENV_FILE, Settings
from storage.interface.examination import Finding, Mark


def examine_settings() -> tuple[Settings, list[Finding]]:
    """Return the settings, each wrong one as if it were not set, and what is to be said of them."""
    file, settings, wrong = Path(ENV_FILE), None, list[str]()
    try:
        wrong += find_odd_lines(file)
        known = {name.upper() for name in Settings.model_fields}
        wrong += find_wrong_names(known, read_names(file), os.environ)
        settings = _load_what_is_right(wrong)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        wrong.append(f"{file}:{line}: this is not UTF-8. Save it as UTF-8.")
    except OSError as error:
        wrong.append(f"{file} cannot be read: {error.strerror}. Allow this user to read it.")
    if settings is None:
        settings = _load_what_is_right(wrong, _env_file=None)
    findings = [Finding("settings", Mark.WRONG, words) for words in wrong] or [
        Finding("settings", Mark.OK, f"every one is sound, from {describe_source()}")
    ]
    return settings, [*findings, *_examine_modes(file)]


def _load_what_is_right(wrong: list[str], **given: Any) -> Settings:
    """Return the settings; what is said of wrong ones is added to ``wrong``."""
    while True:
        try:
            return Settings(**given)
        except ValidationError as error:
            wrong += explain(error)
            given |= {name: Settings.model_fields[name].get_default() for name in _names(error)}


def _names(error: ValidationError) -> Iterator[str]:
    """Yield the settings to do without: the wrong ones, and what makes no sense without them."""
    names = {str(item["loc"][0]) if item["loc"] else "" for item in error.errors()}
    if "" in names:
        # What two settings have between them; the token is not at fault.
        names = names - {""} | {"bot_api_url", "messages_per_second", "desk_listen"}
    if "bot_token" in names:
        names.add("bot_api_url")
    yield from names


def _examine_modes(file: Path) -> Iterator[Finding]:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return
    if mode & (stat.S_IRWXO | stat.S_IRWXG):
        who = "anybody on this machine" if mode & stat.S_IRWXO else "its group"
        yield Finding(
            f"{file}",
            Mark.WRONG if mode & stat.S_IRWXO else Mark.LOOK,
            f"{file.absolute()} holds secrets, and {who} may read it ({mode:04o})",
            f"chmod 600 {file.absolute()}",
        )
    else:
        yield Finding(f"{file}", Mark.OK, f"only its user may read it ({mode:04o})")

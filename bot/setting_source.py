"""Settings as they are read, from the environment or ``.env``; every wrong one is named at once."""

import os
from pathlib import Path

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.setting_names import find_odd_lines, find_wrong_names, read_names
from bot.settings import ENV_FILE, IfUnset, Settings
from lessons.errors import InvalidInput
from storage import hide_password


def describe_source() -> str:
    """Return where the settings came from, for the log."""
    file = Path(ENV_FILE).absolute()
    return f"the environment, {file}" if file.is_file() else f"the environment (no {file})"


def list_settings() -> list[tuple[str, str, str]]:
    """Return each setting's name, what is accepted, and what holds if it is not set."""
    return [
        (name.upper(), field.description or "", _if_unset(field))
        for name, field in Settings.model_fields.items()
    ]


def _if_unset(field: FieldInfo) -> str:
    words = [item.words for item in field.metadata if isinstance(item, IfUnset)]
    default = str(field.default)
    return words[0] if words else default.lower() if field.annotation is bool else default


def load_settings() -> Settings:
    """Return the settings; raises ``InvalidInput`` that names every wrong one."""
    try:
        if odd := find_odd_lines(Path(ENV_FILE)):
            raise InvalidInput("\n".join(odd))
        known = {name.upper() for name in Settings.model_fields}
        if wrong := find_wrong_names(known, read_names(Path(ENV_FILE)), os.environ):
            raise InvalidInput("\n".join(wrong))
        return Settings()  # type: ignore[call-arg]  # the values come from the environment
    except ValidationError as error:
        raise InvalidInput("\n".join(explain(error))) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidInput(f"{ENV_FILE}:{line}: this is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise InvalidInput(
            f"{ENV_FILE} cannot be read: {error.strerror}. Allow this user to read it, or put "
            "the settings into the environment."
        ) from None


def explain(error: ValidationError) -> list[str]:
    """Return for each setting that is wrong what was given, and what is accepted."""
    problems: dict[str, str] = {}
    for item in error.errors():
        if not item["loc"]:
            problems[""] = str(item["ctx"]["error"])
            continue
        field = str(item["loc"][0])
        name = field.upper()
        accepted = Settings.model_fields[field].description
        # The token's own words, because nothing of it may be shown.
        is_token = field == "bot_token"
        given = "" if is_token else f"{hide_password(repr(item['input']))} is not accepted"
        problems[name] = f"{name}: {given or item['ctx']['error']}. Give {accepted}."
    return list(problems.values())

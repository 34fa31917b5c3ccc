"""What the Bot API has: its methods, their parameters and their types.

The names come from ``bot_api.json``. A type is written as the documentation writes it, with ``|``
between alternatives: ``Integer|String``, ``Array of MessageEntity``.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import parse_json

_ARRAY = "Array of "
_SCALARS = frozenset({"Integer", "Float", "String", "Boolean", "InputFile"})
_TRUE_WORDS = frozenset({"true", "yes", "1"})

# What Telegram still takes although its documentation has moved on.
_OLDER_PARAMETERS = {
    "reply_to_message_id": "Integer",
    "allow_sending_without_reply": "Boolean",
    "disable_web_page_preview": "Boolean",
    "correct_option_id": "Integer",
}

# Telegram's words for the containers that it fails to read.
_CONTAINER_WORDS = {
    "reply_markup": ("reply keyboard markup", "Object expected as reply markup"),
    "reply_parameters": ("reply parameters", "Object expected as reply parameters"),
    "link_preview_options": ("link preview options", "Object expected as link preview options"),
    "commands": ("commands", "expected an Array of BotCommand"),
    "scope": ("BotCommandScope", "can't parse BotCommandScope: BotCommandScope must be an Object"),
    "menu_button": ("menu button", "can't parse menu button: MenuButton must be an Object"),
    "options": ("options", "expected an Array of String as options"),
    "message_ids": ("message_ids", "expected an Array of message identifiers"),
    "reaction": ("reaction types", "expected an Array of ReactionType"),
    "correct_option_ids": (
        "correct option identifiers",
        "expected an Array of correct option identifiers",
    ),
}


@dataclass(frozen=True, slots=True)
class MethodShape:
    """A method's parameters by name, each with its type."""

    name: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class TypeShape:
    """An object type's fields by name, or the types that may stand in its place."""

    fields: dict[str, str]
    subtypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApiSchema:
    """Every method (by its name in lower case) and every type of the Bot API."""

    methods: dict[str, MethodShape]
    types: dict[str, TypeShape]

    def decode(
        self, method: MethodShape, given: dict[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the parameters as values of their types, and the names that mean nothing here.

        Numbers and booleans may come as text and containers as JSON text, as Telegram allows; an
        empty or null parameter counts as absent. Raises the 400 of a value that cannot be read.
        """
        params: dict[str, Any] = {}
        unknown: list[str] = []
        for name, value in given.items():
            kind = method.fields.get(name) or _OLDER_PARAMETERS.get(name)
            if kind is None:
                unknown.append(name)
            elif value is not None and value != "":
                params[name] = _decode(name, kind, value)
                if not isinstance(params[name], str | int | float | bytes):
                    unknown += self._unknown_within(kind, params[name], name)
        return params, unknown

    def _unknown_within(self, kind: str, value: Any, path: str) -> Iterator[str]:
        """Yield the paths of the fields that no alternative of ``kind`` has."""
        if isinstance(value, list):
            inner = "|".join(one.removeprefix(_ARRAY) for one in kind.split("|"))
            for item in value:
                yield from self._unknown_within(inner, item, path)
        elif isinstance(value, dict):
            fields = self.fields_of(kind)
            for name, item in value.items():
                if not fields or name in fields:
                    yield from self._unknown_within(fields.get(name, ""), item, f"{path}.{name}")
                else:
                    yield f"{path}.{name}"

    def fields_of(self, kind: str) -> dict[str, str]:
        """Return every field that an object of ``kind``, or of a type in its place, may have."""
        shapes = [self.types[name] for name in kind.split("|") if name in self.types]
        if len(shapes) == 1 and not shapes[0].subtypes:
            return shapes[0].fields
        fields: dict[str, str] = {}
        for shape in shapes:
            fields |= shape.fields
            for subtype in shape.subtypes:
                fields |= self.fields_of(subtype)
        return fields


@cache
def load_api_schema() -> ApiSchema:
    """Return the Bot API as ``bot_api.json`` names it."""
    text = files(__package__).joinpath("bot_api.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    methods = {
        name.lower(): MethodShape(name, one["fields"]) for name, one in raw["methods"].items()
    }
    types = {
        name: TypeShape(one.get("fields", {}), tuple(one.get("subtypes", ())))
        for name, one in raw["types"].items()
    }
    return ApiSchema(methods, types)


def parse_boolean(value: Any) -> bool:
    """Return what Telegram makes of a boolean that may come as text or number."""
    if isinstance(value, str):
        return value.strip().lower() in _TRUE_WORDS
    return value is True or value == 1


def _decode(name: str, kind: str, value: Any) -> Any:
    kinds = kind.split("|")
    if kinds == ["Boolean"]:
        return parse_boolean(value)
    if kinds == ["Integer"]:
        return _integer(name, value)
    if kinds == ["Float"]:
        return _number(name, value)
    if all(one in _SCALARS for one in kinds):
        return _scalar(kinds, value)
    return _container(name, is_list=kinds[0].startswith(_ARRAY), value=value)


def _integer(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise TypeError
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f"{name} must be an Integer") from None


def _number(name: str, value: Any) -> float:
    try:
        if isinstance(value, bool):
            raise TypeError
        number = float(value)
        if not math.isfinite(number):
            raise ValueError
        return number
    except (TypeError, ValueError):
        raise bad_request(f"{name} must be a Number") from None


def _scalar(kinds: list[str], value: Any) -> Any:
    if isinstance(value, str):
        stripped = value.strip()
        if "Integer" in kinds and stripped.removeprefix("-").isdecimal():
            return int(stripped)
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if "Integer" in kinds and isinstance(value, int):
        return value
    return value if "InputFile" in kinds else _as_text(value)


def _as_text(value: Any) -> str:
    return str(value) if isinstance(value, int | float) else json.dumps(value)


def _container(name: str, *, is_list: bool, value: Any) -> Any:
    words, expected = _CONTAINER_WORDS.get(
        name, (name, f"{'Array' if is_list else 'Object'} expected as {name}")
    )
    if isinstance(value, str):
        try:
            value = parse_json(value)
        except ValueError:
            raise bad_request(f"can't parse {words} JSON object") from None
    if not isinstance(value, list if is_list else dict):
        raise bad_request(expected)
    return value

"""Texts as the sandbox reads them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.formatting import (
    FormattingError,
    parse_formatted,
)


def parse(
    text: str, parse_mode: str | None = "HTML", entities: list[Any] | None = None
) -> tuple[str, list[dict[str, Any]]]:
    return parse_formatted(text, parse_mode, entities, limit=4096)


def formatted(text: str, parse_mode: str = "HTML") -> list[tuple[str, str]]:
    """Return what each entity in ``text`` is and covers, without those of no markup."""
    plain, entities = parse(text, parse_mode)
    units = plain.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ]


def refusal(text: str, parse_mode: str | None = "HTML", entities: list[Any] | None = None) -> str:
    with pytest.raises(FormattingError) as refused:
        parse(text, parse_mode, entities)
    return str(refused.value)


def spans(*asked: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [{"type": type_, "offset": at, "length": length} for type_, at, length in asked]

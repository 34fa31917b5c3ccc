"""Reads the texts of the bot's messages, with Telegram's limits."""

import json
from functools import lru_cache
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import FormattingError, parse_formatted
from bot.sandbox.world.people import Population

# https://core.telegram.org/bots/api#sendmessage and #sendphoto, in UTF-16 units
MAX_TEXT = 4096
MAX_CAPTION = 1024
# For texts whose own limit counts characters and is checked afterwards.
UNLIMITED = 1 << 15


def parse_text(
    people: Population,
    given: str,
    parse_mode: str | None,
    entities: list[dict[str, Any]] | None,
    *,
    limit: int,
    empty: str | None = "message text is empty",
    too_long: str = "message is too long",
) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without its markup, and its entities; raises Telegram's 400s.

    ``limit`` counts UTF-16 units of the result. With ``empty`` None an empty text is fine.
    """
    frozen = None if entities is None else json.dumps(entities)
    try:
        text, found = _parse(given, parse_mode, frozen, limit=limit, empty=empty, too_long=too_long)
    except FormattingError as error:
        raise bad_request(str(error)) from None
    return text, _with_whole_users(people, found)


# A lesson goes out to thousands with the same text, which is read once.
@lru_cache(maxsize=512)
def _parse(
    given: str,
    parse_mode: str | None,
    entities: str | None,
    *,
    limit: int,
    empty: str | None,
    too_long: str,
) -> tuple[str, list[dict[str, Any]]]:
    return parse_formatted(
        given,
        parse_mode,
        None if entities is None else json.loads(entities),
        limit=limit,
        empty=empty,
        too_long=too_long,
    )


def _with_whole_users(people: Population, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entities with whole users in them; a mention of nobody known is dropped."""
    if not any("user" in entity for entity in entities):
        return entities
    whole = []
    for entity in entities:
        if "user" not in entity:
            whole.append(entity)
        elif (person := people.find(entity["user"]["id"])) is not None:
            whole.append({**entity, "user": person.user()})
    return whole

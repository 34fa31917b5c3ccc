"""All processes agree on where a chat is at home, and few chats move when one comes or goes."""

from collections import Counter

from bot.api.webhook.homes import find_home

CHATS = range(1, 6001)


def test_chats_are_spread_evenly_and_alike_in_whatever_order() -> None:
    found = {chat: find_home(chat, ["a", "b", "c"]) for chat in CHATS}
    assert found == {chat: find_home(chat, ["c", "a", "b"]) for chat in CHATS}
    assert min(Counter(found.values()).values()) > 1800


def test_only_the_chats_of_the_one_that_goes_move() -> None:
    before = {chat: find_home(chat, ["a", "b", "c"]) for chat in CHATS}
    after = {chat: find_home(chat, ["a", "b"]) for chat in CHATS}
    assert {before[chat] for chat in CHATS if before[chat] != after[chat]} == {"c"}

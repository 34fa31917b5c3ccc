"""The command menu that a person sees is the narrowest one that the bot has set."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.sandbox_client import ADA, ROOT, SandboxClient, bad_request, running_sandbox
from tests.support.tables import table


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        yield client


async def name_menu(sandbox: SandboxClient, name: str, **where: Any) -> None:
    commands = [{"command": name, "description": "What it does"}]
    assert await sandbox.call("setMyCommands", commands=commands, **where) is True


async def menu(sandbox: SandboxClient, chat: int | str, person: str = "ada") -> list[str]:
    commands = await sandbox.ask(f"commands?chat={chat}&from={person}")
    return [one["command"] for one in commands]


async def test_in_private_the_chat_comes_before_all_private_chats_before_the_default(
    sandbox: SandboxClient,
) -> None:
    assert await menu(sandbox, "ada") == []
    await name_menu(sandbox, "default")
    assert await menu(sandbox, "ada") == ["default"]
    await name_menu(sandbox, "german", language_code="de")
    assert await menu(sandbox, "ada") == ["german"]
    assert await menu(sandbox, "ben", "ben") == ["default"]
    await name_menu(sandbox, "private", scope={"type": "all_private_chats"})
    assert await menu(sandbox, "ada") == ["private"]
    await name_menu(sandbox, "own", scope={"type": "chat", "chat_id": ADA})
    assert await menu(sandbox, "ada") == ["own"]
    await sandbox.call("deleteMyCommands", scope={"type": "chat", "chat_id": ADA})
    assert await menu(sandbox, "ada") == ["private"]


async def test_in_a_group_each_scope_comes_before_the_wider_ones(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ada", "ben", admins=("ada",))
    for name, scope, for_admin, for_member in (
        ("default", {"type": "default"}, "default", "default"),
        ("groups", {"type": "all_group_chats"}, "groups", "groups"),
        ("admins", {"type": "all_chat_administrators"}, "admins", "groups"),
        ("chat", {"type": "chat", "chat_id": group}, "chat", "chat"),
        ("chatadmins", {"type": "chat_administrators", "chat_id": group}, "chatadmins", "chat"),
        (
            "member",
            {"type": "chat_member", "chat_id": group, "user_id": ADA},
            "member",
            "chat",
        ),
    ):
        await name_menu(sandbox, name, scope=scope)
        assert await menu(sandbox, group, "ada") == [for_admin]
        assert await menu(sandbox, group, "ben") == [for_member]


async def test_a_scope_holds_its_own_list_and_no_other(sandbox: SandboxClient) -> None:
    await name_menu(sandbox, "default")
    assert await sandbox.call("getMyCommands", scope={"type": "all_group_chats"}) == []
    assert await sandbox.call("getMyCommands", language_code="de") == []
    assert len(await sandbox.call("getMyCommands")) == 1


@table(
    ("commands", "refusal"),
    [
        ([{"command": "Start", "description": "Begin"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a-b", "description": "Begin"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "Begin"}], "command length must not exceed 32"),
        ([{"command": "", "description": "Begin"}], "command must be non-empty"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        (
            [{"command": "a", "description": "x" * 257}],
            "command description length must not exceed 256",
        ),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        (["start"], "can't parse BotCommand: expected an Object"),
        ({"command": "a"}, "expected an Array of BotCommand"),
        (
            [{"command": f"c{number}", "description": "x"} for number in range(101)],
            "BOT_COMMANDS_TOO_MUCH",
        ),
    ],
)
async def test_commands_outside_the_limits_are_refused(
    sandbox: SandboxClient, commands: Any, refusal: str
) -> None:
    assert await sandbox.call("setMyCommands", commands=commands) == bad_request(refusal)


async def test_a_hundred_commands_at_their_longest_are_taken(sandbox: SandboxClient) -> None:
    commands = [{"command": f"{number:_>32}", "description": "x" * 256} for number in range(100)]
    assert await sandbox.call("setMyCommands", commands=commands) is True
    assert await sandbox.call("getMyCommands") == commands


@table(
    ("scope", "refusal"),
    [
        ({"type": "planet"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": ROOT}, "chat not found"),
        (
            {"type": "chat_administrators", "chat_id": ADA},
            "can't use specified scope in private chats",
        ),
    ],
)
async def test_a_scope_that_does_not_exist_is_refused(
    sandbox: SandboxClient, scope: dict[str, Any], refusal: str
) -> None:
    assert await sandbox.call("setMyCommands", commands=[], scope=scope) == bad_request(refusal)


async def test_a_language_is_two_letters(sandbox: SandboxClient) -> None:
    for language_code in ("deu", "DE", "d1"):
        answer = await sandbox.call("setMyCommands", commands=[], language_code=language_code)
        assert answer == bad_request("invalid language code specified")

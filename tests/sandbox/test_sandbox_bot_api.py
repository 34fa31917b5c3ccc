"""The sandbox answers as Telegram does: payload, encodings, limits and the words of its errors."""

import json
from typing import Any

import aiohttp

from tests.support.sandbox_client import (
    ADA,
    BEN,
    ROOT,
    Refusal,
    SandboxClient,
    bad_request,
    inline,
    unwrap,
)
from tests.support.tables import table

# Addresses and tokens


async def test_a_wrong_token_is_unauthorized_and_a_broken_one_is_not_found(
    sandbox: SandboxClient,
) -> None:
    for token, code, description in (
        ("1000000:SANDBOX-wrong", 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
    ):
        url = f"{sandbox.sandbox.url}/bot{token}/getMe"
        async with sandbox.http.get(url) as response:
            assert unwrap(await response.json(), response.status) == Refusal(code, description)


async def test_an_address_without_a_method_is_not_found(sandbox: SandboxClient) -> None:
    async with sandbox.http.get(f"{sandbox.sandbox.url}/bot{sandbox.sandbox.token}") as response:
        assert unwrap(await response.json(), response.status) == Refusal(404, "Not Found")


async def test_an_unknown_method_is_not_found(sandbox: SandboxClient) -> None:
    assert await sandbox.call("sendMesage") == Refusal(404, "Not Found: method not found")


@table("method", ["copyMessage", "forwardMessage", "sendVideoNote", "logOut"])
async def test_a_real_method_that_the_sandbox_lacks_is_not_implemented(
    sandbox: SandboxClient, method: str
) -> None:
    answer = await sandbox.call(method)
    assert answer == Refusal(501, f"Not Implemented: the sandbox does not have {method}")


async def test_method_names_do_not_mind_case(sandbox: SandboxClient) -> None:
    assert (await sandbox.call("GETME"))["is_bot"] is True


async def test_a_parameter_that_the_method_lacks_is_ignored_with_a_warning_that_hides_its_value(
    sandbox: SandboxClient,
) -> None:
    keyboard = inline(text="Go", callback_data="go", colour="secret")
    sent = await sandbox.call(
        "sendMessage", chat_id=ADA, text="Hi", tekst="secret", reply_markup=keyboard
    )
    assert sent["text"] == "Hi"
    assert [one["text"] for one in await sandbox.ask("warnings")] == [
        "sendMessage has no parameter tekst: it was ignored",
        "sendMessage has no parameter reply_markup.inline_keyboard.colour: it was ignored",
    ]


async def test_a_warning_is_said_once(sandbox: SandboxClient) -> None:
    for _ in range(3):
        await sandbox.call("sendMessage", chat_id=ADA, text="Hi", tekst="x")
    assert [one["n"] for one in await sandbox.ask("warnings")] == [1]
    assert await sandbox.ask("warnings?after=1") == []


# Encodings


@table("encoding", ["json", "json of strings", "form", "multipart", "query"])
async def test_every_encoding_of_the_parameters_means_the_same(
    sandbox: SandboxClient, encoding: str
) -> None:
    keyboard = inline(text="Go", callback_data="go")
    strings = {
        "chat_id": str(ADA),
        "text": "Hi",
        "protect_content": "true",
        "reply_markup": json.dumps(keyboard),
    }
    values = {"chat_id": ADA, "text": "Hi", "protect_content": True, "reply_markup": keyboard}
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in strings.items():
        form.add_field(name, value)
    sent_as: dict[str, dict[str, Any]] = {
        "json": {"json": values},
        "json of strings": {"json": strings},
        "form": {"data": strings},
        "multipart": {"data": form},
        "query": {"params": strings},
    }
    async with sandbox.http.post(
        sandbox.method_url("sendMessage"), **sent_as[encoding]
    ) as response:
        sent = unwrap(await response.json(), response.status)
    assert (sent["chat"]["id"], sent["text"], sent["reply_markup"]) == (ADA, "Hi", keyboard)
    assert sent["has_protected_content"] is True


@table(
    ("params", "refusal"),
    [
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": []}, "Object expected as reply markup"),
        ({"message_thread_id": "first"}, "message_thread_id must be an Integer"),
        ({"entities": "{"}, "can't parse entities JSON object"),
        ({"reply_markup": '"\\ud83d"'}, "can't parse reply keyboard markup JSON object"),
    ],
)
async def test_a_parameter_that_cannot_be_read_is_refused(
    sandbox: SandboxClient, params: dict[str, Any], refusal: str
) -> None:
    answer = await sandbox.call("sendMessage", **{"chat_id": ADA, "text": "Hi", **params})
    assert answer == bad_request(refusal)


async def test_a_body_that_is_no_json_object_is_refused(sandbox: SandboxClient) -> None:
    for body in ("{", "[1]", '{"text": "\\ud83d"}', b'{"text": "\xff"}'):
        async with sandbox.http.post(
            sandbox.method_url("getMe"), data=body, headers={"Content-Type": "application/json"}
        ) as response:
            assert response.status == 400


# Chats


@table(
    ("chat_id", "refusal"),
    [
        (None, bad_request("chat_id is empty")),
        ("", bad_request("chat_id is empty")),
        (4711, bad_request("chat not found")),
        ("@somebody", bad_request("chat not found")),
        (BEN, Refusal(403, "Forbidden: bot can't initiate conversation with a user")),
    ],
)
async def test_a_message_to_a_chat_that_the_bot_does_not_know_is_refused(
    sandbox: SandboxClient, chat_id: Any, refusal: Refusal
) -> None:
    assert await sandbox.call("sendMessage", chat_id=chat_id, text="Hi") == refusal


async def test_people_made_in_bulk_may_be_written_to_at_once(sandbox: SandboxClient) -> None:
    first, *_, last = await sandbox.tell("people", count=50)
    for person in (first, last):
        sent = await sandbox.call("sendMessage", chat_id=person["id"], text="Hi")
        assert sent["chat"]["id"] == person["id"]


# Texts


@table(
    ("text", "refusal"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_a_text_outside_the_limits_is_refused(
    sandbox: SandboxClient, text: str, refusal: str
) -> None:
    assert await sandbox.call("sendMessage", chat_id=ADA, text=text) == bad_request(refusal)


async def test_the_limit_of_a_text_counts_what_is_left_of_its_markup(
    sandbox: SandboxClient,
) -> None:
    text = f"<b>{'😀' * 2048}</b>"
    sent = await sandbox.call("sendMessage", chat_id=ADA, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_broken_markup_is_refused_as_entities_that_cannot_be_parsed(
    sandbox: SandboxClient,
) -> None:
    answer = await sandbox.call("sendMessage", chat_id=ADA, text="<b>x", parse_mode="HTML")
    assert isinstance(answer, Refusal)
    assert answer.code == 400
    assert answer.description.startswith("Bad Request: can't parse entities: ")


async def test_a_mention_shows_the_whole_user_and_one_of_nobody_is_dropped(
    sandbox: SandboxClient,
) -> None:
    text = f'<a href="tg://user?id={BEN}">Ben</a> <a href="tg://user?id=77">who</a>'
    sent = await sandbox.call("sendMessage", chat_id=ADA, text=text, parse_mode="HTML")
    (mention,) = sent["entities"]
    assert mention["user"]["first_name"] == "Ben"


# Other methods


@table(
    ("method", "params", "refusal"),
    [
        ("sendLocation", {"chat_id": ADA, "longitude": 1}, "latitude is empty"),
        (
            "sendLocation",
            {"chat_id": ADA, "latitude": 91, "longitude": 1},
            "invalid location specified",
        ),
        (
            "sendChatAction",
            {"chat_id": ADA, "action": "dance"},
            "wrong parameter action in request",
        ),
        ("sendPhoto", {"chat_id": ADA}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": ADA}, "there is no document in the request"),
        (
            "sendDocument",
            {"chat_id": ADA, "document": "https://example.org/a.pdf"},
            "failed to get HTTP URL content",
        ),
        (
            "sendDocument",
            {"chat_id": ADA, "document": "AgADBAAD"},
            "wrong file identifier/HTTP URL specified",
        ),
        ("getFile", {}, "file_id not specified"),
        (
            "getFile",
            {"file_id": "AgADBAAD"},
            "wrong file_id or the file is temporarily unavailable",
        ),
        ("getChat", {"chat_id": ROOT}, "chat not found"),
        ("getChatMember", {"chat_id": ADA}, "invalid user_id specified"),
        (
            "getChatAdministrators",
            {"chat_id": ADA},
            "there are no administrators in the private chat",
        ),
        (
            "setMessageReaction",
            {"chat_id": ADA, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "🧦"}]},
            "REACTION_INVALID",
        ),
        ("setMyName", {"name": "x" * 65}, "BOT_NAME_TOO_LONG"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "games"}},
            "can't parse menu button: MenuButton has unsupported type",
        ),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(
    sandbox: SandboxClient, method: str, params: dict[str, Any], refusal: str
) -> None:
    assert await sandbox.call(method, **params) == bad_request(refusal)

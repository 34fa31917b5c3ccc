"""The sandbox answers as Telegram does: envelope, encodings, limits and the words of its errors."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.sandbox_client import (
    ADA,
    BEN,
    ROOT,
    Refusal,
    SandboxClient,
    bad_request,
    running_sandbox,
    unwrap,
)

NOT_MODIFIED = bad_request(
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = bad_request("query is too old and response timeout expired or query ID is invalid")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        await client.updates()
        yield client


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


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


@pytest.mark.parametrize("method", ["copyMessage", "forwardMessage", "sendVideo", "logOut"])
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


@pytest.mark.parametrize("encoding", ["json", "json of strings", "form", "multipart", "query"])
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


# Keyboards


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        (
            {"text": "Go"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "Go", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "go"},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "Go", "callback_data": "go", "url": "https://example.org"},
            "can't parse inline keyboard button: exactly one action per button is allowed, not url"
            " and callback_data",
        ),
        ({"text": "Go", "callback_data": "ä" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "Call", "url": "tel:112"},
            "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "Call", "url": "tel:+49301234567"},
            "inline keyboard button URL 'tel:+49301234567' is invalid: Wrong port number specified",
        ),
        (
            {"text": "Go", "url": "ftp://example.org"},
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "Go", "url": "localhost"},
            "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "Go", "web_app": {"url": "http://example.org"}},
            "inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links"
            " are allowed",
        ),
        ({"text": "Go", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "Go", "pay": True}, "BUTTON_TYPE_INVALID"),
        (
            {"text": "Go", "callback_data": "go", "style": "loud"},
            "can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_an_inline_button_that_telegram_refuses_is_refused(
    sandbox: SandboxClient, button: dict[str, Any], refusal: str
) -> None:
    answer = await sandbox.call(
        "sendMessage", chat_id=ADA, text="Hi", reply_markup=inline(**button)
    )
    assert answer == bad_request(refusal)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"text": "Go", "callback_data": "ä" * 32}, {"text": "Go", "callback_data": "ä" * 32}),
        ({"text": "Go", "url": "example.org"}, {"text": "Go", "url": "http://example.org/"}),
        (
            {"text": "Go", "url": "https://example.org/a?b#c", "callback_data": None},
            {"text": "Go", "url": "https://example.org/a?b#c"},
        ),
        (
            {"text": "Go", "url": "tg://resolve?domain=bot"},
            {"text": "Go", "url": "tg://resolve?domain=bot"},
        ),
        ({"text": "Go", "copy_text": {"text": "x"}}, {"text": "Go", "copy_text": {"text": "x"}}),
    ],
)
async def test_an_inline_button_comes_back_as_telegram_keeps_it(
    sandbox: SandboxClient, given: dict[str, Any], kept: dict[str, Any]
) -> None:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi", reply_markup=inline(**given))
    assert sent["reply_markup"] == inline(**kept)


async def test_a_keyboard_is_cut_after_twelve_buttons_a_row(sandbox: SandboxClient) -> None:
    row = [{"text": str(number), "callback_data": str(number)} for number in range(20)]
    sent = await sandbox.call(
        "sendMessage", chat_id=ADA, text="Hi", reply_markup={"inline_keyboard": [row, []]}
    )
    assert sent["reply_markup"] == {"inline_keyboard": [row[:12]]}


async def test_a_keyboard_without_buttons_is_no_keyboard(sandbox: SandboxClient) -> None:
    sent = await sandbox.call(
        "sendMessage", chat_id=ADA, text="Hi", reply_markup={"inline_keyboard": []}
    )
    assert "reply_markup" not in sent


async def test_people_see_a_reply_keyboard_and_the_bot_does_not(sandbox: SandboxClient) -> None:
    keyboard = {
        "keyboard": [["Yes", {"text": "Here", "request_location": True}]],
        "one_time_keyboard": True,
    }
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Where?", reply_markup=keyboard)
    assert "reply_markup" not in sent
    shown = (await sandbox.ask("chats/ada/messages"))[-1]
    assert shown["reply_markup"]["keyboard"] == [
        [{"text": "Yes"}, {"text": "Here", "request_location": True}]
    ]
    remove = {"remove_keyboard": True}
    await sandbox.call("sendMessage", chat_id=ADA, text="Thanks", reply_markup=remove)
    assert (await sandbox.ask("chats/ada/messages"))[-1]["reply_markup"] == remove


async def test_a_place_may_be_asked_for_in_private_only(sandbox: SandboxClient) -> None:
    group = await sandbox.add_group("ada")
    keyboard = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    answer = await sandbox.call("sendMessage", chat_id=group, text="?", reply_markup=keyboard)
    assert answer == bad_request("Location can be requested in private chats only")


# Replies


async def test_a_reply_shows_what_it_replies_to_and_one_to_nothing_is_refused(
    sandbox: SandboxClient,
) -> None:
    question = await sandbox.call("sendMessage", chat_id=ADA, text="Which?")
    reply = {"message_id": question["message_id"]}
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="This", reply_parameters=reply)
    assert sent["reply_to_message"] == question
    lost = {"message_id": 999}
    answer = await sandbox.call("sendMessage", chat_id=ADA, text="This", reply_parameters=lost)
    assert answer == bad_request("message to be replied not found")
    lost["allow_sending_without_reply"] = True
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="This", reply_parameters=lost)
    assert "reply_to_message" not in sent


# Edits and deletions


async def test_an_edit_keeps_its_date_and_takes_an_omitted_keyboard_away(
    sandbox: SandboxClient,
) -> None:
    keyboard = inline(text="Go", callback_data="go")
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi", reply_markup=keyboard)
    place = {"chat_id": ADA, "message_id": sent["message_id"]}
    edited = await sandbox.call("editMessageText", **place, text="Ho", reply_markup=keyboard)
    assert (edited["text"], edited["reply_markup"]) == ("Ho", keyboard)
    assert edited["edit_date"] >= edited["date"] == sent["date"]
    edited = await sandbox.call("editMessageText", **place, text="Ho")
    assert "reply_markup" not in edited
    edited = await sandbox.call("editMessageReplyMarkup", **place, reply_markup=keyboard)
    assert (edited["text"], edited["reply_markup"]) == ("Ho", keyboard)


async def test_an_edit_that_changes_nothing_is_refused(sandbox: SandboxClient) -> None:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="<b>Hi</b>", parse_mode="HTML")
    place = {"chat_id": ADA, "message_id": sent["message_id"]}
    entities = [{"type": "bold", "offset": 0, "length": 2}]
    same = await sandbox.call("editMessageText", **place, text="Hi", entities=entities)
    assert same == NOT_MODIFIED
    assert await sandbox.call("editMessageReplyMarkup", **place) == NOT_MODIFIED


async def test_only_the_bots_own_texts_can_be_edited(sandbox: SandboxClient) -> None:
    hers = await sandbox.write("ada", "Hello")
    reply_keyboard = {"keyboard": [["Yes"]]}
    asked = await sandbox.call("sendMessage", chat_id=ADA, text="?", reply_markup=reply_keyboard)
    place = await sandbox.call("sendLocation", chat_id=ADA, latitude=52.5, longitude=13.4)
    for message, refusal in (
        (999, "message to edit not found"),
        (hers["message_id"], "message can't be edited"),
        (asked["message_id"], "message can't be edited"),
        (place["message_id"], "there is no text in the message to edit"),
    ):
        answer = await sandbox.call("editMessageText", chat_id=ADA, message_id=message, text="New")
        assert answer == bad_request(refusal)
    assert await sandbox.call("editMessageText", text="New") == bad_request(
        "message identifier is not specified"
    )
    assert await sandbox.call(
        "editMessageCaption", chat_id=ADA, message_id=asked["message_id"], caption="New"
    ) == bad_request("message can't be edited")


async def test_a_deleted_message_is_gone_for_everybody(sandbox: SandboxClient) -> None:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    place = {"chat_id": ADA, "message_id": sent["message_id"]}
    assert await sandbox.call("deleteMessage", **place) is True
    shown = (await sandbox.ask("chats/ada/messages"))[-1]
    assert (shown["message_id"], shown["deleted"], shown["text"]) == (
        sent["message_id"],
        True,
        None,
    )
    assert await sandbox.call("deleteMessage", **place) == bad_request(
        "message to delete not found"
    )
    answer = await sandbox.call("editMessageText", **place, text="New")
    assert answer == bad_request("message to edit not found")


async def test_a_message_can_be_deleted_for_two_days(sandbox: SandboxClient) -> None:
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    await sandbox.tell("clock", advance_seconds=48 * 3600)
    answer = await sandbox.call("deleteMessage", chat_id=ADA, message_id=sent["message_id"])
    assert answer == bad_request("message can't be deleted for everyone")


async def test_many_messages_are_deleted_at_once_and_unknown_ones_skipped(
    sandbox: SandboxClient,
) -> None:
    sent = [await sandbox.call("sendMessage", chat_id=ADA, text="Hi") for _ in range(3)]
    ids = [one["message_id"] for one in sent]
    assert await sandbox.call("deleteMessages", chat_id=ADA, message_ids=[*ids, 999]) is True
    shown = await sandbox.ask("chats/ada/messages")
    assert [one["message_id"] for one in shown if one["deleted"]] == ids
    for given, refusal in (
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([-1], "invalid message identifier specified"),
    ):
        answer = await sandbox.call("deleteMessages", chat_id=ADA, message_ids=given)
        assert answer == bad_request(refusal)


# Callback answers


async def test_a_callback_that_nobody_pressed_is_too_old(sandbox: SandboxClient) -> None:
    assert await sandbox.call("answerCallbackQuery", callback_query_id="17") == TOO_OLD
    assert await sandbox.call("answerCallbackQuery") == TOO_OLD


# Polls

QUIZ = {
    "question": "Which?",
    "options": ["This", "That"],
    "type": "quiz",
    "correct_option_ids": [1],
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"question": ""}, "text must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": None}, "can't parse options JSON object"),
        ({"options": [str(n) for n in range(13)]}, "poll can't have more than 12 options"),
        ({"options": ["This", "x" * 101]}, "poll options length must not exceed 100"),
        ({"options": ["This", ""]}, "text must be non-empty"),
        ({"options": [{"label": "This"}]}, 'Can\'t find field "text"'),
        ({"type": "survey"}, "unsupported poll type specified"),
        ({"correct_option_ids": None}, "correct quiz option list must be non-empty"),
        ({"correct_option_ids": [2]}, "wrong quiz correct_option_id"),
        ({"correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ({"explanation": "x" * 201}, "poll explanation length must not exceed 200"),
        (
            {"explanation": "a\nb\nc\nd"},
            "poll explanation must not have more than 2 line feeds",
        ),
        ({"open_period": 4}, "poll must stay open for 5 to 2628000 seconds"),
    ],
)
async def test_a_poll_outside_the_limits_is_refused(
    sandbox: SandboxClient, change: dict[str, Any], refusal: str
) -> None:
    answer = await sandbox.call("sendPoll", **{"chat_id": ADA, **QUIZ, **change})
    assert answer == bad_request(refusal)


async def test_a_poll_may_use_its_limits_to_the_full(sandbox: SandboxClient) -> None:
    sent = await sandbox.call(
        "sendPoll",
        chat_id=ADA,
        question="😀" * 300,
        options=["😀" * 100, *(str(number) for number in range(11))],
        type="quiz",
        correct_option_ids=[11],
        explanation=f"<b>{'x' * 196}</b>\n\ny",
        explanation_parse_mode="HTML",
    )
    poll = sent["poll"]
    assert len(poll["options"]) == 12
    assert poll["explanation_entities"] == [{"type": "bold", "offset": 0, "length": 196}]


async def test_the_older_way_to_name_the_right_answer_still_works(sandbox: SandboxClient) -> None:
    quiz = {key: value for key, value in QUIZ.items() if key != "correct_option_ids"}
    sent = await sandbox.call("sendPoll", chat_id=ADA, **quiz, correct_option_id="0")
    assert sent["poll"]["correct_option_ids"] == [0]


async def test_only_an_open_poll_can_be_stopped(sandbox: SandboxClient) -> None:
    text = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    quiz = await sandbox.call("sendPoll", chat_id=ADA, **QUIZ)
    stopped = await sandbox.call("stopPoll", chat_id=ADA, message_id=quiz["message_id"])
    assert stopped["is_closed"] is True
    for message_id, refusal in (
        (999, "message with poll to stop not found"),
        (text["message_id"], "message is not a poll"),
        (quiz["message_id"], "poll has already been closed"),
    ):
        answer = await sandbox.call("stopPoll", chat_id=ADA, message_id=message_id)
        assert answer == bad_request(refusal)


# Other methods


@pytest.mark.parametrize(
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

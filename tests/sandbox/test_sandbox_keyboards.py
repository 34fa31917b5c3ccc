"""Keyboards are taken, cut, refused and shown as Telegram does it."""

from typing import Any

from tests.support.sandbox_client import ADA, SandboxClient, bad_request, inline
from tests.support.tables import table


@table(
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


@table(
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

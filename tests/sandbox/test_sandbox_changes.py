"""Replies, edits, deletions and callback answers keep to Telegram's rules."""

from tests.support.sandbox_client import ADA, SandboxClient, bad_request, inline

NOT_MODIFIED = bad_request(
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TOO_OLD = bad_request("query is too old and response timeout expired or query ID is invalid")


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

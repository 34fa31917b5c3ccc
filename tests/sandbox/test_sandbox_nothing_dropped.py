"""Nothing is dropped without a word: what has no effect is warned of or refused; what people send
beside plain text arrives; updates can be of any kind and come twice."""

from io import BytesIO
from typing import Any

import aiohttp
from PIL import Image

from tests.support.sandbox_client import (
    ADA,
    Refusal,
    SandboxClient,
    mismatches_of_type,
)
from tests.support.tables import table


async def test_a_parameter_without_effect_is_warned_of(sandbox: SandboxClient) -> None:
    await sandbox.write("ada", "/start")
    sent = await sandbox.call(
        "sendMessage",
        chat_id=ADA,
        text="Hi",
        disable_notification=True,
        suggested_post_parameters={},
        reply_parameters={"message_id": 1, "quote": "secret"},
    )
    assert sent["text"] == "Hi"
    assert [one["text"] for one in await sandbox.ask("warnings")] == [
        "sendMessage: in the sandbox disable_notification has no effect",
        "sendMessage: in the sandbox reply_parameters.quote has no effect",
        "sendMessage: in the sandbox suggested_post_parameters has no effect",
    ]


@table(
    ("path", "body"),
    [
        ("chats/ada/messages", {"from": "ada", "text": "Hi", "via_bot": 1}),
        ("chats/ada/presses", {"from": "ada", "message_id": 1, "button": "Go", "force": True}),
        ("chats/ada/votes", {"from": "ada", "message_id": 1, "options": [0], "colour": "red"}),
        ("chats/ada/membership", {"from": "ada", "status": "kicked", "for": "ever"}),
        ("chats/ada/edits", {"from": "ada", "message_id": 1, "text": "Hi", "date": 0}),
        ("chats", {"type": "group", "title": "G", "members": ["ada"], "colour": "red"}),
        ("clock", {"advance_seconds": 1, "fast": True}),
        ("faults", {"method": "sendMessage", "kind": "drop", "often": True}),
        ("limits", {"enforce": True, "colour": "red"}),
        ("people", {"count": 1, "name": "eve"}),
        ("updates", {"update": {"poll": {}}, "at": 5}),
    ],
)
async def test_the_peoples_side_refuses_a_field_that_it_does_not_know(
    sandbox: SandboxClient, path: str, body: dict[str, Any]
) -> None:
    status, answer = await sandbox.try_to_tell(path, **body)
    assert status == 400
    assert f"{list(body)[-1]} given; accepted are" in answer["error"]


async def test_what_people_send_beside_text_reaches_the_bot(sandbox: SandboxClient) -> None:
    await sandbox.write("ada", "/start")
    await sandbox.updates()
    given: list[dict[str, Any]] = [
        {"sticker": "👍"},
        {"voice": 3},
        {"text": "See this", "entities": [{"type": "bold", "offset": 0, "length": 3}]},
        {"text": "Old", "forward_from": "ben"},
        {"text": "Older", "forward_from": "bot"},
        {"text": "Oldest", "forward_from": "Somebody hidden"},
        {"text": "A post", "forward_from": {"channel": "Back care"}},
        {"text": "Another", "forward_from": {"channel": "Backs", "username": "b", "message_id": 9}},
    ]
    for one in given:
        await sandbox.tell("chats/ada/messages", **{"from": "ada", **one})
    told = [one["message"] for one in await sandbox.updates()]
    assert [mismatches_of_type("Message", one) for one in told] == [[]] * len(given)
    assert (told[0]["sticker"]["emoji"], told[1]["voice"]["duration"]) == ("👍", 3)
    assert told[2]["entities"] == given[2]["entities"]
    origins = [one["forward_origin"] for one in told[3:]]
    assert [it["type"] for it in origins] == ["user", "user", "hidden_user", "channel", "channel"]
    assert "username" not in origins[3]["chat"]
    assert (origins[4]["chat"]["username"], origins[4]["message_id"]) == ("b", 9)


async def test_an_album_comes_as_messages_with_one_number(sandbox: SandboxClient) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    for _ in range(2):
        form = aiohttp.FormData({"from": "ada", "media_group_id": "7", "caption": "Ours"})
        form.add_field("photo", BytesIO(picture.getvalue()), filename="a.png")
        url = f"{sandbox.sandbox.url}/sandbox/chats/ada/messages"
        async with sandbox.http.post(url, data=form) as response:
            assert response.status == 200, await response.text()
    told = [one["message"] for one in await sandbox.updates()]
    assert [(one["media_group_id"], one["caption"]) for one in told] == [("7", "Ours")] * 2
    assert told[0]["photo"][-1]["width"] == 8


async def test_an_edit_by_a_person_comes_as_an_edited_message(sandbox: SandboxClient) -> None:
    sent = await sandbox.write("ada", "8pn")
    await sandbox.updates()
    edit = {"from": "ada", "message_id": sent["message_id"], "text": "8pm"}
    assert (await sandbox.tell("chats/ada/edits", **edit))["edited"] is True
    (told,) = [one["edited_message"] for one in await sandbox.updates()]
    assert (told["text"], told["message_id"]) == ("8pm", sent["message_id"])
    assert told["edit_date"] >= told["date"]
    assert mismatches_of_type("Message", told) == []
    bots = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    status, _ = await sandbox.try_to_tell(
        "chats/ada/edits", **{**edit, "message_id": bots["message_id"]}
    )
    assert status == 400


async def test_an_error_of_any_code_and_words_can_be_injected(sandbox: SandboxClient) -> None:
    await sandbox.write("ada", "/start")
    await sandbox.tell(
        "faults",
        method="sendMessage",
        kind="error",
        code=403,
        description="Forbidden: the sky fell",
        parameters={"retry_after": 5},
        times=2,
    )
    answers = [await sandbox.call("sendMessage", chat_id=ADA, text="Hi") for _ in range(3)]
    assert answers[:2] == [Refusal(403, "Forbidden: the sky fell", {"retry_after": 5})] * 2
    assert answers[2]["text"] == "Hi"
    for wrong in ({}, {"code": 200, "description": "OK"}, {"code": 400}):
        status, _ = await sandbox.try_to_tell("faults", kind="error", **wrong)
        assert status == 400
    status, _ = await sandbox.try_to_tell("faults", kind="drop", code=400, description="No")
    assert status == 400


async def test_an_update_can_come_twice_or_be_of_a_kind_that_nobody_knows(
    sandbox: SandboxClient,
) -> None:
    await sandbox.write("ada", "/start")
    first = await sandbox.call("getUpdates")
    after = first[-1]["update_id"] + 1
    assert await sandbox.call("getUpdates", offset=after) == []
    assert (await sandbox.tell("updates", repeat=1))["update_ids"] == [after - 1]
    assert await sandbox.call("getUpdates", offset=after) == first
    assert await sandbox.call("getUpdates", offset=after) == []
    await sandbox.tell("updates", update={"telepathy": {"from": 1}})
    assert await sandbox.call("getUpdates", offset=after) == [
        {"update_id": after, "telepathy": {"from": 1}}
    ]

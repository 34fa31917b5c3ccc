"""Polls keep to Telegram's limits and end once."""

from typing import Any

from tests.support.sandbox_client import ADA, SandboxClient, bad_request
from tests.support.tables import table

QUIZ = {
    "question": "Which?",
    "options": ["This", "That"],
    "type": "quiz",
    "correct_option_ids": [1],
}


@table(
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

"""The sandbox's pace limits: off until a test turns them on, then as Telegram counts."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import ApiError
from bot.sandbox.pace import PaceLimits
from bot.sandbox.world.chats import Chat, ChatType
from tests.support.sandbox_client import ADA, Refusal, SandboxClient, running_sandbox

TOO_FAST = Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1})


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    async with running_sandbox() as client:
        await client.write("ada", "/start")
        yield client


class Sender:
    """Sends to chats at instants of its own choosing."""

    def __init__(self, per_second: int = 30) -> None:
        self.limits = PaceLimits()
        self.limits.set({"enforce": True, "per_second": per_second})
        self.chats: dict[int, Chat] = {}

    def wait_for(
        self, chat_id: int, at: float, chat_type: ChatType = ChatType.PRIVATE, is_paid: bool = False
    ) -> int:
        """Send and return for how many seconds Telegram asks to wait, 0 if it took the message."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, chat_type))
        try:
            self.limits.check("sendmessage", chat, at, is_paid=is_paid)
        except ApiError as error:
            return int((error.parameters or {})["retry_after"])
        return 0


@given(
    st.lists(st.tuples(st.integers(0, 3), st.floats(0, 0.4)), min_size=1, max_size=60),
    st.integers(1, 5),
)
def test_no_window_holds_more_than_its_limit(
    steps: list[tuple[int, float]], per_second: int
) -> None:
    sender = Sender(per_second)
    now, taken = 100.0, []
    for chat_id, pause in steps:
        now += pause
        if sender.wait_for(chat_id, now) == 0:
            taken.append((chat_id, now))
    for _, end in taken:
        window = [chat_id for chat_id, at in taken if end - 1 < at <= end]
        assert len(window) <= per_second
        assert len(set(window)) == len(window)


@given(st.lists(st.floats(0, 0.3), min_size=2, max_size=40), st.integers(1, 3))
def test_whoever_waits_as_long_as_asked_is_heard(pauses: list[float], per_second: int) -> None:
    sender = Sender(per_second)
    now = 100.0
    for pause in pauses:
        now += pause
        seconds = sender.wait_for(1, now)
        if seconds:
            now += seconds
            assert sender.wait_for(1, now) == 0


def test_thirty_chats_a_second_and_a_refusal_counts_for_nothing() -> None:
    sender = Sender()
    assert [sender.wait_for(chat, 10.0) for chat in range(30)] == [0] * 30
    assert [sender.wait_for(chat, 10.9) for chat in range(30, 60)] == [1] * 30
    assert sender.wait_for(30, 11.0) == 0


def test_a_group_takes_twenty_a_minute_and_a_person_more() -> None:
    sender = Sender()
    waits = [sender.wait_for(1, 10.0 + second, ChatType.SUPERGROUP) for second in range(22)]
    assert waits == [0] * 20 + [40, 39]
    assert [sender.wait_for(2, 100.0 + second) for second in range(30)] == [0] * 30


def test_a_paid_message_has_a_thousand_a_second() -> None:
    sender = Sender()
    waits = [sender.wait_for(chat, 10.0, is_paid=True) for chat in range(1001)]
    assert waits == [0] * 1000 + [1]


async def test_without_limits_everything_goes_through(sandbox: SandboxClient) -> None:
    for _ in range(35):
        sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
        assert not isinstance(sent, Refusal)


async def test_the_limits_hold_messages_back_and_nothing_else(sandbox: SandboxClient) -> None:
    (person,) = await sandbox.tell("people", count=1)
    limits = await sandbox.tell("limits", enforce=True, per_second=1)
    assert limits == {"enforce": True, "per_second": 1}
    sent = await sandbox.call("sendMessage", chat_id=ADA, text="Hi")
    assert await sandbox.call("sendMessage", chat_id=person["id"], text="Hi") == TOO_FAST
    edit = {"chat_id": ADA, "message_id": sent["message_id"], "text": "Ho"}
    assert (await sandbox.call("editMessageText", **edit))["text"] == "Ho"
    await sandbox.tell("limits", enforce=False)
    for _ in range(2):
        assert isinstance(await sandbox.call("sendMessage", chat_id=ADA, text="Hi"), dict)


async def test_a_limit_below_one_is_refused(sandbox: SandboxClient) -> None:
    status, answer = await sandbox.try_to_tell("limits", enforce=True, per_second=0)
    assert (status, answer["error"]) == (
        400,
        "per_second 0 given; accepted is a whole number from 1",
    )

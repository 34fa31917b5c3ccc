"""One delivery is sent part by part, and goes on at the part that has not arrived."""

from collections.abc import Mapping
from typing import Any, cast

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.api.transport import GatewayError
from bot.delivery.attempt import Attempt, attempt
from bot.delivery.payload import Payload
from lessons.delivery.delivery import DeliveryStatus
from tests.support.tables import table

PARTS = tuple(
    Payload({"text": text, "entities": "[]"}, {"text": f"plain {text}"}, text)
    for text in ("photo", "text", "quiz")
)


class Telegram:
    """Notes what it is sent; ``refusals`` are raised instead, by text."""

    def __init__(self, **refusals: TelegramError) -> None:
        self.refusals = refusals
        self.sent: list[str] = []

    async def do_api_request(
        self,
        _endpoint: str,
        parameters: Mapping[str, Any],
        rate_limit_args: object,
    ) -> dict[str, int]:
        text = parameters["text"]
        if refusal := self.refusals.pop(text, None):
            raise refusal
        self.sent.append(text)
        return {"message_id": len(self.sent)}

    async def attempt(self, had: tuple[int, ...] = ()) -> Attempt:
        return await attempt(cast("ExtBot[Any]", self), 7, PARTS, None, had)


@table(
    ("refusal", "became"),
    [
        (NetworkError("Internal Server Error (500)"), DeliveryStatus.RETRY),
        (GatewayError("504 from something on the way"), DeliveryStatus.UNKNOWN),
        (TimedOut("not answered"), DeliveryStatus.UNKNOWN),
        (Forbidden("bot was blocked by the user"), DeliveryStatus.FAILED),
    ],
)
async def test_a_delivery_of_several_parts_goes_on_at_the_part_that_failed(
    refusal: TelegramError, became: DeliveryStatus
) -> None:
    telegram = Telegram(text=refusal)

    broken_off = await telegram.attempt()
    again = await telegram.attempt(broken_off.message_ids)

    assert (broken_off.status, broken_off.message_ids) == (became, (1,))
    assert (again.status, again.message_ids) == (DeliveryStatus.SENT, (1, 2, 3))
    assert telegram.sent == ["photo", "text", "quiz"]


async def test_only_the_part_whose_formatting_is_refused_goes_as_plain_text() -> None:
    telegram = Telegram(text=BadRequest("Can't parse entities"))

    tried = await telegram.attempt()

    assert (tried.status, tried.lost_formatting) == (DeliveryStatus.SENT, True)
    assert telegram.sent == ["photo", "plain text", "quiz"]

"""A lesson that is owed already and has not come: whoever asks for it gets it at once."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.subscribers.enrolling import PERSON_LEASE
from lessons.course.course import Lesson
from lessons.delivery.delivery import Delivery, DeliveryStatus
from lessons.delivery.reasons import Reason
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """The lesson has not come so far; it leaves just now, or is tried again by itself."""

    lesson: Lesson


def may_have_come(delivery: Delivery) -> bool:
    """Whether it has arrived, or may have."""
    return delivery.status in (DeliveryStatus.SENT, DeliveryStatus.UNKNOWN)


def claim_waiting(store: Store, delivery: Delivery, real_now: datetime) -> Delivery | None:
    """Claim for whoever asks what only waits for its turn; ``None`` where it leaves just now, or
    Telegram refused the message itself, which asking does not change."""
    if delivery.status is not DeliveryStatus.PLANNED or delivery.error is Reason.REFUSED:
        return None
    return store.claim_delivery(delivery.delivery_id, real_now + PERSON_LEASE)

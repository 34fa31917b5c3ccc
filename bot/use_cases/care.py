"""What helps to answer somebody in need, looked up in one go: it may take a moment, not two."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.admin.authority import authorise
from bot.use_cases.questions import capability_for
from lessons.delivery.subscriber import SubscriberStatus
from lessons.questions.open_question import Question, SettingQuestion
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Known:
    """Where somebody lives, as far as they said so, and what only an admin is asked, if that is
    open here. ``is_current`` tells that the store was asked, and answered, ``has_begun`` that they
    are no stranger, and ``is_quiet`` that no lesson comes to them until they say so."""

    timezone: str | None = None
    admins_question: Question | None = None
    is_current: bool = True
    has_begun: bool = True
    is_quiet: bool = False


def look_up(
    store: Store, owner_ids: Set[int], chat_id: int, user_id: int | None, now: datetime
) -> Known:
    """Return what is known of a chat; nothing is changed."""
    subscriber, found = store.find_subscriber(chat_id), store.find_question(chat_id)
    # Before somebody has joined, the zone is only a guess.
    is_known = subscriber is not None and subscriber.status is not SubscriberStatus.JOINING
    timezone = subscriber.schedule.timezone if subscriber and is_known else None
    is_quiet = subscriber is not None and (
        subscriber.is_paused or subscriber.status is SubscriberStatus.STOPPED
    )
    if (
        found is None
        or user_id is None
        or isinstance(found.question, SettingQuestion)
        or not found.is_open(now)
        or authorise(store, owner_ids, user_id, capability_for(found.question)) is not None
    ):
        return Known(timezone, has_begun=subscriber is not None, is_quiet=is_quiet)
    return Known(timezone, found.question, has_begun=subscriber is not None)

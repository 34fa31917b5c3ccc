"""The moment between the greeting and the first lesson, when nothing has been asked yet."""

from datetime import datetime

from bot.use_cases import questions
from bot.use_cases.library import Library
from bot.use_cases.subscribers.joining import ZONE_QUESTIONS, list_firsts
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from storage.interface.store import Store


def is_at_welcome(store: Store, library: Library, chat_id: int, now: datetime) -> bool:
    """Return whether whoever is joining here has seen no lesson and said no time yet."""
    subscriber, enrollment = store.find_subscriber(chat_id), store.find_current_enrollment(chat_id)
    course = library.get(enrollment.course_id) if enrollment else None
    if subscriber is None or course is None or subscriber.kind is not ChatKind.PRIVATE:
        return False
    if subscriber.status is not SubscriberStatus.JOINING or list_firsts(store, chat_id, course):
        return False
    return questions.find_open(store, chat_id, now) not in ZONE_QUESTIONS


def has_first(store: Store, library: Library, chat_id: int) -> bool:
    """Return whether a lesson of the chat's course has come, or is on its way."""
    enrollment = store.find_current_enrollment(chat_id)
    course = library.get(enrollment.course_id) if enrollment else None
    return bool(list_firsts(store, chat_id, course))

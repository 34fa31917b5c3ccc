"""The open question of a chat: the one thing that it was asked last and has not answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    LinkQuestion,
    SignQuestion,
)
from lessons.questions.schedule_form import ScheduleForm

OPEN_FOR = timedelta(days=1)
"""How long an answer is waited for; what is typed next week answers nothing."""

UNDISTURBED_FOR = timedelta(hours=1)
"""How long a question about settings stays open whatever comes; after that a lesson closes it,
since what is typed below a lesson is said to the lesson."""

REMEMBERED_FOR = timedelta(days=14)
"""How long it is known that a question was asked, to tell who answers too late."""


class SettingQuestion(StrEnum):
    """What a subscriber is asked to type, or to share."""

    TIME = "time"
    PLACE = "place"
    LOCATION = "location"
    PAUSE_END = "pause_end"
    STAFF = "staff"
    """A question to people of the clinic, which is not kept here."""


Question = (
    SettingQuestion | ScheduleForm | LinkQuestion | DraftQuestion | SignQuestion | FileQuestion
)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to a chat; kept, so that a restart loses no dialogue. ``asked_at`` is aware,
    UTC."""

    chat_id: int
    question: Question
    asked_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether an answer still counts."""
        return now - self.asked_at < OPEN_FOR

    def is_overtaken(self, lesson_at: datetime, now: datetime) -> bool:
        """Whether a lesson that was due then stands below it, so that it is out of mind."""
        is_old = now - self.asked_at >= UNDISTURBED_FOR
        return isinstance(self.question, SettingQuestion) and is_old and lesson_at > self.asked_at

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it was asked too long ago for an answer, and yet not so long ago that nobody
        thinks of it any more."""
        return OPEN_FOR <= now - self.asked_at < REMEMBERED_FOR

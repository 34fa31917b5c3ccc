"""The guided form that schedules an announcement, step by step."""

from dataclasses import dataclass
from enum import StrEnum

from lessons.delivery.wording import Mark, Wording


class FormStep(StrEnum):
    """Which question of the guided form is open."""

    WHAT = "what"
    WHEN = "when"
    WHO = "who"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """The guided form that an admin is filling in; ``what``, with its ``marks``, and
    ``typed_when`` are as given.

    With an ``announcement_id`` it moves that announcement to another time, or corrects it.
    """

    step: FormStep
    what: str = ""
    typed_when: str = ""
    announcement_id: int | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def wording(self) -> Wording:
        """Return what shall be sent, or the name of the lesson that shall be."""
        return Wording(self.what, self.marks)

"""The guided form that schedules an announcement, step by step."""

from dataclasses import dataclass
from enum import StrEnum

from lessons.delivery.attachment import Attachment, LinkButton
from lessons.delivery.wording import Mark, Wording


class FormStep(StrEnum):
    """Which question of the guided form is open."""

    WHAT = "what"
    WHEN = "when"
    WHO = "who"
    WORDING = "wording"
    DESCRIBE = "describe"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """The guided form that an admin is filling in; ``what``, with its ``marks``, and
    ``typed_when`` are as given.

    With an ``announcement_id`` it moves that announcement to another time, or corrects it.
    ``options`` are times that were offered, as they would be typed; with ``beside``, where each
    part of ``what`` begins and ends, only that part is sent if one of them is taken. ``day`` was
    named without a time of day, and ``audience`` together with the time. The ``attachment`` goes
    out with the words, which then stand below it, and the ``link`` below them.
    """

    step: FormStep
    what: str = ""
    typed_when: str = ""
    announcement_id: int | None = None
    marks: tuple[Mark, ...] = ()
    options: tuple[str, ...] = ()
    beside: tuple[int, int] | None = None
    day: str = ""
    audience: str = ""
    attachment: Attachment | None = None
    link: LinkButton | None = None

    @property
    def wording(self) -> Wording:
        """Return what shall be sent, or the name of the lesson that shall be."""
        return Wording(self.what, self.marks, self.attachment, self.link)

    def settle(self, typed_when: str, audience: str = "") -> "ScheduleForm":
        """Return the form with its time, ready to ask for whom; of the message only what stood
        beside that time, where it was one of those offered."""
        kept = self.wording
        if self.beside is not None and typed_when in self.options:
            start, end = self.beside
            kept = kept.part(start, end - start)
        return ScheduleForm(
            FormStep.WHO,
            kept.text,
            typed_when,
            self.announcement_id,
            kept.marks,
            audience=audience or self.audience,
            attachment=self.attachment,
            link=self.link,
        )

"""A store that was put back from a backup, and what fell due meanwhile."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Restore:
    """A store that stands as a backup had it.

    ``backed_up_at`` is ``None`` where the backup does not tell, ``restored_at`` until the program
    has started on it. ``is_being_settled`` says that an admin has let it go and what fell due
    between the two is being noted as of unknown fate. Instants are aware, UTC.
    """

    backed_up_at: datetime | None = None
    restored_at: datetime | None = None
    is_being_settled: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What fell due before an instant and is not settled: messages in the outbox, people whose
    next lesson it was, and announcements by number."""

    deliveries: int
    lessons: int
    announcement_ids: tuple[int, ...]

    @property
    def is_anything(self) -> bool:
        """Whether there is any."""
        return bool(self.deliveries or self.lessons or self.announcement_ids)

"""What a store cannot do."""

from lessons.errors import LessonADayError


class StoreError(LessonADayError):
    """The store cannot be opened or used; the message tells the operator what to do."""


class DamagedStoreError(StoreError):
    """Pages of the store cannot be read any more, so nothing in it can be trusted."""


class StoreUnavailableError(StoreError):
    """The store takes nothing right now: it is locked, full, or cannot be written."""

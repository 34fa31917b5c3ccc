"""What a store cannot do."""

from lessons.errors import LessonADayError


class StoreError(LessonADayError):
    """The store cannot be opened or used; the message tells the operator what to do."""


class NotADatabaseError(StoreError):
    """What is in the store's place is no store at all."""


class DamagedStoreError(StoreError):
    """Pages of the store cannot be read any more, or it was lost while it was used: nothing in it
    can be trusted."""


class StoreUnavailableError(StoreError):
    """The store takes nothing right now: it is locked, full, or cannot be written."""

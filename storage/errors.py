"""What a store cannot do."""

from lessons.errors import LessonADayError


class StoreError(LessonADayError):
    """The store cannot be opened or used; the message tells the operator what to do."""

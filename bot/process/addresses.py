"""Addresses of this machine on which somebody may ask."""

from lessons.errors import LessonADayError


class ListenError(LessonADayError):
    """An address that was set cannot be listened on."""

"""The one family of errors that this product raises on purpose."""


class LessonADayError(Exception):
    """Something was refused; ``str()`` is fit for the person who asked.

    The message says what was given, what is accepted and a correct example. ``operator``
    is what the log gets; it never holds a person's text.
    """

    def __init__(self, message: str, *, operator: str | None = None) -> None:
        super().__init__(message)
        self.operator = operator or type(self).__name__


class InvalidInput(LessonADayError):
    """What was given is not of the accepted form."""

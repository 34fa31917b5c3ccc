"""The three ways the sandbox says no: to the bot, to a person's client, and at start-up."""

import traceback
from typing import Any


class SandboxError(Exception):
    """The sandbox cannot start; the message is fit for whoever started it."""


class ApiError(Exception):
    """A refusal in Telegram's own shape, sent to the bot."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class DoorError(Exception):
    """A refusal on the people's side: what was given and what is accepted."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


def bad_request(text: str) -> ApiError:
    """Return the error 400 whose description is ``text`` after Telegram's prefix."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """Return the error 403 whose description is ``text`` after Telegram's prefix."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return the error 429 that asks the bot to wait ``retry_after`` seconds."""
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


def describe_bug(error: Exception) -> str:
    """Return what a log may say of an unexpected error: its kind and its place.

    Its own text is left out, because it may quote what somebody wrote.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}"

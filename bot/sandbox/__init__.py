"""A local stand-in for Telegram: the Bot API on one side, people on the other."""

from bot.sandbox.errors import SandboxError
from bot.sandbox.people import PEOPLE, Person
from bot.sandbox.server import SANDBOX_TOKEN_PREFIX, RunningSandbox, start_sandbox

__all__ = [
    "PEOPLE",
    "SANDBOX_TOKEN_PREFIX",
    "Person",
    "RunningSandbox",
    "SandboxError",
    "start_sandbox",
]

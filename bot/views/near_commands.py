"""The command that somebody seems to mean who mistyped one."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import bold
from bot.views.screen import Button, Screen

DOES: Mapping[str, str] = MappingProxyType(
    {
        "check": pack(Verb.BEGIN_CHECK),
        "urgent": pack(Verb.URGENT),
        "lesson": pack(Verb.LESSON_NOW),
        "skip": pack(Verb.SKIP),
        "repeat": pack(Verb.REPEAT),
        "lessons": pack(Verb.LESSONS, 1),
        "progress": pack(Verb.PROGRESS),
        "settings": pack(Verb.SETTINGS),
        "pause": pack(Verb.ASK_PAUSE),
        "resume": pack(Verb.RESUME),
        "stop": pack(Verb.STOP),
        "privacy": pack(Verb.PRIVACY),
        "help": pack(Verb.HELP),
        "start": pack(Verb.BEGIN_HERE),
    }
)
"""What the button of each command does that somebody may mistype."""

ALSO_CALLED: Mapping[str, str] = MappingProxyType({"unsubscribe": "stop"})


def did_you_mean(name: str) -> Screen:
    """Return the question whether that command was meant; nothing is done before the tap."""
    return Screen(
        bold(_("Did you mean /{name}?").format(name=name)),
        ((Button(_("Yes, /{name}").format(name=name), DOES[name]),),),
    )

"""Every command there is: the one list behind the menu, /help and the handlers."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.views.capabilities import COMMANDS
from bot.views.language import _
from lessons.roles import Role, may


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, without the slash, and what it does, for menus."""

    name: str
    description: str


def subscriber_commands(
    *, offers_check: bool = True, takes_questions: bool = True
) -> tuple[Command, ...]:
    """Return what everybody may use, in the order of the menu; without the symptom check and
    questions to people where the operator has switched them off."""
    check = Command("check", _("Symptom check: how soon to see whom"))
    wrong = Command("wrong", _("The advice of a check seems wrong"))
    ask = Command("ask", _("A question to people of the clinic"))
    return (
        *((check,) if offers_check else ()),
        Command("urgent", _("Urgent signs: when to get help at once")),
        *((wrong,) if offers_check else ()),
        *((ask,) if takes_questions else ()),
        Command("lesson", _("The next lesson now")),
        Command("skip", _("Pass over the next lesson")),
        Command("repeat", _("The last lesson again")),
        Command("lessons", _("What you have had, and what comes")),
        Command("progress", _("Where you are")),
        Command("settings", _("Time, days, time zone, course")),
        Command("pause", _("Take a break")),
        Command("resume", _("End a break")),
        Command("stop", _("No more lessons")),
        Command("privacy", _("What is kept, and how to delete it")),
        Command("help", _("What this bot can do")),
        Command("start", _("Begin, or begin again")),
    )


_FOR_MEMBERS = ("urgent", "repeat", "lessons", "progress")
_FOR_GROUP_ADMINS = ("start", "lesson", "skip", "settings", "pause", "resume", "stop")


def member_commands(*, offers_check: bool = True) -> tuple[Command, ...]:
    """Return what every member of a group may use in it, in the order of the menu."""
    check = Command("check", _("Symptom check, in the private chat"))
    return (
        *((check,) if offers_check else ()),
        *_named(_FOR_MEMBERS),
        Command("privacy", _("What is kept, told in the private chat")),
        Command("help", _("What this bot can do here")),
    )


def group_admin_commands() -> tuple[Command, ...]:
    """Return what the admins of a group may use in it besides."""
    return _named(_FOR_GROUP_ADMINS)


def _named(names: Sequence[str]) -> tuple[Command, ...]:
    by_name = {command.name: command for command in subscriber_commands()}
    return tuple(by_name[name] for name in names)


def admin_commands(roles: Set[Role] = frozenset(Role)) -> tuple[Command, ...]:
    """Return what admins with these roles may use besides, in the order of the menu."""
    every = (
        Command("admin", _("Everything at a glance")),
        Command("import", _("Make a course from an article")),
        Command("preview", _("A lesson as people get it")),
        Command("schedule", _("Send a lesson or a message to everybody")),
        Command("scheduled", _("What is scheduled")),
        Command("calendar", _("What goes out on which day")),
        Command("cancel", _("Cancel something scheduled")),
        Command("hold", _("Hold what is on its way, or lessons")),
        Command("go", _("Let what is on hold go on")),
        Command("correct", _("Correct copies that people have already")),
        Command("recall", _("Delete copies that people have already")),
        Command("stats", _("Counts")),
        Command("admins", _("Who may administer; owners add and remove")),
        Command("log", _("What admins did, and who was refused")),
    )
    return tuple(command for command in every if may(roles, COMMANDS[command.name]))

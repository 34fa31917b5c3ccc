"""What each command and button of admins takes, and screens without what somebody may not do."""

from collections.abc import Set
from dataclasses import replace

from bot.views.callback_data import Press, Verb, parse
from bot.views.screen import Button, Screen
from lessons.roles import Capability, Role, may

COMMANDS = {
    "admins": Capability.LOOK,
    "log": Capability.LOOK,
    "schedule": Capability.SEND,
    "scheduled": Capability.LOOK,
    "calendar": Capability.LOOK,
    "cancel": Capability.SEND,
    "hold": Capability.HOLD,
    "correct": Capability.SEND,
    "recall": Capability.SEND,
    "go": Capability.SEND,
    "stats": Capability.LOOK,
    "admin": Capability.LOOK,
    "preview": Capability.LOOK,
    "import": Capability.EDIT,
}
"""What each command of admins takes."""

_BY_CAPABILITY = {
    Capability.LOOK: {
        Verb.CALENDAR, Verb.OPEN_ANNOUNCEMENT, Verb.PAST,
        Verb.SCHEDULED, Verb.PANEL, Verb.PREVIEW_COURSES, Verb.PREVIEW_COURSE, Verb.PREVIEW,
        # What it takes further is the open question's.
        Verb.MEANT,
        Verb.CHART, Verb.CSV, Verb.ADMINS, Verb.COURSES, Verb.COURSE, Verb.DRAFT, Verb.DRAFT_LIST,
        Verb.ARCHIVED, Verb.COURSE_LINKS, Verb.NAMED_LINK, Verb.EARLIER,
        Verb.DRAFT_NOTES, Verb.DRAFT_LESSON, Verb.LOG, Verb.LOG_CSV, Verb.COURSE_LINK,
    },
    Capability.EDIT: {
        Verb.ASK_APPROVAL, Verb.IMPORT_OFFERED, Verb.CLOSE_IMPORT, Verb.PASTED_ALL,
        Verb.DISCARD_PASTED, Verb.READ_ARTICLE, Verb.READ_LEFT_OUT, Verb.ASK_READ_IN,
        Verb.READ_IN, Verb.MAKE_DRAFT, Verb.DROP_READ, Verb.EDIT_COURSE,
        Verb.DRAFT_EDIT, Verb.ASK_PART,
        Verb.MEND_QUIZ, Verb.QUIZ_RIGHT, Verb.DROP_QUIZ,
        Verb.CLOSE_PART, Verb.TAKE_PART, Verb.ASK_EVIDENCE, Verb.RATE, Verb.ASK_REMOVE,
        Verb.REMOVE_LESSON, Verb.ARRANGE, Verb.JOIN_LESSONS, Verb.ASK_PART_LESSON,
        Verb.PART_LESSON, Verb.MOVE_LESSON,
        Verb.UNDO_DRAFT, Verb.TABLE_RIGHT, Verb.ASK_DISCARD, Verb.DISCARD,
    },
    Capability.REVIEW: {
        Verb.APPROVE, Verb.APPROVE_ALL, Verb.APPROVE_MANY, Verb.ASK_SIGN, Verb.SIGN_UNTIL,
        Verb.SIGN, Verb.CLOSE_SIGN, Verb.KEEP_WORDING,
    },
    Capability.PUBLISH: {Verb.ASK_PUBLISH, Verb.PUBLISH, Verb.ASK_ROLL_BACK, Verb.ROLL_BACK},
    Capability.HOLD: {Verb.HOLD_SENDING},
    Capability.SEND: {
        Verb.CONFIRM_ANNOUNCEMENT, Verb.CONFIRM_MANY, Verb.CANCEL_ANNOUNCEMENT, Verb.MEANT_LESSON,
        Verb.BEHIND, Verb.SPARE_NEXT, Verb.CONFIRM_MOVE, Verb.MOVE_MANY, Verb.UNDO_MOVE,
        Verb.SCHEDULE_AGAIN, Verb.SEND_AGAIN, Verb.ASK_CALL_OFF, Verb.BRING_BACK,
        Verb.REPLACE_LESSON, Verb.DRY_RUN, Verb.MOVE, Verb.GO_ON, Verb.ASK_WORDING,
        Verb.ASK_RECALL, Verb.APPLY_CORRECTION, Verb.ASK_LESSONS_GO, Verb.LESSONS_GO,
        Verb.START_COURSE, Verb.OFFER_COURSE, Verb.OFFER_CHECK, Verb.OFFER_AUDIENCES,
        Verb.OFFER_AUDIENCE, Verb.OFFER_MEETING, Verb.OFFER_HOUR,
        Verb.ASK_WITHDRAW, Verb.WITHDRAW, Verb.OFFER_AGAIN, Verb.ARCHIVE, Verb.FOR_NEWCOMERS,
        Verb.MOVE_PEOPLE, Verb.NAME_LINK,
        Verb.RESTORED, Verb.FORM_PAGE, Verb.FORM_COURSE, Verb.FORM_LESSON, Verb.FORM_WHEN,
        Verb.FORM_OPTION, Verb.FORM_WHO, Verb.FORM_BACK, Verb.FORM_CLOSE, Verb.FORM_BEGIN,
        Verb.FORM_SAID, Verb.ASK_LINK, Verb.CORRECT_LESSON,
    },
    Capability.SEATS: {
        Verb.CHOOSE_ROLES, Verb.INVITE, Verb.ASK_SET_ROLES, Verb.SET_ROLES, Verb.UNDO_SEAT,
        Verb.ASK_REMOVE_ADMIN, Verb.REMOVE_ADMIN, Verb.ANSWER_SEAT,
    },
}  # fmt: skip
BUTTONS = {verb: capability for capability, verbs in _BY_CAPABILITY.items() for verb in verbs}
"""What each button of admins takes."""


def capability_of(press: Press) -> Capability | None:
    """Return what a button takes, ``None`` for one that is not for admins."""
    if press.verb is Verb.PANEL and press.arguments:
        return COMMANDS.get(press.arguments[0], Capability.LOOK)
    return BUTTONS.get(press.verb)


def takes_a_role(screen: Screen) -> bool:
    """Whether a screen has a button that not everybody who may look may press."""
    taken = {_capability(button) for row in screen.keyboard for button in row}
    return not taken <= {None, Capability.LOOK}


def without_refused(screen: Screen, roles: Set[Role]) -> Screen:
    """Return the screen without the buttons that somebody with these roles may not press."""
    rows = (tuple(it for it in row if _may_press(it, roles)) for row in screen.keyboard)
    return replace(screen, keyboard=tuple(row for row in rows if row))


def _may_press(button: Button, roles: Set[Role]) -> bool:
    capability = _capability(button)
    return capability is None or may(roles, capability)


def _capability(button: Button) -> Capability | None:
    press = parse(button.data) if button.data else None
    return capability_of(press) if press else None

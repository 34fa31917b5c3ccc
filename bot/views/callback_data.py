"""What a button carries: a verb and its arguments, joined by colons, at most 64 bytes.

A callback can be forged, so ``parse`` trusts nothing: a handler that gets a verb still checks
every argument against what exists and what this chat may do.
"""

from dataclasses import dataclass
from enum import StrEnum

LIMIT_BYTES = 64


class Verb(StrEnum):
    """Everything a button can ask for."""

    SET_TIME = "time"
    SET_TIME_AND_DAYS = "time+days"
    SET_TIME_AND_ZONE = "time+zone"
    ASK_TIME = "time?"
    SET_ZONE = "zone"
    ASK_ZONE = "zone?"
    ASK_PLACE = "place?"
    ASK_LOCATION = "locate?"
    SET_DAYS = "days"
    ASK_DAYS = "days?"
    SET_COURSE = "course"
    ASK_COURSE = "course?"
    BEGIN_HERE = "begin"
    SETTINGS = "settings"
    FIRST_LESSON = "first"
    LESSON_NOW = "now"
    COMING = "coming"
    ANOTHER = "another"
    JUMP = "jump"
    EVENING = "evening"
    ONCE_AT = "once"
    BEGIN_ON = "from"
    ASK_AGAIN = "again?"
    AGAIN = "again"
    UNDO_AGAIN = "again-no"
    UNSKIP = "unskip"
    SKIP = "skip"
    REPEAT = "repeat"
    PROGRESS = "progress"
    LESSONS = "lessons"
    READ = "read"
    QUIZ = "quiz"
    QUIZ_ANSWER = "q"
    ASK_PAUSE = "pause?"
    PAUSE = "pause"
    PAUSE_UNTIL = "pause-to"
    PAUSE_LATER = "pause-on"
    RESUME = "resume"
    RESUME_ON = "resume-on"
    STOP = "stop"
    HELP = "help"
    PRIVACY = "privacy"
    ASK_ERASE = "erase?"
    ERASE = "erase"
    KEEP_DATA = "erase-no"
    AGREE = "agree"
    DECLINE = "agree-no"
    # Short, because the answers of a check need nearly all of the 64 bytes.
    CHECK = "c"
    BEGIN_CHECK = "check"
    CORRECT_CHECK = "c-back"
    WHY_ASKED = "c-why"
    URGENT = "urgent"
    WRONG_ADVICE = "wrong"
    CONFIRM_ANNOUNCEMENT = "a-yes"
    CANCEL_ANNOUNCEMENT = "a-no"
    ASK_CALL_OFF = "a-no?"
    BRING_BACK = "a-back"
    CONFIRM_MANY = "a-many"
    DRY_RUN = "a-dry"
    MEANT_LESSON = "a-lesson"
    REPLACE_LESSON = "a-for"
    MOVE = "a-move"
    SCHEDULED = "a-list"
    CALENDAR = "a-week"
    OPEN_ANNOUNCEMENT = "a-open"
    PAST = "a-past"
    SCHEDULE_AGAIN = "a-again"
    HOLD_SENDING = "a-hold"
    GO_ON = "a-go"
    ASK_WORDING = "k-text"
    ASK_RECALL = "k-back"
    APPLY_CORRECTION = "k-yes"
    START_COURSE = "s-new"
    OFFER_COURSE = "o-new"
    OFFER_CHECK = "o-look"
    OFFER_AUDIENCES = "o-who?"
    # The longest audience has 39 bytes.
    OFFER_AUDIENCE = "o-who"
    OFFER_MEETING = "o-meet"
    OFFER_HOUR = "o-hour"
    TAKE_COURSE = "o-yes"
    LEAVE_OFFER = "o-no"
    DECLINE_COURSE = "s-no"
    PUT_OFF_COURSE = "s-later"
    PANEL = "panel"
    PREVIEW_COURSES = "p-list"
    PREVIEW_COURSE = "p-course"
    PREVIEW = "p-lesson"
    CHART = "chart"
    CSV = "csv"
    FORM_PAGE = "f-page"
    FORM_COURSE = "f-course"
    FORM_LESSON = "f-lesson"
    FORM_WHEN = "f-when"
    FORM_OPTION = "f-opt"
    FORM_WHO = "f-who"
    FORM_BACK = "f-back"
    FORM_CLOSE = "f-close"
    ADMINS = "admins"
    FORM_BEGIN = "f-new"
    CORRECT_LESSON = "k-les"
    IMPORT_OFFERED = "i-yes"
    CLOSE_IMPORT = "i-no"
    PASTED_ALL = "i-all"
    DISCARD_PASTED = "i-drop"
    READ_ARTICLE = "i-read"
    READ_LEFT_OUT = "i-left"
    ASK_READ_IN = "i-lang?"
    READ_IN = "i-lang"
    MAKE_DRAFT = "i-make"
    DROP_READ = "i-away"
    # The longest id of a course leaves these 34 bytes.
    COURSES = "crs?"
    COURSE = "crs"
    EDIT_COURSE = "crs-edit"
    COURSE_LINK = "crs-link"
    DRAFT = "d"
    DRAFT_LIST = "d-list"
    DRAFT_NOTES = "d-notes"
    DRAFT_LESSON = "d-les"
    DRAFT_EDIT = "d-edit"
    ASK_PART = "d-ask"
    CLOSE_PART = "d-close"
    TAKE_PART = "d-take"
    ASK_EVIDENCE = "d-sure?"
    RATE = "d-sure"
    ASK_REMOVE = "d-rm?"
    REMOVE_LESSON = "d-rm"
    ARRANGE = "d-arr"
    JOIN_LESSONS = "d-join"
    ASK_PART_LESSON = "d-cut?"
    PART_LESSON = "d-cut"
    MOVE_LESSON = "d-mv"
    UNDO_DRAFT = "d-undo"
    KEEP_WORDING = "d-keep"
    TABLE_RIGHT = "d-table"
    APPROVE = "d-ok"
    APPROVE_ALL = "d-all"
    APPROVE_MANY = "d-many"
    ASK_APPROVAL = "d-ok?"
    ASK_SIGN = "d-sign?"
    SIGN_UNTIL = "d-sign-on"
    SIGN = "d-sign"
    CLOSE_SIGN = "d-sign-no"
    ASK_PUBLISH = "d-pub?"
    PUBLISH = "d-pub"
    ASK_DISCARD = "d-del?"
    DISCARD = "d-del"
    REMOVE_ADMIN = "admin-"
    ANSWER_SEAT = "seat"
    LOG = "log"
    LOG_CSV = "log-csv"
    RESTORED = "restored"
    ASK_LESSONS_GO = "l-go?"
    LESSONS_GO = "l-go"


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, as it claims to be."""

    verb: Verb
    arguments: tuple[str, ...]


def pack(verb: Verb, *arguments: str | int) -> str:
    """Return callback data; raises ``ValueError`` where Telegram would refuse it."""
    parts = [verb.value, *map(str, arguments)]
    data = ":".join(parts)
    if any(":" in part for part in parts) or len(data.encode()) > LIMIT_BYTES:
        raise ValueError(f"no callback data of at most {LIMIT_BYTES} bytes: {verb}")
    return data


def parse(data: str) -> Press | None:
    """Return the press, or ``None`` for data that no button of ours carries."""
    name, *arguments = data.split(":")
    try:
        return Press(Verb(name), tuple(arguments))
    except ValueError:
        return None

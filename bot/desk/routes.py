"""Every page and every form of the desk, each with what it takes: what the same thing takes in the
chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.desk.pages import (
    acts,
    calendar,
    courses,
    drafts,
    editing,
    home,
    importing,
    log,
    offering,
    people,
    publishing,
    sending,
    signing,
)
from bot.desk.visits import Visit
from bot.documents.kinds import LARGEST_FILE_MEGABYTES
from bot.views.callback_data import Verb
from bot.views.capabilities import BUTTONS, COMMANDS
from lessons.roles import Capability

MOST_TYPED_BYTES = 256 * 1024
"""Far more than anybody writes into one form."""
MOST_BYTES = (LARGEST_FILE_MEGABYTES + 1) * 2**20
"""A file as long as the chat takes, and what is sent around it."""

Answer = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One address, and who answers there to whom."""

    method: str
    path: str
    capability: Capability
    answer: Answer
    most_bytes: int = MOST_TYPED_BYTES


def _look(path: str, verb: Verb, answer: Answer) -> Route:
    return Route("GET", path, BUTTONS[verb], answer)


def _act(path: str, verb: Verb, answer: Answer) -> Route:
    return Route("POST", path, BUTTONS[verb], answer)


_DRAFT = "/drafts/{course_id}"
_LESSON = rf"{_DRAFT}/{{number:\d{{1,5}}}}"
_OFFER = r"/offers/{number:\d{1,15}}"
_ANNOUNCEMENT = r"/announcements/{number:\d{1,15}}"

ROUTES = (
    _look("/", Verb.COURSES, home.list_courses),
    _look("/courses/{course_id}", Verb.COURSE, courses.open_course),
    _look("/courses/{course_id}/{lesson_id}", Verb.PREVIEW, courses.open_lesson),
    _look(_DRAFT, Verb.DRAFT, drafts.open_draft),
    _look(_LESSON, Verb.DRAFT_LESSON, drafts.open_lesson),
    _look(f"{_DRAFT}/about", Verb.DRAFT_EDIT, drafts.open_about),
    _look(f"{_LESSON}/new", Verb.ASK_PART, drafts.open_new),
    _act(f"{_DRAFT}/parts", Verb.ASK_PART, editing.save),
    _act("/courses/{course_id}/edit", Verb.EDIT_COURSE, acts.edit_course),
    _act(f"{_DRAFT}/approve", Verb.APPROVE_ALL, acts.approve_all),
    _act(f"{_DRAFT}/approve-many", Verb.APPROVE_MANY, acts.approve_many),
    _act(f"{_LESSON}/approve", Verb.APPROVE, acts.approve),
    _act(f"{_DRAFT}/ask", Verb.ASK_APPROVAL, acts.ask_approval),
    _act(f"{_LESSON}/keep", Verb.KEEP_WORDING, acts.keep_wording),
    _act(f"{_LESSON}/table", Verb.TABLE_RIGHT, acts.confirm_table),
    _act(f"{_LESSON}/rate", Verb.RATE, acts.rate),
    _look(f"{_LESSON}/remove", Verb.ASK_REMOVE, acts.ask_remove),
    _act(f"{_LESSON}/remove", Verb.REMOVE_LESSON, acts.remove),
    _look(f"{_LESSON}/arrange", Verb.ARRANGE, drafts.arrange),
    _act(f"{_LESSON}/join", Verb.JOIN_LESSONS, acts.join),
    _look(f"{_LESSON}/part", Verb.ASK_PART_LESSON, acts.ask_place),
    _act(f"{_LESSON}/part", Verb.PART_LESSON, acts.part),
    _act(f"{_LESSON}/move", Verb.MOVE_LESSON, acts.move),
    _act(f"{_DRAFT}/undo", Verb.UNDO_DRAFT, acts.undo),
    _look(f"{_DRAFT}/publish", Verb.ASK_PUBLISH, publishing.ask),
    _act(f"{_DRAFT}/publish", Verb.PUBLISH, publishing.publish),
    _look(f"{_DRAFT}/discard", Verb.ASK_DISCARD, acts.ask_discard),
    _act(f"{_DRAFT}/discard", Verb.DISCARD, acts.discard),
    _act("/courses/{course_id}/sign", Verb.ASK_SIGN, signing.ask),
    _act("/courses/{course_id}/sign/typed", Verb.ASK_SIGN, signing.take_typed),
    _act("/courses/{course_id}/sign/until", Verb.SIGN_UNTIL, signing.choose_next_review),
    _act("/courses/{course_id}/sign/yes", Verb.SIGN, signing.sign),
    _act("/courses/{course_id}/sign/no", Verb.CLOSE_SIGN, signing.close),
    Route("GET", "/import", COMMANDS["import"], importing.ask),
    Route("POST", "/import", COMMANDS["import"], importing.read, MOST_BYTES),
    _look(r"/import/{article}/{number:\d{1,5}}", Verb.READ_ARTICLE, importing.show),
    _look(
        r"/import/{article}/left-out/{number:\d{1,5}}", Verb.READ_LEFT_OUT, importing.show_left_out
    ),
    _look("/import/{article}/language", Verb.ASK_READ_IN, importing.ask_language),
    _act("/import/{article}/language", Verb.READ_IN, importing.read_in),
    _act("/import/{article}/draft", Verb.MAKE_DRAFT, importing.make_draft),
    _act("/import/{article}/drop", Verb.DROP_READ, importing.throw_away),
    _look("/calendar", Verb.CALENDAR, calendar.show_this_week),
    _look(r"/calendar/{number:\d{1,3}}", Verb.CALENDAR, calendar.show_week),
    _look(r"/past/{number:\d{1,6}}", Verb.PAST, calendar.list_past),
    _look(_ANNOUNCEMENT, Verb.OPEN_ANNOUNCEMENT, sending.open_announcement),
    _act("/courses/{course_id}/start", Verb.START_COURSE, offering.start_course),
    _act("/courses/{course_id}/offer", Verb.OFFER_COURSE, offering.offer_course),
    _look(_OFFER, Verb.OFFER_CHECK, offering.look),
    _look(rf"{_OFFER}/audiences/{{page:\d{{1,5}}}}", Verb.OFFER_AUDIENCES, offering.ask_audience),
    _act(f"{_OFFER}/audience", Verb.OFFER_AUDIENCE, offering.choose_audience),
    _act(f"{_OFFER}/meeting", Verb.OFFER_MEETING, offering.choose_meeting),
    _act(f"{_OFFER}/hour", Verb.OFFER_HOUR, offering.choose_hour),
    _act(f"{_ANNOUNCEMENT}/confirm", Verb.CONFIRM_ANNOUNCEMENT, sending.confirm),
    _act(f"{_ANNOUNCEMENT}/confirm-many", Verb.CONFIRM_MANY, sending.confirm_many),
    _look(f"{_ANNOUNCEMENT}/call-off", Verb.ASK_CALL_OFF, sending.ask_call_off),
    _act(f"{_ANNOUNCEMENT}/call-off", Verb.CANCEL_ANNOUNCEMENT, sending.call_off),
    _act(f"{_ANNOUNCEMENT}/bring-back", Verb.BRING_BACK, sending.bring_back),
    _look("/people", Verb.CHART, people.show_counts),
    _look("/people.csv", Verb.CSV, people.export_counts),
    _look("/log", Verb.LOG, log.show_newest),
    _look(r"/log/{before_id:\d{1,15}}", Verb.LOG, log.show_older),
    _look("/log.csv", Verb.LOG_CSV, log.export),
)
"""All that there is behind a session; a test goes through each of them as everybody who may not."""

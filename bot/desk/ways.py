"""The ways on that a screen of the chat offers, as links and forms of the desk.

What is offered is decided by the screen alone; a button for which the desk has no page is left out.
"""

from dataclasses import dataclass
from urllib.parse import quote

from bot.views.callback_data import Press, Verb, parse
from bot.views.screen import Screen
from lessons.draft.parts import Part

_PAGES = {
    Verb.CALENDAR: "/calendar/{0}",
    Verb.PAST: "/past/{0}",
    Verb.OPEN_ANNOUNCEMENT: "/announcements/{0}",
    Verb.ASK_CALL_OFF: "/announcements/{0}/call-off",
    Verb.OFFER_CHECK: "/offers/{0}",
    Verb.OFFER_AUDIENCES: "/offers/{0}/audiences/{1}",
    Verb.COURSES: "/",
    Verb.COURSE: "/courses/{0}",
    Verb.PREVIEW: "/courses/{0}/{1}",
    Verb.DRAFT: "/drafts/{0}",
    Verb.DRAFT_LESSON: "/drafts/{0}/{1}",
    Verb.ASK_REMOVE: "/drafts/{0}/{1}/remove",
    Verb.ARRANGE: "/drafts/{0}/{1}/arrange",
    Verb.ASK_PART_LESSON: "/drafts/{0}/{1}/part",
    Verb.ASK_PUBLISH: "/drafts/{0}/publish",
    Verb.ASK_DISCARD: "/drafts/{0}/discard",
    Verb.READ_ARTICLE: "/import/{0}/{1}",
    Verb.READ_LEFT_OUT: "/import/{0}/left-out/{1}",
    Verb.ASK_READ_IN: "/import/{0}/language",
    Verb.LOG: "/log/{0}",
    Verb.LOG_CSV: "/log.csv",
    Verb.CSV: "/people.csv",
}
_FORMS: dict[Verb, tuple[str, dict[str, int]]] = {
    Verb.START_COURSE: ("/courses/{0}/start", {}),
    Verb.OFFER_COURSE: ("/courses/{0}/offer", {}),
    Verb.OFFER_AUDIENCE: ("/offers/{0}/audience", {"version": 1, "audience": 2}),
    Verb.OFFER_MEETING: ("/offers/{0}/meeting", {"version": 1, "meeting": 2}),
    Verb.OFFER_HOUR: ("/offers/{0}/hour", {"version": 1, "for_all": 2}),
    Verb.CONFIRM_ANNOUNCEMENT: ("/announcements/{0}/confirm", {"version": 1, "shown": 2}),
    Verb.CONFIRM_MANY: ("/announcements/{0}/confirm-many", {"version": 1, "shown": 2}),
    Verb.CANCEL_ANNOUNCEMENT: ("/announcements/{0}/call-off", {"version": 1}),
    Verb.BRING_BACK: ("/announcements/{0}/bring-back", {"version": 1}),
    Verb.EDIT_COURSE: ("/courses/{0}/edit", {}),
    Verb.APPROVE: ("/drafts/{0}/{1}/approve", {"version": 2}),
    Verb.APPROVE_ALL: ("/drafts/{0}/approve", {"version": 1}),
    Verb.APPROVE_MANY: ("/drafts/{0}/approve-many", {"version": 1}),
    Verb.ASK_APPROVAL: ("/drafts/{0}/ask", {}),
    Verb.KEEP_WORDING: ("/drafts/{0}/{1}/keep", {"version": 2}),
    Verb.TABLE_RIGHT: ("/drafts/{0}/{1}/table", {"version": 2}),
    Verb.RATE: ("/drafts/{0}/{1}/rate", {"version": 2, "evidence": 3}),
    Verb.REMOVE_LESSON: ("/drafts/{0}/{1}/remove", {"version": 2}),
    Verb.JOIN_LESSONS: ("/drafts/{0}/{1}/join", {"version": 2}),
    Verb.PART_LESSON: ("/drafts/{0}/{1}/part", {"version": 2, "at": 3}),
    Verb.MOVE_LESSON: ("/drafts/{0}/{1}/move", {"version": 2, "is_earlier": 3}),
    Verb.UNDO_DRAFT: ("/drafts/{0}/undo", {"number": 1, "version": 2}),
    Verb.PUBLISH: ("/drafts/{0}/publish", {"version": 1}),
    Verb.READ_IN: ("/import/{0}/language", {"language": 1}),
    Verb.MAKE_DRAFT: ("/import/{0}/draft", {}),
    Verb.DROP_READ: ("/import/{0}/drop", {}),
    Verb.ASK_SIGN: ("/courses/{0}/sign", {}),
    Verb.SIGN_UNTIL: ("/courses/{0}/sign/until", {"months": 1}),
    Verb.SIGN: ("/courses/{0}/sign/yes", {"version": 1}),
    Verb.CLOSE_SIGN: ("/courses/{0}/sign/no", {}),
    Verb.DISCARD: ("/drafts/{0}/discard", {"version": 1}),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link, or a form with hidden fields: its label and where it leads."""

    label: str
    path: str
    is_form: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def ways_of(screen: Screen) -> list[Way]:
    """Return the ways of the screen's buttons, in their order."""
    found = []
    for button in (button for row in screen.keyboard for button in row):
        press = parse(button.data)
        way = _way(button.label, press) if press else None
        if way is not None:
            found.append(way)
    return found


def _way(label: str, press: Press) -> Way | None:
    arguments = [quote(part, safe="") for part in press.arguments]
    match press.verb, press.arguments:
        case Verb.DRAFT_EDIT, (_, "0"):
            return Way(label, f"/drafts/{arguments[0]}/about")
        case Verb.ASK_PART, (_, _, Part.NEW_LESSON):
            return Way(label, f"/drafts/{arguments[0]}/{arguments[1]}/new")
    if press.verb in _PAGES:
        return Way(label, _PAGES[press.verb].format(*arguments))
    if press.verb in _FORMS:
        path, fields = _FORMS[press.verb]
        hidden = tuple((name, press.arguments[at]) for name, at in fields.items())
        return Way(label, path.format(*arguments), is_form=True, fields=hidden)
    return None

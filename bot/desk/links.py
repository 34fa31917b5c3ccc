"""The ways on that a screen of the chat offers, as far as the desk has a page for them."""

from urllib.parse import quote

from bot.views.callback_data import Verb, parse
from bot.views.screen import Screen

_PATHS = {
    Verb.CALENDAR: "/calendar/{0}",
    Verb.PAST: "/past/{0}",
    Verb.OPEN_ANNOUNCEMENT: "/announcements/{0}",
    Verb.COURSES: "/",
    Verb.COURSE: "/courses/{0}",
    Verb.PREVIEW: "/courses/{0}/{1}",
    Verb.DRAFT: "/drafts/{0}",
    Verb.DRAFT_LESSON: "/drafts/{0}/{1}",
    Verb.LOG: "/log/{0}",
    Verb.LOG_CSV: "/log.csv",
    Verb.CSV: "/people.csv",
}


def links_of(screen: Screen) -> list[tuple[str, str]]:
    """Return label and path of each button that leads to a page of the desk, in their order."""
    found = []
    for button in (button for row in screen.keyboard for button in row):
        press = parse(button.data)
        if press is not None and press.verb in _PATHS:
            path = _PATHS[press.verb].format(*(quote(part, safe="") for part in press.arguments))
            found.append((button.label, path))
    return found

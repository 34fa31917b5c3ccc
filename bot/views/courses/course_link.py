"""The link that leads into a course, and its QR code for a poster or a leaflet."""

import io

import segno

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.screen import Button, Keyboard
from lessons.course import limits
from lessons.course.course import Course

_PIXELS_A_MODULE = 12
# What scanners want around it (ISO/IEC 18004).
_QUIET_ZONE = 4


def link_button(course_id: str) -> Button:
    """Return the button that brings link and code."""
    return Button(_("Link and QR code"), pack(Verb.COURSE_LINK, course_id))


def offer_buttons(course_id: str) -> Keyboard:
    """Return the buttons that bring a course to people."""
    return (
        (Button(_("Start it for people"), pack(Verb.START_COURSE, course_id)),),
        (Button(_("Offer it to people"), pack(Verb.OFFER_COURSE, course_id)),),
    )


def links_button(course_id: str) -> Button:
    """Return the button that brings the links that have a name."""
    return Button(_("Links by name"), pack(Verb.COURSE_LINKS, course_id))


def course_link(bot_name: str, word: str) -> str:
    """Return the link whose Start begins the course of that id, or that the word leads to."""
    return f"https://t.me/{bot_name}?start={word}"


def draw_code(url: str) -> bytes:
    """Return the QR code as a PNG; it can still be read with a seventh of it soiled."""
    picture = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(picture, kind="png", scale=_PIXELS_A_MODULE, border=_QUIET_ZONE)
    return picture.getvalue()


def caption(url: str, course: Course) -> str:
    """Return the words below the code, which say what it shows to whoever cannot see it."""
    return _(
        "QR code that leads to the course “{title}”. It holds this link:\n{link}\n\n"
        "Whoever opens it and taps Start begins this course. Whoever is in another course changes "
        "to this one, and their place there is kept."
    ).format(title=course.title[: limits.TITLE], link=url)

"""Starting a course for many, or offering it to them: from the button to the last look."""

from datetime import time

from aiohttp import web

from bot.delivery import offer_tallies
from bot.desk.visits import Visit
from bot.use_cases.announcements import offers
from bot.use_cases.announcements.offers import FIRST_HOUR, OfferDraft
from bot.use_cases.review_dates import is_closed
from bot.views import course_offers as words
from bot.views.announcements import offering as views
from bot.views.courses import courses as course_views
from lessons.delivery.audience import Audience, InvalidAudience, parse_audience
from lessons.delivery.course_offer import Meeting


async def start_course(visit: Visit) -> web.Response:
    """Make a draft that begins the course for everybody tomorrow, and show it."""
    return await _draft(visit, begins=True)


async def offer_course(visit: Visit) -> web.Response:
    """Make a draft that offers the course to everybody, and show it."""
    return await _draft(visit, begins=False)


async def _draft(visit: Visit, *, begins: bool) -> web.Response:
    hand, course_id = visit.hand, visit.named("course_id")
    course = hand.library.get(course_id)
    if course and is_closed(course, hand.review_grace, visit.now.date()):
        return visit.tell(course_views.takes_nobody_new(course), 409)
    item = await hand.store.run(
        offers.draft,
        hand.library,
        visit.person_id,
        course_id,
        words.words,
        visit.now,
        await visit.timezone(),
        begins=begins,
    )
    if item is None:
        return visit.tell(course_views.no_such_course(), 409)
    return visit.go(f"/offers/{item.announcement_id}")


async def look(visit: Visit) -> web.Response:
    """Show the draft with its words, to whom and when."""
    hand = visit.hand
    found = await hand.store.run_aside(
        offers.find_draft, hand.library, visit.person_id, visit.number("number")
    )
    if found is None:
        return visit.tell(views.gone(), 409)
    item, course = found
    counted = await offer_tallies.count(hand.store, hand.library, hand.policy, item, hand.now)
    return visit.tell(views.check(OfferDraft(item, course, counted), await visit.timezone()))


async def ask_audience(visit: Visit) -> web.Response:
    """Ask for whom it shall be."""
    hand = visit.hand
    found = await hand.store.run_aside(
        offers.find_draft, hand.library, visit.person_id, visit.number("number")
    )
    if found is None:
        return visit.tell(views.gone(), 409)
    courses = list(hand.library.values())
    link_words = await hand.store.run_aside(offers.list_link_words)
    return visit.tell(views.choose_audience(found[0], courses, link_words, visit.number("page")))


async def choose_audience(visit: Visit) -> web.Response:
    """Take an audience."""
    try:
        return await _change(visit, parse_audience(visit.text("audience")))
    except InvalidAudience:
        raise web.HTTPNotFound from None


async def choose_meeting(visit: Visit) -> web.Response:
    """Take what becomes of those who are in another course."""
    given = visit.text("meeting")
    if given not in set(Meeting):
        raise web.HTTPNotFound
    return await _change(visit, Meeting(given))


async def choose_hour(visit: Visit) -> web.Response:
    """Let it begin at nine for all, or at the hour of each."""
    return await _change(visit, FIRST_HOUR if visit.count("for_all") else None)


async def _change(visit: Visit, choice: Audience | Meeting | time | None) -> web.Response:
    hand = visit.hand
    changed = await hand.store.run(
        offers.change,
        hand.library,
        visit.person_id,
        visit.number("number"),
        visit.count("version"),
        words.words,
        choice,
    )
    if changed is None:
        return visit.tell(views.gone(), 409)
    return visit.go(f"/offers/{visit.number('number')}")

"""Starting a course for many, or offering it to them: from the tap to the last look."""

from datetime import time

from telegram import Update

from bot.delivery import offer_tallies
from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.use_cases.announcements import offers
from bot.use_cases.announcements.audiences import Reach
from bot.use_cases.announcements.offer_counts import Counted
from bot.use_cases.announcements.offers import FIRST_HOUR, OfferDraft
from bot.use_cases.review_dates import find_closed_by, is_closed
from bot.views import course_offers as words
from bot.views.announcements import offering as views
from bot.views.courses import courses as course_views
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement
from lessons.delivery.audience import EVERYONE, Audience, AudienceKind
from lessons.delivery.course_offer import Meeting
from lessons.send_times.when import When


async def start_course(update: Update, context: Context, course_id: str) -> None:
    """Make a draft that begins the course for everybody tomorrow, and show it."""
    await _draft(update, context, course_id, begins=True)


async def offer_course(update: Update, context: Context, course_id: str) -> None:
    """Make a draft that offers the course to everybody, and show it."""
    await _draft(update, context, course_id, begins=False)


async def _draft(
    update: Update,
    context: Context,
    course_id: str,
    *,
    begins: bool,
    audience: Audience = EVERYONE,
    meeting: Meeting | None = None,
) -> None:
    services = context.services
    course = services.library.get(course_id)
    if course and is_closed(course, services.review_grace, context.now.date()):
        await show(update, context, course_views.takes_nobody_new(course))
        return
    item = await services.store.run(
        offers.draft,
        services.library,
        chat_of(update).id,
        course_id,
        words.words,
        context.now,
        await timezone_of(update, context),
        begins=begins,
        audience=audience,
        meeting=meeting,
    )
    if item is None:
        await show(update, context, course_views.no_such_course())
        return
    await look(update, context, item.announcement_id)


def find_closed(context: Context, item: Announcement) -> Course | None:
    """Return the course that an announcement offers or begins, if it takes nobody new then."""
    services = context.services
    today = context.now.date()
    return find_closed_by(services.library, item, services.review_grace, today)


async def end_course(update: Update, context: Context, course_id: str) -> None:
    """Make a draft by which the course is over for all who are in it, and show it."""
    services = context.services
    item = await services.store.run(
        offers.draft_end,
        services.library,
        chat_of(update).id,
        course_id,
        words.words,
        context.now,
    )
    if item is None:
        await show(update, context, course_views.no_such_course())
        return
    await look(update, context, item.announcement_id)


async def move_people(update: Update, context: Context, course_id: str, target_id: str) -> None:
    """Make a draft that begins another course for those in this one, and show it."""
    audience = Audience(AudienceKind.COURSE, course_id)
    await _draft(
        update, context, target_id, begins=True, audience=audience, meeting=Meeting.INSTEAD
    )


async def look(update: Update, context: Context, number: int) -> None:
    """Show the draft with its words, to whom and when."""
    services = context.services
    found = await services.store.run(
        offers.find_draft, services.library, chat_of(update).id, number
    )
    if found is None:
        await show(update, context, views.gone())
        return
    item, course = found
    draft = OfferDraft(item, course, await count(context, item))
    await show(update, context, views.check(draft, await timezone_of(update, context)))


async def count(context: Context, item: Announcement) -> Counted:
    """Return whom an offer is for now; other work has its turn between the stretches."""
    services = context.services
    return await offer_tallies.count(
        services.store, services.library, services.policy, item, services.clock.now
    )


async def count_reach(context: Context, item: Announcement) -> Reach:
    """Return how many an offer goes to now."""
    services = context.services
    return await offer_tallies.count_reach(
        services.store, services.library, services.policy, item, services.clock.now
    )


async def ask_audience(update: Update, context: Context, number: int, page: int) -> None:
    """Ask for whom it shall be."""
    services = context.services
    found = await services.store.run(
        offers.find_draft, services.library, chat_of(update).id, number
    )
    if found is None:
        await show(update, context, views.gone())
        return
    courses = list(services.library.values())
    link_words = await services.store.run(offers.list_link_words)
    await show(update, context, views.choose_audience(found[0], courses, link_words, page))


async def choose_audience(
    update: Update, context: Context, number: int, version: int, audience: Audience
) -> None:
    """Take an audience."""
    await _change(update, context, number, version, audience)


async def choose_meeting(
    update: Update, context: Context, number: int, version: int, meeting: str
) -> None:
    """Take what becomes of those who are in another course."""
    await _change(update, context, number, version, Meeting(meeting))


async def choose_hour(
    update: Update, context: Context, number: int, version: int, for_all: bool
) -> None:
    """Let it begin at nine for all, or at the hour of each."""
    await _change(update, context, number, version, FIRST_HOUR if for_all else None)


async def _change(
    update: Update,
    context: Context,
    number: int,
    version: int,
    choice: Audience | Meeting | time | None,
) -> None:
    services = context.services
    changed = await services.store.run(
        offers.change,
        services.library,
        chat_of(update).id,
        number,
        version,
        words.words,
        choice,
    )
    if changed is None:
        await show(update, context, views.gone())
        return
    await look(update, context, number)


async def retime(update: Update, context: Context, number: int, when: When) -> Announcement | None:
    """Let it begin at another time, which is that of everybody's clock or of this chat's."""
    services = context.services
    return await services.store.run(
        offers.retime,
        services.library,
        chat_of(update).id,
        number,
        when,
        words.words,
        await timezone_of(update, context),
    )

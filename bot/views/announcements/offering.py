"""Starting a course for many, or offering it: the check before, and for whom it can be."""

from collections.abc import Sequence

from bot.use_cases.announcements.offers import FIRST_HOUR, OfferDraft
from bot.views.announcements.preview import audience as audience_in_words
from bot.views.announcements.preview import people, when
from bot.views.callback_data import Verb, pack
from bot.views.course_offers import begins, told_when
from bot.views.language import _, ngettext
from bot.views.moments import clock_time, instant
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import RichText, bold, clipped, compose, expandable_quote, lines, rich
from bot.views.screen import Button, Keyboard, Screen, rows, shorten
from lessons.course import limits
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.course_offer import Meeting


def check(draft: OfferDraft, timezone: str) -> Screen:
    """Return the last look: the words, to whom, when, and what becomes of each; it asks what
    becomes of those in another course before it can be confirmed."""
    item, offer = draft.announcement, draft.offer
    if offer.ends:
        return _check_end(draft)
    is_open = _asks_what_becomes(draft)
    return Screen(
        lines(
            bold(_("Start this course?") if offer.begins_on else _("Offer this course?")),
            clipped(draft.course.title, limits.TITLE),
            _("People read:"),
            expandable_quote(item.text or ""),
            compose(_("For: {audience}"), audience=audience_in_words(item.audience)),
            *_counts(draft),
            *_times(draft, timezone),
            bold(_("What becomes of those who are in another course?")) if is_open else None,
        ),
        (
            *(() if is_open else (_settle(item, draft.counted.begin),)),
            *_meeting_buttons(draft),
            *_other_buttons(draft),
            *((_cancel(item),) if is_open else ()),
        ),
    )


def _check_end(draft: OfferDraft) -> Screen:
    item, found = draft.announcement, draft.counted
    return Screen(
        lines(
            bold(_("End this course for all who are in it?")),
            clipped(draft.course.title, limits.TITLE),
            _("People read:"),
            expandable_quote(item.text or ""),
            _("It is over for {people}.").format(people=people(found.begin)),
            _("It is over for {count} on a break, too; they get no message.").format(
                count=found.paused
            )
            if found.paused
            else None,
            _("Their places are kept."),
            begins(draft.offer),
        ),
        (_settle(item, found.begin),),
    )


def _asks_what_becomes(draft: OfferDraft) -> bool:
    begins_itself = draft.offer.begins_on is not None
    return begins_itself and draft.counted.elsewhere > 0 and draft.offer.meeting is None


def _settle(item: Announcement, count: int) -> tuple[Button, ...]:
    confirm = pack(Verb.CONFIRM_ANNOUNCEMENT, item.announcement_id, item.version, count)
    return (Button(_("Confirm"), confirm), *_cancel(item))


def _cancel(item: Announcement) -> tuple[Button, ...]:
    cancel = pack(Verb.CANCEL_ANNOUNCEMENT, item.announcement_id, item.version)
    return (Button(_("Cancel"), cancel),)


def _counts(draft: OfferDraft) -> list[RichText | str | None]:
    found, offer = draft.counted, draft.offer
    if not found.begin and not found.elsewhere:
        first: RichText | str = bold(_("As things stand this reaches nobody."))
    elif offer.begins_on:
        first = ngettext("{count} begins.", "{count} begin.", found.begin).format(count=found.begin)
    else:
        first = _("To: {people}").format(people=people(found.begin))
    return [
        first,
        _elsewhere(draft),
        _("{count} have had it, are in it or declined it: nothing changes for them.").format(
            count=found.had
        )
        if found.had
        else None,
        _("{count} on a break: nothing changes for them.").format(count=found.paused)
        if found.paused
        else None,
        _("For {count} that hour will have passed: theirs comes on their next day.").format(
            count=found.following
        )
        if found.following
        else None,
        _("No group is among them.") if offer.begins_on else None,
    ]


def _elsewhere(draft: OfferDraft) -> str | None:
    count = draft.counted.elsewhere
    if not count or not draft.offer.begins_on:
        return None
    what = {
        None: _("{count} of them are in another course now."),
        Meeting.AFTER: _("{count} in another course begin once they have finished it."),
        Meeting.INSTEAD: _("{count} leave another course for it; their place there is kept."),
        Meeting.WITHOUT: _("{count} in another course are left out."),
    }[draft.offer.meeting]
    return what.format(count=count)


def _times(draft: OfferDraft, timezone: str) -> list[RichText | str | None]:
    item, found = draft.announcement, draft.counted
    if not draft.offer.begins_on:
        return [when(item, None, timezone)]
    return [
        begins(draft.offer),
        compose(_("First: {moment}"), moment=instant(found.first_at, timezone))
        if found.first_at
        else None,
        compose(_("Last: {moment}"), moment=instant(found.last_at, timezone))
        if found.last_at
        else None,
        told_when(),
    ]


def _meeting_buttons(draft: OfferDraft) -> Keyboard:
    if not draft.offer.begins_on or not draft.counted.elsewhere:
        return ()
    item = draft.announcement
    labels = {
        Meeting.AFTER: _("After it"),
        Meeting.INSTEAD: _("Instead of it"),
        Meeting.WITHOUT: _("Without them"),
    }
    return (
        tuple(
            Button(
                label, pack(Verb.OFFER_MEETING, item.announcement_id, item.version, meeting.value)
            )
            for meeting, label in labels.items()
            if meeting is not draft.offer.meeting
        ),
    )


def _other_buttons(draft: OfferDraft) -> Keyboard:
    item, offer = draft.announcement, draft.offer
    number, version = item.announcement_id, item.version
    hour = Button(
        _("At the hour of each")
        if offer.at
        else _("At {time} for all").format(time=clock_time(FIRST_HOUR)),
        pack(Verb.OFFER_HOUR, number, version, 0 if offer.at else 1),
    )
    return (
        (
            Button(_("For whom"), pack(Verb.OFFER_AUDIENCES, number, 1)),
            Button(_("When"), pack(Verb.MOVE, number)),
        ),
        *(((hour,),) if offer.begins_on else ()),
    )


def choose_audience(
    item: Announcement, courses: Sequence[Course], words: Sequence[str], number: int
) -> Screen:
    """Return whom it can be for, with the links of those words and a page of the courses."""
    page = cut(courses, number, COURSES_PER_PAGE)

    def choice(label: str, audience: Audience) -> Button:
        data = pack(Verb.OFFER_AUDIENCE, item.announcement_id, item.version, str(audience))
        return Button(shorten(label), data)

    buttons = [
        choice(_("Everyone"), Audience()),
        choice(_("Test list"), Audience(AudienceKind.TEST)),
        choice(_("Who finished any"), Audience(AudienceKind.FINISHED)),
        choice(_("Inactive 14 days"), Audience(AudienceKind.INACTIVE, days=14)),
    ]
    of_courses = [
        button
        for course in page.items
        for button in (
            choice(course.title, Audience(AudienceKind.COURSE, course.course_id)),
            choice(
                _("Finished: {title}").format(title=course.title),
                Audience(AudienceKind.FINISHED, course.course_id),
            ),
        )
    ]
    buttons += [
        choice(_("Came by {word}").format(word=word), Audience(AudienceKind.LINK, word))
        for word in words
    ]
    return Screen(
        lines(bold(_("For whom?")), which(page)),
        (
            *rows(buttons),
            *rows(of_courses, per_row=1),
            *turning(page, Verb.OFFER_AUDIENCES, item.announcement_id),
            (Button(_("Back"), pack(Verb.OFFER_CHECK, item.announcement_id)),),
        ),
    )


def gone() -> Screen:
    """Return the answer to a button of a draft that has changed or is settled."""
    return Screen(
        rich(
            _(
                "That button is out of date: this was confirmed, called off or changed since. "
                "/scheduled lists what is to come, Courses in /admin begins anew."
            )
        )
    )

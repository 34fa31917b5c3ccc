"""A course that is offered to many, or begins for them: what people read, and when it is."""

from collections.abc import Mapping

from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.lesson import announcement, count_lessons
from bot.views.moments import calendar_date, clock_time, instant
from bot.views.rich_text import RichText, compose
from bot.views.screen import Button, Screen
from lessons.course import limits
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement
from lessons.delivery.course_offer import TOLD_AT, Answer, CourseOffer, Meeting
from lessons.delivery.statistics import shown


def words(course: Course, offer: CourseOffer) -> str:
    """Return what people read of it."""
    title, lessons = course.title[: limits.TITLE], count_lessons(len(course.lessons))
    if offer.ends:
        return _(
            "“{title}” is over: no lesson of it comes any more. What you have read stays here. Tap "
            "below for another course."
        ).format(title=title)
    if offer.begins_on is None:
        return _(
            "A course for you: “{title}”.\n{lessons}, one a day, at your usual hour. If you are in "
            "another course, your place there is kept. Would you like to begin?"
        ).format(title=title, lessons=lessons)
    first = (
        _("{lessons}, one a day. The first comes at {time} on your clock.")
        if offer.at
        else _("{lessons}, one a day, at your usual hour.")
    ).format(lessons=lessons, time=clock_time(offer.at) if offer.at else "")
    told = [
        _("“{title}” begins for you on {date}.").format(
            title=title, date=calendar_date(offer.begins_on)
        ),
        first,
        {
            Meeting.AFTER: _("If you are in another course, it begins when you have finished it."),
            Meeting.INSTEAD: _("If you are in another course, your place there is kept."),
        }.get(offer.meeting or Meeting.WITHOUT),
        _("There is nothing to do. If you would rather not, or not now, tap below."),
    ]
    return "\n".join(part for part in told if part)


def message(item: Announcement) -> Screen | None:
    """Return what people get of an announcement that is a text, with what they can answer."""
    if item.wording is None:
        return None
    screen = announcement(item.wording)
    if item.offer is None:
        return screen
    number = item.announcement_id
    if item.offer.ends:
        another = Button(_("Another course"), pack(Verb.ASK_COURSE, 1))
        return Screen(screen.text, ((another,),))
    row = (
        (
            Button(_("Not for me"), pack(Verb.DECLINE_COURSE, number)),
            Button(_("Not now"), pack(Verb.PUT_OFF_COURSE, number)),
        )
        if item.offer.begins_on
        else (
            Button(_("Begin"), pack(Verb.TAKE_COURSE, number)),
            Button(_("Not now"), pack(Verb.LEAVE_OFFER, number)),
        )
    )
    return Screen(screen.text, (row,))


def begins(offer: CourseOffer) -> str | None:
    """Return when a course begins or ends by itself, ``None`` for one that is offered."""
    if offer.ends:
        return _("Ends: a minute after it is confirmed; at night its message waits")
    if offer.begins_on is None:
        return None
    when = (
        _("Begins: {date}, {time} on everybody's own clock")
        if offer.at
        else _("Begins: {date}, at the hour of each")
    )
    return when.format(
        date=calendar_date(offer.begins_on), time=clock_time(offer.at) if offer.at else ""
    )


def told_when() -> str:
    """Return when people are told that a course begins for them."""
    return _(
        "They are told the day before at {time} on their clock, or as soon as it is not night, and "
        "may say no."
    ).format(time=clock_time(TOLD_AT))


def answered(item: Announcement, answers: Mapping[Answer, int]) -> str | None:
    """Return how people have answered; fewer than five are not told apart."""
    if item.offer is None or item.offer.ends:
        return None
    wanted = (
        {Answer.DECLINED: _("declined: {count}"), Answer.LATER: _("not now: {count}")}
        if item.offer.begins_on
        else {Answer.BEGUN: _("begun: {count}")}
    )
    counted = (
        words.format(count=shown(answers[answer])) for answer, words in wanted.items()
        if answers.get(answer)
    )  # fmt: skip
    return " · ".join(counted) or None


def goes_back() -> str:
    """Return what becomes of people whose course is called off."""
    return _("Whoever has had no lesson of it goes back to what they had before.")


def start_in_words(item: Announcement, count: int, timezone: str) -> RichText:
    """Return that a course begins or is offered, by its number, with for how many."""
    offered = compose(_("Offered {moment}"), moment=instant(item.first_at or item.at, timezone))
    return compose(
        _("{number}. {what}: {people}"),
        number=item.announcement_id,
        what=(begins(item.offer) if item.offer else None) or offered,
        people=ngettext("{count} person", "{count} people", count).format(count=count),
    )

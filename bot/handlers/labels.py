"""Labels of buttons that people type, and their like, where no such button is in sight."""

import re
from datetime import timedelta
from functools import partial

from telegram import Update

from bot.handlers import symptom_check
from bot.handlers.context import Context, Handler, chat_of
from bot.handlers.subscribers import breaks, joining, numbered, pace, reading, settings, zones
from bot.use_cases.subscribers import joining as joining_cases
from lessons.delivery.subscriber import SubscriberStatus
from lessons.language.answers import bare_words, without_politeness
from lessons.language.wrappers import unwrap
from lessons.times.schedule import THREE_A_WEEK, local_date
from lessons.times.time_words import NUMBERS

_NUMBERED = re.compile(
    r"(?:(?:please|i want|i want to read|i'd like|can i have|can i read|let me see|show me|read"
    r"|show|open|give me|send|send me|get) )*(?:the )?lesson (?:number |no |nr )?(?P<number>\w+)"
)


async def _from_monday(update: Update, context: Context) -> None:
    subscriber = await context.services.store.run_aside(
        joining_cases.find_subscriber, chat_of(update).id
    )
    if subscriber is None:
        await joining.ask_to_begin(update, context)
        return
    today = local_date(subscriber.schedule.timezone, context.now)
    await pace.begin_on(update, context, today + timedelta(days=7 - today.weekday()))


def _once_joined(handler: Handler) -> Handler:
    """Whoever is joining is asked what is still to be known: they have no schedule to change."""

    async def guarded(update: Update, context: Context) -> None:
        subscriber = await context.services.store.run_aside(
            joining_cases.find_subscriber, chat_of(update).id
        )
        if subscriber is None or subscriber.status is SubscriberStatus.JOINING:
            await joining.ask_to_begin(update, context)
        else:
            await handler(update, context)

    return guarded


def _days(*days: int) -> Handler:
    return _once_joined(partial(joining.choose_weekdays, days=frozenset(days)))


_BY_LABEL: dict[str, Handler] = {
    label: handler
    for labels, handler in (
        ("what comes, what comes next, whats coming, what's coming, what will come", pace.coming),
        (
            "another one now, another one, another lesson, another lesson now, another, one more, "
            "one more now, one more lesson, more lessons, more, "
            # As fast fingers write it.
            "anohter, anohter one, anothr, anothr one, anther one, antoher, antoher one, "
            "annother, annother one, anoter one, anothe one",
            pace.another,
        ),
        ("three a week, 3 a week, three times a week, 3 times a week", _days(*THREE_A_WEEK)),
        (
            "mon to fri, monday to friday, weekends off, no weekends, weekdays only",
            _days(*range(5)),
        ),
        ("this evening instead, in the evening instead, tonight instead", pace.wait_for_evening),
        ("from monday, from monday on, start on monday", _once_joined(_from_monday)),
        ("begin again, begin the course again, start over, from the beginning", pace.ask_again),
        ("change time, change the time, change my time, another time", joining.ask_time),
        (
            "change zone, change my zone, change time zone, change timezone, change place, "
            "change my place, change city, change my city",
            zones.ask_zone,
        ),
        ("change days, change the days, change my days, other days", settings.ask_days),
        (
            "change course, choose another course, another course, other course",
            partial(settings.ask_course, page=1),
        ),
        (
            "my lessons, read any lesson, all lessons, all my lessons, list lessons, old lessons",
            reading.list_lessons,
        ),
        ("next lesson now, next one, next one now, read it now, lesson now", reading.lesson_now),
        ("read it again, last lesson, the last lesson, repeat the lesson", reading.repeat),
        ("resume now, end the break, end break, end my break", breaks.resume),
        ("symptom check, new check, begin the check, the check", symptom_check.begin),
        ("urgent signs, the urgent signs", symptom_check.urgent),
    )
    for label in labels.split(", ")
}


def find_label(text: str) -> Handler | None:
    """Return what the button does whose label the whole text is, or nearly; "lesson 12" is that
    lesson's."""
    words = without_politeness(bare_words(unwrap(text)))
    if match := _NUMBERED.fullmatch(words):
        said = match["number"]
        number = said if said.isdecimal() else str(NUMBERS.get(said, ""))
        if number:
            return partial(numbered.open_named, said=number)
    return _BY_LABEL.get(words) or _BY_LABEL.get(without_politeness(bare_words(text)))

"""From a stranger to a subscriber: course, time, zone, first lesson."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.use_cases import questions
from bot.use_cases.library import Library, find_default, list_offered
from bot.use_cases.subscribers.course_links import may_take
from bot.use_cases.subscribers.enrolling import enroll, owe_lesson_today, reschedule
from bot.use_cases.subscribers.reading import is_course_missing
from lessons.course.course import Course
from lessons.delivery.delivery import Delivery
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.skipping import NOT_SENT
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.places.search import guess_timezone
from lessons.questions.open_question import SettingQuestion
from lessons.times.schedule import Schedule, local_date
from storage.interface.store import Store

FIRST_GUESS = time(8)
ZONE_QUESTIONS = (SettingQuestion.PLACE, SettingQuestion.LOCATION)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A chat as Telegram describes it."""

    chat_id: int
    kind: ChatKind
    language_code: str | None


@dataclass(frozen=True, slots=True)
class NoCourse:
    """There is nothing to read yet."""


@dataclass(frozen=True, slots=True)
class CourseMissing:
    """The course that the chat is in is not here any more; its place is kept."""


@dataclass(frozen=True, slots=True)
class CourseWanted:
    """Several courses are there; which one?"""

    courses: list[Course]


@dataclass(frozen=True, slots=True)
class TimeWanted:
    """The time of day is still to be chosen; ``is_new`` while the course is to be shown first."""

    course: Course
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ZoneWanted:
    """The time of day is chosen; the zone is a guess, to be checked."""

    subscriber: Subscriber


@dataclass(frozen=True, slots=True)
class AlreadyHere:
    """The chat is a subscriber, from now on an active one again."""

    subscriber: Subscriber
    course: Course
    enrollment: Enrollment


@dataclass(frozen=True, slots=True)
class Joined:
    """The last question is answered; a lesson is owed now, unless ``has_begun`` says that the first
    one came before the questions."""

    subscriber: Subscriber
    enrollment: Enrollment
    delivery: Delivery | None
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing was asked, and the answer is what was known."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An active subscriber's schedule is another one now than ``before``."""

    subscriber: Subscriber
    enrollment: Enrollment | None
    before: Schedule | None = None


@dataclass(frozen=True, slots=True)
class FirstLesson:
    """The first lesson, to be sent at once; none if ``is_again`` says that it has been asked for
    before, or if lessons are on hold."""

    course: Course
    delivery: Delivery | None
    is_again: bool = False


Started = NoCourse | CourseMissing | CourseWanted | TimeWanted | AlreadyHere
Chosen = NoCourse | CourseWanted | ZoneWanted | Joined | Changed


def start(
    store: Store,
    library: Library,
    newcomer: Newcomer,
    wanted_course_id: str | None,
    default_timezone: str,
    now: datetime,
    came_by: str | None = None,
) -> Started:
    """Begin, or greet who is here; a deep link's course becomes the current one. Who gets into it
    by a link that has a name is noted so.

    Whatever question was open is closed.
    """
    store.close_question(newcomer.chat_id)
    if not list_offered(library) and store.find_current_enrollment(newcomer.chat_id) is None:
        return NoCourse()
    subscriber = store.find_subscriber(newcomer.chat_id) or Subscriber(
        chat_id=newcomer.chat_id,
        kind=newcomer.kind,
        status=SubscriberStatus.JOINING,
        schedule=Schedule(guess_timezone(newcomer.language_code, default_timezone), FIRST_GUESS),
        language_code=newcomer.language_code,
        joined_at=now,
    )
    if subscriber.status is SubscriberStatus.JOINING:
        questions.ask(store, subscriber.chat_id, SettingQuestion.TIME, now)
    else:
        subscriber = replace(subscriber, status=SubscriberStatus.ACTIVE)
    store.save_subscriber(subscriber)
    if not wanted_course_id and is_course_missing(store, library, subscriber.chat_id):
        return CourseMissing()
    course = _pick_course(store, library, subscriber, wanted_course_id)
    if course is None:
        return CourseWanted(list_offered(library))
    is_new = store.find_enrollment(subscriber.chat_id, course.course_id) is None
    enroll(store, subscriber, course, now)
    if is_new and came_by and store.find_linked_course(came_by.casefold()) == course.course_id:
        store.note_link(subscriber.chat_id, course.course_id, came_by.casefold())
    if subscriber.status is SubscriberStatus.JOINING:
        return _ask_time(store, subscriber, course)
    enrollment = reschedule(store, subscriber, now)
    if enrollment is None:
        return CourseWanted(list_offered(library))
    return AlreadyHere(subscriber, course, enrollment)


def _ask_time(store: Store, subscriber: Subscriber, course: Course) -> TimeWanted:
    is_new = not list_firsts(store, subscriber.chat_id, course)
    return TimeWanted(course, is_new=is_new and subscriber.kind is ChatKind.PRIVATE)


def _pick_course(
    store: Store, library: Library, subscriber: Subscriber, wanted_course_id: str | None
) -> Course | None:
    if wanted_course_id:
        return library[wanted_course_id]
    current = store.find_current_enrollment(subscriber.chat_id)
    if current and current.course_id in library:
        return library[current.course_id]
    return find_default(library)


def choose_time(
    store: Store,
    chat_id: int,
    send_time: time,
    now: datetime,
    weekdays: frozenset[int] | None = None,
) -> ZoneWanted | Changed | None:
    """Set the time of day, and the days if there are any; ``None`` if the chat never began."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None:
        return None
    schedule = replace(subscriber.schedule, send_time=send_time)
    if weekdays:
        schedule = replace(schedule, weekdays=weekdays)
    if subscriber.status is SubscriberStatus.JOINING:
        subscriber = replace(subscriber, schedule=schedule)
        store.save_subscriber(subscriber)
        questions.ask(store, chat_id, SettingQuestion.PLACE, now)
        return ZoneWanted(subscriber)
    return _change(store, replace(subscriber, schedule=schedule), now)


def choose_zone(
    store: Store,
    library: Library,
    chat_id: int,
    timezone: str,
    now: datetime,
    real_now: datetime,
) -> Joined | Changed | Unchanged | CourseWanted | None:
    """Set the time zone; whoever was joining has joined. ``None`` if the chat never began."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None:
        return None
    is_joining = subscriber.status is SubscriberStatus.JOINING
    was_asked = is_joining or isinstance(questions.find_open(store, chat_id, now), SettingQuestion)
    if not was_asked and subscriber.schedule.timezone == timezone:
        return Unchanged()
    subscriber = replace(subscriber, schedule=replace(subscriber.schedule, timezone=timezone))
    if not is_joining:
        last = store.find_last_lesson(chat_id)
        if last and subscriber.comes_again(last):
            store.set_lesson_dates_back(chat_id)
        return _change(store, subscriber, now)
    enrollment = store.find_current_enrollment(chat_id)
    if enrollment is None:
        return CourseWanted(list_offered(library))
    subscriber = replace(subscriber, status=SubscriberStatus.ACTIVE)
    store.save_subscriber(subscriber)
    questions.close(store, chat_id, SettingQuestion)
    firsts = list_firsts(store, chat_id, library.get(enrollment.course_id))
    for first in firsts:
        # It came while the zone was a guess.
        store.move_lesson_date(first.delivery_id, local_date(timezone, first.due_at))
    enrollment = reschedule(store, subscriber, now) or enrollment
    delivery = None
    if not subscriber.is_paused:
        delivery, enrollment = owe_lesson_today(
            store, library, subscriber, enrollment, now, real_now
        )
    return Joined(subscriber, enrollment, delivery, has_begun=bool(firsts))


def choose_weekdays(
    store: Store, chat_id: int, weekdays: frozenset[int], now: datetime
) -> Changed | None:
    """Set the days of the week, at least one; ``None`` if the chat never began."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None:
        return None
    schedule = replace(subscriber.schedule, weekdays=weekdays)
    return _change(store, replace(subscriber, schedule=schedule), now)


def choose_course(
    store: Store, library: Library, chat_id: int, course_id: str, now: datetime
) -> TimeWanted | AlreadyHere | None:
    """Make that course the current one; ``None`` if it or the subscriber does not exist."""
    subscriber, course = store.find_subscriber(chat_id), library.get(course_id)
    if subscriber is None or course is None or not may_take(store, library, chat_id, course_id):
        return None
    enrollment = enroll(store, subscriber, course, now)
    if subscriber.status is SubscriberStatus.JOINING:
        return _ask_time(store, subscriber, course)
    return AlreadyHere(subscriber, course, enrollment)


def find_open_question(
    store: Store, library: Library, chat_id: int, now: datetime
) -> TimeWanted | ZoneWanted | CourseWanted | None:
    """Return what somebody who is joining is still to be asked, and await the answer."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None or subscriber.status is not SubscriberStatus.JOINING:
        return None
    enrollment = store.find_current_enrollment(chat_id)
    course = library.get(enrollment.course_id) if enrollment else None
    if course is None:
        return CourseWanted(list_offered(library))
    if questions.find_open(store, chat_id, now) in ZONE_QUESTIONS:
        return ZoneWanted(subscriber)
    questions.ask(store, chat_id, SettingQuestion.TIME, now)
    return TimeWanted(course)


def list_firsts(store: Store, chat_id: int, course: Course | None) -> list[Delivery]:
    """Return the lessons of the course that have come, or are on their way."""
    if course is None:
        return []
    deliveries = store.list_lessons(chat_id, course.course_id)
    return [one for one in deliveries if one.status not in NOT_SENT]


def show_first(
    store: Store, library: Library, chat_id: int, now: datetime, real_now: datetime
) -> FirstLesson | None:
    """Owe whoever is joining the first lesson, before anything is asked; ``None`` for others."""
    subscriber = store.find_subscriber(chat_id)
    enrollment = store.find_current_enrollment(chat_id)
    course = library.get(enrollment.course_id) if enrollment else None
    if subscriber is None or enrollment is None or course is None:
        return None
    if subscriber.status is not SubscriberStatus.JOINING:
        return None
    if list_firsts(store, chat_id, course):
        return FirstLesson(course, None, is_again=True)
    delivery, _ = owe_lesson_today(store, library, subscriber, enrollment, now, real_now)
    return FirstLesson(course, delivery)


def find_subscriber(store: Store, chat_id: int) -> Subscriber | None:
    """Return the chat's subscriber, if it is one."""
    return store.find_subscriber(chat_id)


def await_answer(
    store: Store, chat_id: int, question: SettingQuestion | None, now: datetime
) -> Subscriber | None:
    """Note which typed answer comes next; ``None`` if the chat has not come so far yet."""
    subscriber = store.find_subscriber(chat_id)
    if subscriber is None:
        return None
    is_joining = subscriber.status is SubscriberStatus.JOINING
    if is_joining and question in (None, SettingQuestion.PAUSE_END):
        # Whoever is joining is asked for time and zone, whatever else comes in between.
        return None
    if question is None:
        questions.close(store, chat_id, SettingQuestion)
    else:
        questions.ask(store, chat_id, question, now)
    return subscriber


def _change(store: Store, subscriber: Subscriber, now: datetime) -> Changed:
    was = store.find_subscriber(subscriber.chat_id)
    store.save_subscriber(subscriber)
    questions.close(store, subscriber.chat_id, SettingQuestion)
    return Changed(subscriber, reschedule(store, subscriber, now), was.schedule if was else None)

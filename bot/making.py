"""Makes every part, once: who knows whom. What starts and ends when is in ``application``."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from bot.api.conflict import ConflictWatch
from bot.api.hearing import Hearing
from bot.api.intake import Reception
from bot.api.limiter import FREE_PER_SECOND, PAID_PER_SECOND, Limiter
from bot.api.messages import edit_if_it_can, send_if_it_can
from bot.api.polling import Polling
from bot.api.set_aside import SetAside
from bot.api.transport import find_server_time
from bot.connection import PTB, connect
from bot.delivery.admin_alerts import NotifyAdmins, admin_notifier
from bot.delivery.census_worker import CensusWorker
from bot.delivery.check_counts import CheckCounts, CheckCountWriter
from bot.delivery.consent_worker import ConsentWorker
from bot.delivery.correction_worker import CorrectionWorker
from bot.delivery.course_watch import CourseWatch
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.farewell_worker import FarewellWorker
from bot.delivery.known_topics import KnownTopics
from bot.delivery.leavers import Leavers
from bot.delivery.open_checks import OpenChecks
from bot.delivery.progress_messages import ProgressMessages
from bot.delivery.review_watch import ReviewWatch
from bot.delivery.shared_checks import SharedChecks
from bot.delivery.shared_courses import SharedCourses
from bot.delivery.staff_questions import StaffQuestionWorker
from bot.delivery.ticker import Ticker
from bot.desk.making import make_desk
from bot.desk.server import Desk
from bot.handlers import callbacks
from bot.handlers.asked_quizzes import AskedQuizzes
from bot.handlers.context import SERVICES, Services
from bot.handlers.invitations import Invitations
from bot.handlers.kept_readers import KeptReaders
from bot.handlers.lesson_presses import LessonPresses
from bot.handlers.open_buttons import OpenButtons
from bot.handlers.registration import ALLOWED_UPDATES, register
from bot.handlers.replaced_keyboards import ReplacedKeyboards
from bot.handlers.taken_answers import TakenAnswers
from bot.handlers.told_languages import ToldLanguages
from bot.handlers.unread import Unread
from bot.process.clock import Clock, FollowedClock, SystemClock
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.process.zones import KnownZones
from bot.reception import Surroundings, make_reception
from bot.sandbox_link import SandboxLink, find_sandbox_clock
from bot.settings import Settings
from bot.use_cases import ownership
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.library import Library, LiveLibrary
from lessons.clinic.consent import Consent
from lessons.course.files import load_published_courses
from lessons.symptom_checks.check import SymptomCheck
from storage import is_shared


@dataclass(frozen=True, slots=True)
class Making:
    """What every part is made from."""

    settings: Settings
    url: str
    token: str
    bot_id: int
    from_files: Library
    check: SymptomCheck
    consent: Consent | None
    vitals: Vitals


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that run by themselves. Without a sandbox there is no ``link`` to it; nor is there
    a ``desk`` where none is asked for."""

    url: str
    application: PTB
    store: StoreThread
    owner_ids: frozenset[int]
    offers_check: bool
    takes_questions: bool
    dispatcher: Dispatcher
    ticker: Ticker
    correction_worker: CorrectionWorker
    say_beside: Callable[[], Awaitable[None]]
    census_worker: CensusWorker
    check_count_writer: CheckCountWriter
    course_watch: CourseWatch
    progress_messages: ProgressMessages
    conflict: ConflictWatch
    notify_admins: NotifyAdmins
    clock: Clock
    receiver: Reception
    hearing: Hearing
    vitals: Vitals
    shared_checks: SharedChecks | None
    shared_courses: SharedCourses | None
    link: SandboxLink | None
    desk: Desk | None


async def make_parts(
    making: Making,
    store: StoreThread,
    library: LiveLibrary,
    stopping: asyncio.Event,
    stack: AsyncExitStack,
) -> Parts | None:
    """Who knows whom: what sends, what plans, what follows, and what handlers have at hand.

    ``None`` if this is to stop before Telegram is reached.
    """
    settings, check = making.settings, making.check
    followed: FollowedClock | None = None

    def chat_now() -> float:
        return followed.monotonic() if followed else time.monotonic()

    limiter = Limiter(
        settings.messages_per_second
        or (PAID_PER_SECOND if settings.paid_broadcast else FREE_PER_SECOND),
        is_paid=settings.paid_broadcast,
        chat_now=chat_now,
        vitals=making.vitals,
    )
    connected = await stack.enter_async_context(
        connect(making.token, settings.bot_api_url, limiter, stopping)
    )
    if connected is None:
        return None
    application, polls = connected
    ownership.check_answer(making.bot_id, application.bot.id)
    # A sandbox may have been waited for as well.
    followed = await find_sandbox_clock(settings.bot_api_url)
    bot, owner_ids = application.bot, settings.admin_ids
    clock = followed or SystemClock(find_server_time(application.bot.request))
    grace = settings.review_grace
    policy = AnnouncementPolicy(owner_ids, settings.quiet_hours, grace)
    check_counts = CheckCounts(check, is_on=settings.check_counts == "on")
    shared_checks = None if settings.replica_url is None else SharedChecks(store, clock.now)
    open_checks = (
        OpenChecks(check_counts.note, shared_checks.note)
        if shared_checks
        else OpenChecks(check_counts.note)
    )
    notify_admins = admin_notifier(bot, store, owner_ids)
    correction_worker = CorrectionWorker(store, library, bot)
    progress_messages = ProgressMessages(
        store, library, bot, clock, policy, settings.default_timezone, notify_admins
    )
    topics = KnownTopics(store)
    offers_check = settings.check == "on"
    farewell_worker = FarewellWorker(
        store, library, bot, topics, clock, grace, offers_check=offers_check
    )
    staff_question_worker = StaffQuestionWorker(store, bot, clock)
    consent_worker = ConsentWorker(store, making.consent, bot, clock, policy, open_checks)

    review_watch = ReviewWatch(store, library, clock, notify_admins, grace)

    async def say_beside() -> None:
        await farewell_worker.work()
        await consent_worker.work()
        await review_watch.look()
        await staff_question_worker.work()

    dispatcher = Dispatcher(
        store,
        library,
        bot,
        clock,
        limiter,
        open_checks,
        topics,
        notify_admins,
        making.vitals,
    )
    ticker = Ticker(
        store,
        library,
        clock,
        dispatcher,
        open_checks,
        policy,
        progress_messages.refresh,
        correction_worker.work,
        say_beside,
        making.vitals,
    )
    conflict = ConflictWatch(limiter)
    hearing = Hearing(notify_admins)
    set_aside = SetAside(hearing.tell)
    receiver = make_reception(
        Surroundings(
            settings=settings,
            token=making.token,
            shared={
                "the courses": sorted(
                    (course.course_id, [lesson.revision for lesson in course.lessons])
                    for course in making.from_files.values()
                ),
                "the check": check.wording,
            },
            store=store,
            application=application,
            polling=Polling(polls, bot, ALLOWED_UPDATES),
            hearing=hearing,
            set_aside=set_aside,
            conflict=conflict,
            limiter=limiter,
            clock=clock,
            vitals=making.vitals,
        )
    )
    # Telegram opens nothing else.
    desk_url = settings.desk_url and f"{settings.desk_url.rstrip('/')}/"
    application.bot_data[SERVICES] = Services(
        store=store,
        library=library,
        check=check,
        offers_check=settings.check == "on",
        consent=making.consent,
        staff=settings.staff_chat,
        notify_admins=notify_admins,
        open_checks=open_checks,
        open_buttons=OpenButtons(callbacks.FOR_PEOPLE),
        counts_checks=check_counts.is_on,
        shares_checks=shared_checks is not None,
        emergency_number=settings.emergency_number,
        clock=clock,
        dispatcher=dispatcher,
        hearing=hearing,
        set_aside=set_aside,
        owner_ids=owner_ids,
        needs_second_person=settings.second_person == "on",
        review_grace=grace,
        policy=policy,
        default_timezone=settings.default_timezone,
        zones=KnownZones(),
        topics=topics,
        asked=AskedQuizzes(),
        lesson_presses=LessonPresses(),
        unread=Unread(),
        taken_answers=TakenAnswers(),
        invitations=Invitations(),
        kept_readers=KeptReaders(),
        told_languages=ToldLanguages(),
        replaced_keyboards=ReplacedKeyboards(),
        leavers=Leavers(store, hearing.tell),
        vitals=making.vitals,
        desk_url=desk_url if desk_url and desk_url.startswith("https:") else None,
    )
    register(application)
    desk = make_desk(
        settings,
        making.token,
        store,
        library,
        policy,
        clock,
        write_to=partial(send_if_it_can, bot),
        redraw=partial(edit_if_it_can, bot),
        find_deaf_seconds=lambda: hearing.broken_seconds,
        forget_contents=dispatcher.invalidate_contents,
        is_sandbox=followed is not None,
    )
    link = None
    if followed is not None and settings.bot_api_url is not None:
        link = SandboxLink(
            settings.bot_api_url,
            followed,
            ticker,
            receiver.join,
            lambda: desk.url if desk else None,
        )
    return Parts(
        url=making.url,
        application=application,
        store=store,
        owner_ids=owner_ids,
        offers_check=settings.check == "on",
        takes_questions=settings.staff_chat is not None,
        dispatcher=dispatcher,
        ticker=ticker,
        correction_worker=correction_worker,
        say_beside=say_beside,
        census_worker=CensusWorker(store, clock),
        check_count_writer=CheckCountWriter(check_counts, store, clock.now),
        course_watch=CourseWatch(
            partial(load_published_courses, settings.courses_folder), notify_admins
        ),
        progress_messages=progress_messages,
        conflict=conflict,
        notify_admins=notify_admins,
        clock=clock,
        receiver=receiver,
        hearing=hearing,
        shared_checks=shared_checks,
        shared_courses=SharedCourses(store, library, topics, dispatcher)
        if is_shared(making.url)
        else None,
        vitals=making.vitals,
        link=link,
        desk=desk,
    )

"""What is kept about a chat, field by field, and its deletion.

What is new in ``Subscriber`` or among the tables is shown by its name until it is described here.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields

from bot.use_cases.subscribers.privacy import Kept
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import read_clock, weekdays, whole_date, whole_zone
from bot.views.rich_text import bold, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from bot.views.subscribers.reading import break_in_words
from lessons.clinic.consent import ConsentAnswer, GivenConsent
from lessons.clinic.staff import StaffQuestion
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    LinkQuestion,
    SignQuestion,
)
from lessons.questions.open_question import Question, SettingQuestion
from lessons.questions.schedule_form import ScheduleForm


def privacy(
    kept: Kept,
    *,
    counts_checks: bool = False,
    shares_checks: bool = False,
    takes_questions: bool = False,
) -> Screen:
    """Return what is kept about this chat, as it stands."""
    title = bold(_("Your privacy"))
    never = lines(
        bold(_("Never kept")),
        _(
            "Your name, your location, your quiz answers, your messages but for a question that "
            "you let be passed on with /ask."
        )
        if takes_questions
        else _("Your name, your messages, your location, your quiz answers."),
        _(
            "Nothing of a symptom check: no answer, and only while one is open that lessons wait "
            "here, for ten minutes at most."
        )
        if shares_checks
        else _("Nothing of a symptom check: no answer, not even that there was one."),
        _(
            "It is counted how many checks end how, by week, without any chat or answer, and none "
            "under five is shown."
        )
        if counts_checks
        else None,
        _("Telegram itself carries and keeps this chat, as it does every chat."),
    )
    if not kept.row_counts:
        return Screen(paragraphs(title, rich(_("Nothing is kept about this chat.")), never))
    about = kept.subscriber
    items = [
        *(_describe_fields(about) if about else [_("Its number at Telegram")]),
        *([_describe_question(kept.question)] if kept.question else []),
        *map(_describe_consent, kept.consents),
        *map(_describe_asked, kept.staff_questions),
        *_describe_rows(kept),
    ]
    listed = lines(bold(_("Kept about this chat")), *(f"• {item}" for item in items))
    return Screen(
        paragraphs(title, listed, never, rich(_("It is kept until you delete it."))),
        (
            (Button(_("As a file"), pack(Verb.EXPORT_DATA)),),
            (Button(_("Delete all of it"), pack(Verb.ASK_ERASE)),),
        ),
    )


def exported() -> Screen:
    """Return what stands below the file of what is kept."""
    return Screen(rich(_("Everything kept about this chat, as it is kept.")))


def _describe_fields(about: Subscriber) -> list[str]:
    found = []
    for field in fields(about):
        if describe := _FIELDS.get(field.name):
            found.append(describe(about))
        elif (value := getattr(about, field.name)) is not None:
            found.append(_name(field.name, value))
    return [item for item in found if item]


def _describe_rows(kept: Kept) -> list[str]:
    names = _rows()
    told_above = (*_TOLD_ABOVE, *(["staff_questions"] if kept.staff_questions else []))
    return [
        _name(names.get(table, table), count)
        for table, count in kept.row_counts.items()
        if table not in told_above
    ]


def _name(name: str, value: object) -> str:
    words = name.replace("_", " ")
    return f"{words[0].upper()}{words[1:]}: {value}"


def _stands(about: Subscriber) -> str:
    words = {
        SubscriberStatus.JOINING: _("being set up"),
        SubscriberStatus.ACTIVE: _("wanted"),
        SubscriberStatus.STOPPED: _("stopped"),
        SubscriberStatus.BLOCKED: _("stopped, because the chat cannot be reached"),
    }
    return _("Lessons: {status}").format(status=words[about.status])


def _schedule(about: Subscriber) -> str:
    return _("Lesson time: {time}, {days}, {zone}").format(
        time=read_clock(about.schedule.send_time, about.language_code, about.schedule.timezone),
        days=weekdays(about.schedule.weekdays),
        zone=whole_zone(about.schedule.timezone),
    )


def _break(about: Subscriber) -> str:
    is_open_ended = about.is_paused and about.resume_date is None
    return _("A break until you end it") if is_open_ended else ""


def _break_end(about: Subscriber) -> str:
    if about.resume_date is None:
        return ""
    return _("A break until: {date}").format(date=whole_date(about.resume_date))


def _break_ahead(about: Subscriber) -> str:
    return break_in_words(about.break_ahead) if about.break_ahead else ""


_FIELDS: Mapping[str, Callable[[Subscriber], str]] = {
    "chat_id": lambda about: _("Its number at Telegram: {id}").format(id=about.chat_id),
    "kind": lambda about: _("Kind of chat: {kind}").format(kind=about.kind),
    "status": _stands,
    "schedule": _schedule,
    "language_code": lambda about: _("App language: {language}").format(
        language=about.language_code or _("unknown")
    ),
    "joined_at": lambda about: _("Joined: {date}").format(date=whole_date(about.joined_at.date())),
    "is_paused": _break,
    "resume_date": _break_end,
    "break_ahead": _break_ahead,
}
# The subscriber field by field, the question by what it asks, and each consent by its version.
_TOLD_ABOVE = ("subscribers", "open_questions", "consents")


def _rows() -> Mapping[str, str]:
    return {
        "staff_questions": _("Questions to people of the clinic"),
        "enrollments": _("Places in courses, with the name of the link that led there"),
        "courses_to_come": _("Courses that begin after the present one"),
        "deliveries": _("Messages sent or to come"),
        "read_articles": _("Articles read here, of which nothing is made yet"),
        "pasted_parts": _("Messages of a text that is pasted here for a course"),
        "losses": _("Messages that did not reach this chat lately"),
        "doubted_chats": _("That this chat refused what I sent"),
        "closed_chats": _("That I had no right to write here"),
        "chat_topics": _("In which topic lessons come"),
        "open_checks": _("That a lesson waits here, for ten minutes at most"),
        "announcements": _("Announcements made here"),
        "lesson_holds": _("Lessons held from here"),
        "corrections": _("Corrections made here"),
        "course_drafts": _("Drafts of courses begun here"),
        "course_revisions": _("Courses published here"),
        "admin_invitations": _("Invitations to a seat that it made or opened"),
        "admins": _("Lines with its number in the list of admins"),
        "audit_log": _("Lines with its number in the admins' log"),
    }


def _describe_consent(given: GivenConsent) -> str:
    words = {
        ConsentAnswer.ASKED: _("Asked to agree to version {version}: {date}"),
        ConsentAnswer.AGREED: _("Agreed to version {version}: {date}"),
        ConsentAnswer.DECLINED: _("Said no to version {version}: {date}"),
    }
    day = whole_date(given.at.date())
    return words[given.answer].format(version=given.version, date=day)


def _describe_asked(asked: StaffQuestion) -> str:
    return _("Your question to people of the clinic, until {date}: “{words}”").format(
        date=whole_date(asked.kept_until.date()), words=asked.text
    )


def _describe_question(question: Question) -> str:
    match question:
        case SettingQuestion.TIME:
            what = _("the time of your lesson")
        case SettingQuestion.PLACE | SettingQuestion.LOCATION:
            what = _("where you are")
        case SettingQuestion.STAFF:
            what = _("what you would ask people of the clinic")
        case SettingQuestion.PAUSE_END:
            what = _("how long your break shall be")
        case ScheduleForm():
            what = _("an announcement, with what was typed for it so far")
        case DraftQuestion():
            what = _("a part of a course")
        case SignQuestion():
            what = _("a sign-off of a course, with what was typed for it so far")
        case LinkQuestion():
            what = _("the name of a link")
        case FileQuestion():
            what = _("an article to import")
    return _("An open question, for two weeks at most: {what}").format(what=what)


def ask_erase() -> Screen:
    """Return the last question before everything goes."""
    return Screen(
        lines(
            bold(_("Delete everything kept about this chat?")),
            _("Lessons end, and your place is lost. This cannot be undone."),
        ),
        (
            (Button(_("No, keep it"), pack(Verb.KEEP_DATA)),),
            (Button(_("Yes, delete"), pack(Verb.ERASE)),),
        ),
    )


def not_erased() -> Screen:
    """Return the answer to somebody who keeps everything after all."""
    kept = Button(_("What is kept"), pack(Verb.PRIVACY))
    return Screen(rich(_("Nothing was deleted, and nothing has changed.")), ((kept,),))


def nothing_kept() -> Screen:
    """Return the answer to a wish to delete where nothing is left to be deleted."""
    return Screen(
        lines(
            bold(_("Nothing about this chat is kept.")),
            _("So there is nothing to delete. /start begins whenever you like."),
        )
    )


def erased() -> Screen:
    """Return the confirmation that nothing is kept any more."""
    return Screen(
        lines(
            bold(_("Deleted. Nothing about this chat is kept any more.")),
            _("The last traces on the disk are overwritten within a day."),
            _("/start begins anew whenever you like."),
        )
    )

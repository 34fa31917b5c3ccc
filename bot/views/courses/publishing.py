"""The last look before a draft is published, and what it did."""

from collections import Counter
from collections.abc import Sequence

from bot.use_cases.courses.courses import Impact, SentLesson
from bot.use_cases.courses.publishing import Published, Refusal
from bot.views.callback_data import Verb, pack
from bot.views.clinic import unset_words
from bot.views.courses.course_link import link_button, offer_buttons
from bot.views.courses.courses import count_people
from bot.views.courses.draft_remarks import first_of
from bot.views.courses.second_person import switched_off
from bot.views.language import _, ngettext
from bot.views.lesson import count_lessons, review_in_words
from bot.views.rich_text import RichText, bold, clipped, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.clinic.placeholders import Placeholder
from lessons.course import limits
from lessons.course.changes import CourseChanges
from lessons.course.course import Course, Lesson
from lessons.draft.review import DraftReview

_TOLD = 8
_LABEL = 40


def ask_publish(found: Impact, timezone: str) -> Screen:
    """Return who would get what, and ask."""
    course, version = found.review.draft.course, found.review.draft.version
    text = paragraphs(
        lines(
            bold(_("Publish this course?")),
            clipped(course.title, limits.TITLE),
            count_lessons(len(course.lessons)),
        ),
        lines(*count_people(found.people, timezone)) if found.changes else None,
        *(for_people(found.changes) if found.changes else _for_nobody_yet()),
        lines(
            _approved_by(found.review),
            None if found.review.approving.needs_second else switched_off(),
            _told_of_review(course),
        ),
    )
    return Screen(
        text,
        (
            (
                Button(_("Yes, publish"), pack(Verb.PUBLISH, course.course_id, version)),
                Button(_("Not yet"), pack(Verb.DRAFT, course.course_id)),
            ),
        ),
    )


def _approved_by(found: DraftReview) -> str | None:
    counted = Counter(it.name[:_LABEL] for it in found.approving.by.values())
    told = (
        _("{name} ({lessons})").format(name=name, lessons=count_lessons(count))
        for name, count in counted.most_common(_TOLD)
    )
    return _("Approved by {names}.").format(names=", ".join(told)) if counted else None


def _told_of_review(course: Course) -> str:
    return _("Readers are told: {sentence}").format(sentence=review_in_words(course))


def _for_nobody_yet() -> list[RichText | str]:
    return [
        _(
            "It is new, so nobody is in it. From then on anybody can choose it at /start and in "
            "/settings. Nothing is sent to anybody who does not."
        )
    ]


def for_people(changes: CourseChanges) -> list[RichText | str | None]:
    """Return what other lessons mean for those who are in the course."""
    if not (changes.added or changes.reworded or changes.removed):
        return [_("No lesson is another one than before.")]
    return [
        _listed(
            _("Other words"),
            changes.reworded,
            _(
                "Whoever has not had them gets the new words. Copies already sent stay as they "
                "are, unless you correct them afterwards."
            ),
        ),
        _listed(
            _("New"),
            changes.added,
            _("Whoever has not passed their place gets them in turn; nobody is sent back."),
        ),
        _listed(
            _("Removed"),
            changes.removed,
            _("Nobody gets them any more. Who stands there goes on with the next lesson."),
        ),
    ]


def _listed(what: str, lessons: Sequence[Lesson], meaning: str) -> RichText | None:
    if not lessons:
        return None
    titles = (lesson.title[: limits.TITLE] for lesson in lessons)
    heading = bold(_("{what}: {count}").format(what=what, count=count_lessons(len(lessons))))
    return lines(heading, *first_of(titles, _TOLD), meaning)


def published(done: Published, sent: Sequence[SentLesson]) -> Screen:
    """Return the confirmation, with what is likely next."""
    course_id = done.course.course_id
    skipped = ngettext(
        "{count} message with a removed lesson was on its way; it stays back.",
        "{count} messages with a removed lesson were on their way; they stay back.",
        done.skipped,
    ).format(count=done.skipped)
    return Screen(
        paragraphs(
            lines(
                bold(_("Published as revision {number}.").format(number=done.revision)),
                clipped(done.course.title, limits.TITLE),
            ),
            _("From now on it can be chosen. Nobody is in it yet: its link leads people there.")
            if done.was is None
            else _("From now on this is what people get."),
            skipped if done.skipped else None,
            _("Some copies already sent have the old words. The buttons below correct them.")
            if sent
            else None,
        ),
        (
            *offer_buttons(course_id),
            (link_button(course_id),),
            (Button(_("Schedule a lesson"), pack(Verb.FORM_BEGIN, course_id)),),
            *((_correct(course_id, item),) for item in sent),
            (Button(_("Courses"), pack(Verb.COURSES, 1)),),
        ),
    )


def _correct(course_id: str, item: SentLesson) -> Button:
    label = _("Correct the copies already sent ({count}): {title}").format(
        count=item.copies, title=item.lesson.title
    )
    return Button(
        clipped(label, _LABEL + 20).text,
        pack(Verb.CORRECT_LESSON, course_id, item.lesson.lesson_id),
    )


def published_already() -> Screen:
    """Return the answer to a second tap."""
    courses = Button(_("Courses"), pack(Verb.COURSES, 1))
    words = _("It is published already, and nothing of it waits. Nothing was done twice.")
    return Screen(rich(words), ((courses,),))


def refused(refusal: Refusal, course_id: str, unset: Sequence[Placeholder] = ()) -> Screen:
    """Return why nothing was published; ``unset`` is what the course needs of the clinic."""
    reason = {
        Refusal.NO_DRAFT: _("There is no such draft any more."),
        Refusal.CHANGED_SINCE: _(
            "The draft has changed since that button was drawn. Please look at it again."
        ),
        Refusal.NO_LESSON: _("It has no lesson."),
        Refusal.NOT_APPROVED: _("Not every lesson is approved."),
        Refusal.BLOCKED: _("Something must be put right first; the overview says what."),
        Refusal.CLINIC_UNSET: unset_words(unset),
        Refusal.ID_TAKEN: _(
            "Another course has got the id {id} meanwhile. Import the article anew: "
            "it gets an id of its own."
        ).format(id=course_id),
    }[refusal]
    return Screen(
        compose(_("Nothing was published. {reason}"), reason=reason),
        ((Button(_("Overview"), pack(Verb.DRAFT, course_id)),),),
    )

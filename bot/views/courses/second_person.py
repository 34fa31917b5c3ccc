"""That somebody else approves what one wrote: who, and where it is switched off."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.lesson import count_lessons
from bot.views.moments import instant
from bot.views.rich_text import RichText, clipped, compose
from bot.views.screen import Button, Screen
from lessons.course import limits
from lessons.draft.review import DraftReview

_MOST_NAMES = 3
_LONGEST_NAME = 40


def switched_off() -> str:
    """Return what every course says where nobody else has to approve."""
    return _("One person alone may write, approve and publish here (SECOND_PERSON=off).")


def waits_for_others(found: DraftReview) -> str | None:
    """Return how much waits for somebody else than whoever looks, and for whom."""
    count = len(found.waiting_for_others)
    if not count:
        return None
    waits = ngettext(
        "{count} lesson holds words of yours, so somebody else approves it: {who}.",
        "{count} lessons hold words of yours, so somebody else approves them: {who}.",
        count,
    )
    nobody = ngettext(
        "{count} lesson holds words of yours, and nobody else can approve it yet.",
        "{count} lessons hold words of yours, and nobody else can approve them yet.",
        count,
    )
    who = name_others(found)
    if who is None:
        return nobody.format(count=count) + " " + _how_somebody_can()
    return waits.format(count=count, who=who)


def waits_for_another(found: DraftReview, lesson_id: str) -> str | None:
    """Return for whom that lesson waits, if it holds words of whoever looks."""
    if lesson_id not in found.waiting_for_others:
        return None
    who = name_others(found)
    if who is None:
        return _("It holds words of yours, and nobody else can approve it yet.") + (
            " " + _how_somebody_can()
        )
    return _("It holds words of yours, so somebody else approves it: {who}.").format(who=who)


def _how_somebody_can() -> str:
    return _(
        "An owner gives somebody that role: /admins invite reviewer. Whoever works all alone sets "
        "SECOND_PERSON=off."
    )


def name_others(found: DraftReview) -> str | None:
    """Return who may approve what whoever looks may not, ``None`` if nobody may."""
    names = [name[:_LONGEST_NAME] for name in found.approving.others[:_MOST_NAMES]]
    if found.approving.has_other_owner:
        names.append(_("an owner"))
    if not names:
        return None
    *first, last = names
    return _("{names} or {last}").format(names=", ".join(first), last=last) if first else last


def approved_by(found: DraftReview, lesson_id: str) -> RichText | None:
    """Return who approved that lesson as it reads, and when, as far as it is known."""
    approved = found.approving.by.get(lesson_id)
    if approved is None:
        return None
    return compose(
        _("Approved by {name}, {moment}."),
        name=approved.name[:_LONGEST_NAME],
        moment=instant(approved.at, "UTC"),
    )


def asked_to_approve(found: DraftReview, name: str) -> Screen:
    """Return what somebody hears who may approve what another one wrote."""
    course = found.draft.course
    return Screen(
        compose(
            _("{name} asks you to look through the draft of “{title}”: {lessons}."),
            name=name[:_LONGEST_NAME],
            title=clipped(course.title, limits.TITLE),
            lessons=count_lessons(len(found.waiting_for_others)),
        ),
        ((Button(_("Open the draft"), pack(Verb.DRAFT, course.course_id)),),),
    )


def all_approved(found: DraftReview, name: str, *, is_signed: bool = False) -> Screen:
    """Return what whoever began a draft hears once somebody else has approved all of it, or has
    signed it as well."""
    course, version = found.draft.course, found.draft.version
    told = (
        _("{name} has signed the review of “{title}”. Readers see it once it is published.")
        if is_signed
        else _(
            "{name} has approved the last of “{title}”. Nobody gets any of it before it is "
            "published."
        )
    )
    return Screen(
        compose(
            told,
            name=name[:_LONGEST_NAME],
            title=clipped(course.title, limits.TITLE),
        ),
        (
            (
                Button(_("Publish"), pack(Verb.ASK_PUBLISH, course.course_id, version)),
                Button(_("Open the draft"), pack(Verb.DRAFT, course.course_id)),
            ),
        ),
    )

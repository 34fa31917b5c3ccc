"""Corrections and recalls: what will be changed, how far it is, and what could not be."""

from collections.abc import Sequence

from bot.use_cases.announcements.corrections import CorrectionState, Intent
from bot.views.announcements.preview import what
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import as_of
from bot.views.rich_text import bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.delivery.announcement import Announcement
from lessons.delivery.correction import Correction, CorrectionKind, CorrectionStatus


def _copies(count: int) -> str:
    return ngettext("{count} copy", "{count} copies", count).format(count=count)


def choose(items: Sequence[Announcement], kind: CorrectionKind) -> Screen:
    """Return the announcements of which copies have left, and how the command goes."""
    is_edit = kind is CorrectionKind.EDIT
    verb = Verb.ASK_WORDING if is_edit else Verb.ASK_RECALL
    how = (
        lines(
            _("In one line: /correct 3 and the whole new text."),
            _("/correct cauda-equina brings all copies of a lesson to its present wording."),
        )
        if is_edit
        else lines(
            _("In one line: /recall 3. Telegram deletes only what is under 48 hours old."),
            _("/recall cauda-equina deletes the copies of a lesson."),
        )
    )
    nothing = (
        _("There is no text that people have a copy of.")
        if is_edit
        else _("There is nothing that people have a copy of.")
    )
    listed = [
        compose(_("{number}. {what}"), number=item.announcement_id, what=what(item))
        for item in items
    ]
    return Screen(
        paragraphs(
            lines(
                bold(_("Which one shall be corrected?") if is_edit else _("Which one comes back?")),
                *(listed or [rich(nothing)]),
            ),
            how,
        ),
        tuple(
            (
                Button(
                    _("Number {number}").format(number=item.announcement_id),
                    pack(verb, item.announcement_id),
                ),
            )
            for item in items
        ),
    )


def ask_wording(number: int) -> Screen:
    """Return the question for the new text."""
    return Screen(
        lines(
            bold(_("How shall number {number} read?").format(number=number)),
            _("Type the whole new text."),
        ),
        ((Button(_("Close"), pack(Verb.FORM_CLOSE)),),),
    )


def check(intent: Intent, timezone: str) -> Screen:
    """Return the question before copies are changed, unless there is nothing to change."""
    copies = intent.copies.count
    if intent.changes_nothing:
        return nobody_has(_subject(intent.correction))
    number = intent.correction.correction_id
    if intent.correction.kind is CorrectionKind.RECALL:
        head = (
            _("Delete {copies} in people's chats?").format(copies=_copies(copies))
            if copies
            else _("Nobody has a copy yet. Take it back?")
        )
        body = [_recall_means(intent.correction)]
        label = _("Delete them") if copies else _("Take it back")
    else:
        head = (
            _("Above is how it will read. Change {copies}?").format(copies=_copies(copies))
            if copies
            else _("Above is how it will read. Nobody has a copy yet. Change it?")
        )
        body = [_("Each copy is marked as corrected. What has not left yet leaves like this.")]
        label = _("Correct them") if copies else _("Correct it")
    return Screen(
        lines(bold(head), as_of(intent.copies.counted_at, timezone), *body),
        (
            (
                Button(label, pack(Verb.APPLY_CORRECTION, number)),
                Button(_("Close"), pack(Verb.FORM_CLOSE)),
            ),
        ),
    )


def _recall_means(correction: Correction) -> str:
    if correction.announcement_id is not None:
        return _("Telegram allows it under 48 hours. What has not left yet will not leave.")
    return _(
        "“{lesson}”, sent within the last 48 hours, which Telegram allows. Nobody gets it again by "
        "itself; who has not had it still does, unless /hold course {course} stops that."
    ).format(lesson=correction.lesson_id, course=correction.course_id)


def follow(found: CorrectionState) -> Screen:
    """Return how far a correction is."""
    counts, correction = found.counts, found.correction
    is_recall = correction.kind is CorrectionKind.RECALL
    is_done = correction.status is CorrectionStatus.DONE
    if is_done:
        head = _("Recall of {what}: done.") if is_recall else _("Correction of {what}: done.")
    else:
        head = _("Recalling {what}.") if is_recall else _("Correcting {what}.")
    parts = [
        (_("{done} of {total} deleted") if is_recall else _("{done} of {total} corrected")).format(
            done=counts.done, total=counts.total
        )
    ]
    if counts.too_old:
        refused = _("{count} could not be: Telegram refused (after 48 hours it always does)")
        parts.append(refused.format(count=counts.too_old))
    if counts.failed:
        parts.append(_("{count} could not be reached").format(count=counts.failed))
    planning = []
    if correction.planning:
        planning.append(
            _("Planning: {looked_through:,} of {to_look_through:,} looked through").format(
                looked_through=correction.planning.looked_through,
                to_look_through=correction.planning.to_look_through,
            )
        )
    return Screen(lines(bold(head.format(what=_subject(correction))), *planning, " · ".join(parts)))


def _subject(correction: Correction) -> str:
    if correction.announcement_id is None:
        return str(correction.lesson_id)
    return _number(correction.announcement_id)


def _number(number: int) -> str:
    return _("number {number}").format(number=number)


def not_applied() -> Screen:
    """Return the answer to a button that comes too late."""
    return Screen(
        rich(
            _(
                "Nothing was changed: this was done before, or the announcement has changed since. "
                "Please give the command again."
            )
        )
    )


def nobody_has(what_it_is: str) -> Screen:
    """Return the answer where no copy is left, or there never was one."""
    return Screen(
        compose(_("Nobody has a copy of {what}, so there is nothing to change."), what=what_it_is)
    )


def nobody_has_number(number: int) -> Screen:
    """Return the answer to an announcement of which no copy is left."""
    return nobody_has(_number(number))


def is_lesson(number: int, lesson_id: str) -> Screen:
    """Return the answer to new words for an announced lesson, which has its course's."""
    return Screen(
        compose(
            _(
                "Number {number} is the lesson {lesson}. Change it in its course; then "
                "/correct {lesson} brings every copy to those words."
            ),
            number=number,
            lesson=lesson_id,
        )
    )


def no_such(given: str) -> Screen:
    """Return the answer to what names nothing that could be changed."""
    return Screen(
        compose(
            _(
                "“{given}” is nothing that was sent. Write /correct 3 and the new text, "
                "/correct cauda-equina for a lesson, /recall 3 or /recall cauda-equina."
            ),
            given=given[:40],
        )
    )

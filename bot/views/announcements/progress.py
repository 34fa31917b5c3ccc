"""The one message that follows an announcement, from its hold to its end."""

from bot.use_cases.announcements.progress import Following, Phase
from bot.views.announcements.preview import audience, people, what, when
from bot.views.callback_data import Verb, pack
from bot.views.course_offers import answered, begins, goes_back
from bot.views.language import _
from bot.views.moments import as_of, instant
from bot.views.rich_text import RichText, bold, compose, lines, rich
from bot.views.screen import Button, Keyboard, Screen
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.progress import Progress
from lessons.delivery.reasons import HoldReason


def follow(found: Following, timezone: str) -> Screen:
    """Return how an announcement stands, with what can be done about it."""
    item, progress = found.announcement, found.progress
    number = item.announcement_id
    call_off = pack(Verb.CANCEL_ANNOUNCEMENT, number, item.version)
    ask_call_off = pack(Verb.ASK_CALL_OFF, number, item.version)
    keyboard: Keyboard = ()
    body: list[RichText | str | None] = []
    match found.phase:
        case Phase.CAN_BE_UNDONE | Phase.WAITING:
            head = _("Scheduled as number {number}.").format(number=number)
            body = [
                _("To {people}: {audience}").format(
                    people=people(found.reach.recipients), audience=audience(item.audience)
                ),
                as_of(found.reach.counted_at, timezone),
                when(item, found.reach, timezone),
            ]
            if found.phase is Phase.CAN_BE_UNDONE and item.undo_until_at:
                body.append(
                    compose(
                        _("Nothing leaves before {moment}."),
                        moment=instant(item.undo_until_at, timezone),
                    )
                )
                keyboard = ((Button(_("Undo: send nothing"), call_off),),)
            else:
                body.append(_("/cancel {number} takes it back.").format(number=number))
                keyboard = (
                    (
                        Button(_("Move"), pack(Verb.MOVE, number)),
                        Button(_("Cancel"), ask_call_off),
                    ),
                )
        case Phase.RUNNING:
            head = _("Number {number} is on its way.").format(number=number)
            body = [counts(progress), _more(item, timezone)]
            keyboard = (
                (
                    Button(_("Hold"), pack(Verb.HOLD_SENDING, number)),
                    Button(_("Stop the rest"), ask_call_off),
                ),
            )
        case Phase.ON_HOLD:
            head = _("Number {number} is on hold.").format(number=number)
            body = [
                item.on_hold_because and _reason(item.on_hold_because),
                counts(progress),
                _more(item, timezone),
            ]
            keyboard = (
                (
                    Button(_("Go on"), pack(Verb.GO_ON, number)),
                    Button(_("Stop the rest"), ask_call_off),
                ),
            )
        case Phase.DONE:
            head = _("Number {number} is done.").format(number=number)
            body = [counts(progress)]
            if found.can_be_called_off:
                body += [
                    begins(item.offer) if item.offer else None,
                    _("Until then it can be called off: {goes_back}").format(goes_back=goes_back()),
                ]
                keyboard = ((Button(_("Call it off"), ask_call_off),),)
    if answers := answered(item, found.answers):
        body.append(answers)
    return Screen(lines(bold(head), *body), keyboard)


def _reason(reason: HoldReason) -> str:
    return {
        HoldReason.BY_ADMIN: _("An admin asked for it."),
        HoldReason.BY_FAILURES: _(
            "Too many failed, so it stopped by itself. See what is wrong before it goes on."
        ),
        HoldReason.BY_REVIEW: _(
            "The review of its course is overdue, so nobody new can begin it. It can go on once "
            "a reviewer has signed the course anew and that is published."
        ),
    }[reason]


def _more(item: Announcement, timezone: str) -> RichText | None:
    """Return that others have still to be counted, whose clocks do not show the time yet."""
    if item.status is not AnnouncementStatus.SCHEDULED or item.last_at is None:
        return None
    return compose(
        _("More follow, each on their own clock. The last: {moment}"),
        moment=instant(item.last_at, timezone),
    )


def counts(progress: Progress) -> str:
    """Return how many got it, and what became of the others."""
    parts = [_("{sent} of {total} sent").format(sent=progress.sent, total=progress.total)]
    counted = [
        (progress.blocked, _("{count} blocked the bot")),
        (progress.failed, _("{count} failed")),
        (progress.unknown, _("{count} unknown")),
        (progress.skipped, _("{count} skipped")),
        (progress.held, _("{count} held")),
    ]
    parts += [words.format(count=count) for count, words in counted if count]
    return " · ".join(parts)


def no_such_run(given: str) -> Screen:
    """Return the answer to a number of nothing that is on its way, or on hold."""
    return Screen(
        compose(
            _("“{given}” is no number of something on its way. /hold 3 holds it, /go 3 goes on."),
            given=given[:40],
        )
    )


def gone(number: int) -> Screen:
    """Return the answer to the button of an announcement that was called off."""
    return Screen(rich(_("Number {number} is not scheduled any more.").format(number=number)))


def nothing_runs() -> Screen:
    """Return the answer where nothing can be held or go on."""
    return Screen(rich(_("Nothing is on its way. /scheduled lists what is to come.")))


def held_by_itself(item: Announcement) -> RichText:
    """Return the notice to the admins, also to whoever scheduled it."""
    if item.on_hold_because is HoldReason.BY_REVIEW:
        return lines(
            compose(
                _("Number {number} was put on hold: {what}"),
                number=item.announcement_id,
                what=what(item),
            ),
            _reason(HoldReason.BY_REVIEW),
        )
    return compose(
        _("Number {number} was put on hold: too many of its messages failed."),
        number=item.announcement_id,
    )

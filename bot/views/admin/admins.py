"""Who may administer, and the log of what they did."""

from collections.abc import Mapping, Sequence, Set

from bot.use_cases.admin.authority import LogPage, NotAllowed, Seats
from bot.views.admin.health import panel_button
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, code, compose, concatenate, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen
from lessons.delivery.audit import Admin, AuditAction, AuditEntry, Invitation
from lessons.roles import GIVEN_ROLES, MAY, Capability, Role

_PER_PAGE = 20
_LONGEST_NAME = 40
_SHORT_NAME = 20
_MOST_INVITED = 5


def admins(seats: Seats, timezone: str, number: int = 1) -> Screen:
    """Return a page of who may administer; an owner gets a button for each seat that can be
    taken away."""
    page = cut((*seats.owner_ids, *seats.admins), number, _PER_PAGE)
    owners = [item for item in page.items if isinstance(item, int)]
    admins = [item for item in page.items if isinstance(item, Admin)]
    listed = [
        compose(
            _("{number}{name}: {roles}, since {moment}"),
            number=code(str(admin.chat_id)),
            name=f" {admin.name}" if admin.name else "",
            roles=name_roles(admin.roles),
            moment=instant(admin.added_at, timezone),
        )
        for admin in admins
    ]
    if not seats.admins:
        listed = [rich(_("Nobody yet."))]
    how = (
        lines(
            _("Whoever opens the link of an invitation is shown to you, and you confirm."),
        )
        if seats.is_owner
        else rich(_("Only an owner can add or remove admins."))
    )
    buttons: Keyboard = tuple(
        (
            Button(
                _("Roles of {number}").format(number=admin.chat_id),
                pack(Verb.CHOOSE_ROLES, admin.chat_id, "-".join(sorted(admin.roles))),
            ),
            Button(
                _("Remove {number}").format(number=admin.chat_id),
                pack(Verb.ASK_REMOVE_ADMIN, admin.chat_id),
            ),
        )
        for admin in (admins if seats.is_owner else ())
    )
    invited, rest = seats.invitations[:_MOST_INVITED], seats.invitations[_MOST_INVITED:]
    invite = Button(_("Invite somebody"), pack(Verb.CHOOSE_ROLES, 0, "none"))
    return Screen(
        paragraphs(
            lines(bold(_("Owners")), concatenate((code(str(item)) for item in owners), ", "))
            if owners
            else None,
            lines(bold(_("Admins")), *listed) if listed else None,
            which(page),
            lines(bold(_("Invited")), *(_invited(it, timezone) for it in invited), _more(rest))
            if invited
            else None,
            how,
        ),
        (
            *(((invite,),) if seats.is_owner else ()),
            *map(_answers, invited),
            *buttons,
            *turning(page, Verb.ADMINS),
        ),
    )


def _invited(invitation: Invitation, timezone: str) -> RichText:
    if invitation.opened_by is None:
        told = _("somebody who has not opened the link yet: {roles}, until {moment}")
    else:
        told = _("{name} ({number}): {roles}, waits for you until {moment}")
    return compose(
        told,
        name=invitation.name[:_LONGEST_NAME],
        number=str(invitation.opened_by),
        roles=name_roles(invitation.roles),
        moment=instant(invitation.expires_at, timezone),
    )


def _more(rest: Sequence[Invitation]) -> str | None:
    told = ngettext("and {count} more", "and {count} more", len(rest))
    return told.format(count=len(rest)) if rest else None


def _answers(invitation: Invitation) -> tuple[Button, ...]:
    no = pack(Verb.ANSWER_SEAT, invitation.key, 0)
    if invitation.opened_by is None:
        roles = name_roles(invitation.roles)
        return (Button(_("Void the link: {roles}").format(roles=roles), no),)
    name = invitation.name[:_SHORT_NAME]
    return (
        Button(
            _("Give {name} the seat").format(name=name), pack(Verb.ANSWER_SEAT, invitation.key, 1)
        ),
        Button(_("Not to {name}").format(name=name), no),
    )


def how_to_change_admins(given: str) -> Screen:
    """Return how the command goes."""
    return Screen(
        lines(
            compose(_("“{given}” changes no seat."), given=given[:40]),
            _("An owner writes /admins invite editor or /admins remove 42."),
            _(
                "/admins roles 42 editor reviewer changes what somebody may do. There are: {roles}."
            ).format(roles=name_roles(GIVEN_ROLES)),
        )
    )


def owners_are_set(chat_id: int) -> Screen:
    """Return the answer to a wish to change an owner."""
    return Screen(
        compose(
            _(
                "{number} is an owner. Owners are named in the setting ADMIN_IDS, and change only "
                "there."
            ),
            number=code(str(chat_id)),
        )
    )


def only_owners() -> Screen:
    """Return the answer to an admin who would change the seats."""
    return Screen(
        rich(_("Only an owner can add or remove admins, and you are none. /admins lists them."))
    )


def roles_given(roles: Set[Role]) -> Screen:
    """Return what an admin hears whose roles are others now."""
    return Screen(
        rich(
            _(
                "An owner has changed what you may do here. You are {roles} now. /help shows it."
            ).format(roles=name_roles(roles))
        )
    )


def name_roles(roles: Set[Role]) -> str:
    """Return roles as people read them, in the order of what they may do."""
    names = {
        Role.VIEWER: _("viewer"),
        Role.EDITOR: _("editor"),
        Role.REVIEWER: _("reviewer"),
        Role.SENDER: _("sender"),
        Role.OWNER: _("owner"),
    }
    return ", ".join(name for role, name in names.items() if role in roles)


_MOST_HOLDERS = 3


def lacks(lack: NotAllowed) -> str:
    """Return what it takes and who could do it, in at most 200 characters."""
    what = {
        Capability.LOOK: _("To look at this"),
        Capability.EDIT: _("To write and change drafts"),
        Capability.REVIEW: _("To approve lessons"),
        Capability.PUBLISH: _("To publish"),
        Capability.HOLD: _("To hold what goes out"),
        Capability.SEND: _("To decide what goes out"),
        Capability.SEATS: _("To change who may do what"),
    }[lack.capability]
    needed = name_roles(MAY[lack.capability] & GIVEN_ROLES) or name_roles({Role.OWNER})
    who = ", ".join(name[:20] for name in lack.holders[:_MOST_HOLDERS])
    told = _("{what} takes the role: {roles}.").format(what=what, roles=needed)
    if not who:
        return told + " " + _("Ask an owner.")
    return told + " " + _("Ask an owner, or: {who}.").format(who=who)


def refused(lack: NotAllowed) -> Screen:
    """Return the answer to a command that takes another role."""
    return Screen(rich(lacks(lack)))


def _action(action: AuditAction) -> str:
    return {
        AuditAction.REFUSED: _("was refused"),
        AuditAction.ADMIN_ADDED: _("gave a seat to"),
        AuditAction.ADMIN_REMOVED: _("took the seat of"),
        AuditAction.INVITED: _("made an invitation to a"),
        AuditAction.DECLINED: _("declined"),
        AuditAction.ROLES_CHANGED: _("changed the roles of"),
        AuditAction.SCHEDULED: _("scheduled"),
        AuditAction.CANCELLED: _("canceled"),
        AuditAction.MOVED: _("moved"),
        AuditAction.HELD: _("held"),
        AuditAction.WENT_ON: _("let go on"),
        AuditAction.CORRECTED: _("corrected"),
        AuditAction.RECALLED: _("recalled"),
        AuditAction.PUBLISHED: _("published"),
        AuditAction.WITHDRAWN: _("withdrew"),
        AuditAction.ARCHIVED: _("archived"),
        AuditAction.BACK_ON_OFFER: _("put back on offer"),
        AuditAction.BECAME_DEFAULT: _("made the course of newcomers"),
        AuditAction.LINK_ADDED: _("added a link to"),
        AuditAction.IMPORTED: _("imported"),
        AuditAction.EDITED: _("edited"),
        AuditAction.APPROVED: _("approved"),
        AuditAction.SIGNED: _("signed the review of"),
        AuditAction.DISCARDED: _("threw away the draft of"),
        AuditAction.ADOPTED: _("handed over"),
        AuditAction.RESTORED: _("put back"),
    }[action]


def _who(chat_id: int, names: Mapping[int, str]) -> str:
    if not chat_id:
        return _("the bot, or somebody forgotten,")
    name = names.get(chat_id)
    return f"{name[:_LONGEST_NAME]} ({chat_id})" if name else str(chat_id)


def in_words(entry: AuditEntry, names: Mapping[int, str], timezone: str) -> RichText:
    """Return who did what, and when."""
    whom = entry.subject_chat_id
    what = entry.subject if whom is None else _who(whom, names)
    change = " → ".join(part for part in (entry.before, entry.after) if part)
    return compose(
        _("{moment}: {who} {did} {what}{change}"),
        moment=instant(entry.at, timezone),
        who=_who(entry.actor_id, names),
        did=_action(entry.action),
        what=what,
        change=f" ({change[:120]})" if change else "",
    )


def log(page: LogPage, timezone: str) -> Screen:
    """Return a page of the log, the newest first, with the ways to the rest and back."""
    back = panel_button()
    if not page.entries:
        return Screen(rich(_("The log is empty.")), ((back,),))
    older = page.older_before_id
    pages = (
        *(() if page.is_newest else (Button(_("Newest"), pack(Verb.LOG, 0)),)),
        *((Button(_("Older"), pack(Verb.LOG, older)),) if older is not None else ()),
    )
    return Screen(
        lines(bold(_("Log")), *(in_words(entry, page.names, timezone) for entry in page.entries)),
        (
            *((pages,) if pages else ()),
            (Button(_("All of it as CSV"), pack(Verb.LOG_CSV)), back),
        ),
    )

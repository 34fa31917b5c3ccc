"""A seat chosen, changed, taken and given back: each is asked with who it is and what they may."""

from collections.abc import Set

from bot.views.admin.admins import name_roles
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import bold, compose, lines, paragraphs
from bot.views.screen import Button, Screen, rows
from lessons.delivery.audit import Admin
from lessons.roles import GIVEN_ROLES, Capability, Role, may

NO_ROLES = "none"
"""What stands in a button for no role."""
_LONGEST_NAME = 40
_ORDER = [role for role in Role if role in GIVEN_ROLES]


def _pack_roles(roles: Set[Role]) -> str:
    return "-".join(sorted(roles)) or NO_ROLES


def who(admin: Admin) -> str:
    """Return an admin by name, as far as it is known, and number."""
    name = admin.name[:_LONGEST_NAME]
    return f"{name} ({admin.chat_id})" if name else str(admin.chat_id)


def what_they_may(roles: Set[Role]) -> str:
    """Return in words what somebody with these roles may do."""
    words = {
        Capability.LOOK: _("look at everything"),
        Capability.EDIT: _("write and change drafts"),
        Capability.REVIEW: _("approve and sign what others wrote"),
        Capability.PUBLISH: _("publish what is approved"),
        Capability.HOLD: _("hold what goes out"),
        Capability.SEND: _("decide what goes out"),
    }
    return ", ".join(told for capability, told in words.items() if may(roles, capability))


def choose_roles(admin: Admin | None, chosen: Set[Role]) -> Screen:
    """Return the roles to choose from, for somebody with a seat or whoever is to be invited."""
    number = admin.chat_id if admin else 0
    asked = (
        compose(_("What shall {who} be here?"), who=who(admin))
        if admin
        else _("What shall the person be whom you invite?")
    )
    buttons = [
        Button(
            f"✓ {name_roles({role})}" if role in chosen else name_roles({role}),
            pack(Verb.CHOOSE_ROLES, number, _pack_roles(chosen ^ {role})),
        )
        for role in _ORDER
    ]
    go_on = (
        Button(_("Go on"), pack(Verb.ASK_SET_ROLES, number, _pack_roles(chosen)))
        if admin
        else Button(_("Make the link"), pack(Verb.INVITE, _pack_roles(chosen)))
    )
    return Screen(
        paragraphs(
            bold(asked),
            lines(
                *(
                    _("{role}: {what}").format(role=name_roles({role}), what=what_they_may({role}))
                    for role in _ORDER
                )
            ),
        ),
        (
            *rows(buttons),
            *(((go_on,),) if chosen else ()),
            (Button(_("Back"), pack(Verb.ADMINS, 1)),),
        ),
    )


def ask_change(admin: Admin, roles: Set[Role]) -> Screen:
    """Return the question before somebody may do something else than now."""
    return Screen(
        lines(
            bold(compose(_("Change what {who} may do?"), who=who(admin))),
            _("Now {roles}: {what}.").format(
                roles=name_roles(admin.roles), what=what_they_may(admin.roles)
            ),
            _("Then {roles}: {what}.").format(roles=name_roles(roles), what=what_they_may(roles)),
            _("They are told. What they are in the middle of is closed."),
        ),
        (
            (
                Button(
                    _("Yes, change it"), pack(Verb.SET_ROLES, admin.chat_id, _pack_roles(roles))
                ),
                Button(_("No"), pack(Verb.ADMINS, 1)),
            ),
        ),
    )


def ask_remove(admin: Admin) -> Screen:
    """Return the question before a seat is taken."""
    return Screen(
        lines(
            bold(compose(_("Take the seat of {who}?"), who=who(admin))),
            _("Now {roles}: {what}.").format(
                roles=name_roles(admin.roles), what=what_they_may(admin.roles)
            ),
            _("What they have not confirmed yet is void. What they scheduled stays."),
        ),
        (
            (
                Button(_("Yes, take it"), pack(Verb.REMOVE_ADMIN, admin.chat_id)),
                Button(_("No"), pack(Verb.ADMINS, 1)),
            ),
        ),
    )


def removed(admin: Admin) -> Screen:
    """Return the confirmation that a seat is gone."""
    return Screen(
        lines(
            compose(_("{who} is no admin any more."), who=who(admin)),
            _("What they had not confirmed yet is void. What they scheduled stays: /scheduled."),
        ),
        ((_undo(admin),),),
    )


def changed(admin: Admin, roles: Set[Role]) -> Screen:
    """Return the confirmation of other roles; ``admin`` is the seat as it was."""
    told = compose(_("{who} is {roles} from now on."), who=who(admin), roles=name_roles(roles))
    return Screen(told, ((_undo(admin),),) if roles != admin.roles else ())


def _undo(admin: Admin) -> Button:
    return Button(_("Undo (for a minute)"), pack(Verb.UNDO_SEAT, admin.chat_id))


def given_back(admin: Admin | None) -> Screen:
    """Return what became of the wish to have a seat as it was."""
    if admin is None:
        told = _("That was more than a minute ago, or is undone already. /admins shows the seats.")
        return Screen(lines(told))
    return Screen(
        compose(_("{who} is {roles} again."), who=who(admin), roles=name_roles(admin.roles))
    )

"""Inviting admins: the link, who opened it, and what became of it."""

from collections.abc import Set
from urllib.parse import quote

from bot.use_cases.admin.inviting import Answered
from bot.views.admin.admins import name_roles
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import code, compose, lines, rich
from bot.views.screen import Button, Screen
from lessons.delivery.audit import Invitation
from lessons.roles import GIVEN_ROLES, Role

BEGINNING = "seat-"
"""How what a link of an invitation carries begins."""


def invited(bot_name: str, token: str, roles: Set[Role]) -> Screen:
    """Return the link to hand on."""
    link = f"https://t.me/{bot_name}?start={BEGINNING}{token}"
    return Screen(
        lines(
            compose(_("Hand this link to whoever shall be {roles} here:"), roles=name_roles(roles)),
            link,
            _(
                "It is good once and for a day. Whoever opens it has no seat yet: I show you the "
                "name, and you confirm it."
            ),
        ),
        ((Button(_("Hand it on"), url=f"https://t.me/share/url?url={quote(link, safe='')}"),),),
    )


def how_to_invite(given: str) -> Screen:
    """Return how somebody gets a seat; a number alone gives none."""
    return Screen(
        lines(
            compose(
                _("“{given}” gives no seat: one wrong digit would be a stranger's."), given=given
            ),
            _(
                "/admins invite editor reviewer makes a link. Whoever opens it is shown to you by "
                "name, and you confirm. There are: {roles}."
            ).format(roles=name_roles(GIVEN_ROLES)),
        )
    )


def opened(invitation: Invitation) -> Screen:
    """Return what whoever opened the link is told."""
    told = _("You are invited to be {roles} here. I have asked an owner to confirm it.")
    return Screen(rich(told.format(roles=name_roles(invitation.roles))))


def is_over() -> Screen:
    """Return the answer to a link that is good for nothing any more."""
    return Screen(
        rich(
            _(
                "This invitation is over: it is good once, for a day, and for one person. If you "
                "should have a seat here, ask for a new one. /help shows what is for you."
            )
        )
    )


def ask_to_confirm(invitation: Invitation) -> Screen:
    """Return the question to the owner who invited."""
    return Screen(
        lines(
            compose(
                _("{name} opened your invitation and would be {roles}."),
                name=invitation.name,
                roles=name_roles(invitation.roles),
            ),
            compose(_("Number: {number}"), number=code(str(invitation.opened_by))),
            _("Is that whom you mean? Names in Telegram can be chosen: ask the person if unsure."),
        ),
        (
            (
                Button(_("Yes, give the seat"), pack(Verb.ANSWER_SEAT, invitation.key, 1)),
                Button(_("No"), pack(Verb.ANSWER_SEAT, invitation.key, 0)),
            ),
        ),
    )


def answered(done: Answered | None) -> Screen:
    """Return what became of an invitation, for the owner."""
    if done is None:
        return Screen(rich(_("That invitation is over. /admins shows who has a seat.")))
    if done.invitation.opened_by is None:
        return Screen(rich(_("That link is void: nobody gets a seat by it.")))
    told = (
        _("{name} is {roles} now. /admins lists everybody.")
        if done.is_confirmed
        else _("{name} got no seat, and the link is over.")
    )
    roles = name_roles(done.invitation.roles)
    return Screen(compose(told, name=done.invitation.name, roles=roles))


def told_person(done: Answered) -> Screen:
    """Return what became of an invitation, for whoever opened it."""
    if not done.is_confirmed:
        return Screen(rich(_("The owner gave you no seat. /help shows what is for you.")))
    told = _("You are {roles} here now. /admin shows everything, /help lists what you may do.")
    return Screen(rich(told.format(roles=name_roles(done.invitation.roles))))

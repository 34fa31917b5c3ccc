"""What somebody with a seat may do: roles, and what each of them stands for."""

from collections.abc import Set
from enum import StrEnum


class Role(StrEnum):
    """What a seat stands for; one person may have several."""

    VIEWER = "viewer"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    SENDER = "sender"
    OWNER = "owner"
    """Owners are named in the settings, and may do everything."""


GIVEN_ROLES = frozenset(Role) - {Role.OWNER}
"""The roles that an owner can give."""


class Capability(StrEnum):
    """What may be done."""

    LOOK = "look"
    """See courses, drafts, counts, what is scheduled, the seats and the log."""
    EDIT = "edit"
    """Write and change drafts."""
    REVIEW = "review"
    """Approve what others wrote."""
    PUBLISH = "publish"
    """Make an approved draft what people get."""
    HOLD = "hold"
    """Stop what goes out, for now."""
    SEND = "send"
    """Decide what goes out to whom, correct it and take it back."""
    SEATS = "seats"
    """Give, change and take seats."""


MAY = {
    Capability.LOOK: frozenset(Role),
    Capability.EDIT: frozenset({Role.EDITOR, Role.OWNER}),
    Capability.REVIEW: frozenset({Role.REVIEWER, Role.OWNER}),
    Capability.PUBLISH: frozenset({Role.EDITOR, Role.SENDER, Role.OWNER}),
    # Whoever sees that something is wrong stops it.
    Capability.HOLD: frozenset(Role) - {Role.VIEWER},
    Capability.SEND: frozenset({Role.SENDER, Role.OWNER}),
    Capability.SEATS: frozenset({Role.OWNER}),
}
"""Which roles each capability takes; one of them is enough."""


def may(roles: Set[Role], capability: Capability) -> bool:
    """Whether somebody with these roles may do that."""
    return not MAY[capability].isdisjoint(roles)

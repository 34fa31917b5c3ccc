"""How a course stands towards people who are not in it."""

from enum import StrEnum


class Standing(StrEnum):
    """Whoever is in a course stays in it whatever its standing."""

    ON_OFFER = "on offer"
    DEFAULT = "default"
    """Newcomers begin it without being asked; at most one course."""
    WITHDRAWN = "withdrawn"
    """Nobody new gets into it."""
    ARCHIVED = "archived"
    """It is withdrawn, and in no list."""

    @property
    def is_on_offer(self) -> bool:
        """Whether somebody new may get into it."""
        return self in (Standing.ON_OFFER, Standing.DEFAULT)

"""Whether the process can do what it is there for, and what is in the way where not."""

from dataclasses import dataclass

from bot.process.vitals import STALLED_SECONDS, Role, Vitals

TICK_LATE_SECONDS = 60.0
"""A tick comes each second; one that plans a million may take most of a minute."""
DEAF_SECONDS = 120.0
"""Shorter troubles of receiving mend themselves."""

_ROLES = {
    Role.STARTING: "it has not begun to serve yet",
    Role.STANDING_BY: "it stands by: another process serves this database",
    Role.CARE_ONLY: "it gives care only, as it cannot use its database: see the log",
    Role.STOPPING: "it was asked to stop",
}
_SERVING = (Role.SENDER, Role.ANSWERING)


@dataclass(frozen=True, slots=True)
class Readiness:
    """``not_ready`` says by subject what is in the way; empty where nothing is."""

    role: Role
    not_ready: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is in the way."""
        return not self.not_ready


def find_stall(vitals: Vitals) -> str | None:
    """Return that the event loop is stalled, if it is."""
    seconds = vitals.stalled_seconds
    return f"it has not turned for {seconds:.0f} s" if seconds > STALLED_SECONDS else None


def weigh(vitals: Vitals, database: str | None) -> Readiness:
    """Return how ready it is; ``database`` says what is wrong there, if anything is."""
    found = {
        "role": _ROLES.get(vitals.role),
        "event_loop": find_stall(vitals),
        # Who does not serve has opened none.
        "database": database if vitals.role in _SERVING else None,
        "tick": _find_late_tick(vitals),
        "receiving": _find_deafness(vitals),
    }
    return Readiness(vitals.role, {name: what for name, what in found.items() if what})


def _find_late_tick(vitals: Vitals) -> str | None:
    if vitals.role is not Role.SENDER:
        return None
    seconds = vitals.tick_seconds
    if seconds is None:
        return "there was none yet"
    return f"the last one ended {seconds:.0f} s ago" if seconds > TICK_LATE_SECONDS else None


def _find_deafness(vitals: Vitals) -> str | None:
    if vitals.role not in (*_SERVING, Role.CARE_ONLY):
        return None
    if vitals.find_deaf_seconds is None:
        return "it has not begun"
    seconds = vitals.find_deaf_seconds()
    is_deaf = seconds is not None and seconds > DEAF_SECONDS
    return f"nothing was heard for {seconds:.0f} s" if is_deaf else None

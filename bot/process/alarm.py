"""One trouble, seen again and again: when it has begun, and when it is over."""

from enum import Enum, auto

_LONGEST_CALM_SECONDS = 3600.0
_SOON_AGAIN_SECONDS = 24 * 3600.0


class Turn(Enum):
    """What an alarm has come to."""

    BEGUN = auto()
    OVER = auto()


class Alarm:
    """One trouble, seen again and again.

    It has begun once it has lasted for ``patience`` seconds, pauses of less than that included, and
    is over once nothing was wrong for ``calm`` seconds. One that comes back within a day has to be
    calm for twice as long each time, up to an hour.
    """

    def __init__(self, patience: float, calm: float) -> None:
        self._patience = patience
        self._usual_calm = self._calm = calm
        self._since: float | None = None
        self._last = 0.0
        self._over_at: float | None = None
        self.is_on = False

    def see(self, is_wrong: bool, at: float) -> Turn | None:
        """Return what has changed, if anything has; ``at`` is in seconds that never go back."""
        if is_wrong:
            self._since = at if self._since is None else self._since
            self._last = at
            if self.is_on or at - self._since < self._patience:
                return None
            self._begin(at)
            return Turn.BEGUN
        if self.is_on:
            if at - self._last < self._calm:
                return None
            self.is_on, self._since, self._over_at = False, None, at
            return Turn.OVER
        if at - self._last >= self._patience:
            self._since = None
        return None

    def _begin(self, at: float) -> None:
        is_again = self._over_at is not None and at - self._over_at < _SOON_AGAIN_SECONDS
        longer = min(2 * self._calm, max(_LONGEST_CALM_SECONDS, self._usual_calm))
        self._calm = longer if is_again else self._usual_calm
        self.is_on = True

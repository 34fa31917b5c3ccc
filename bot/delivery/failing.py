"""Whether failures rise: of what was tried in the last minutes too much has failed."""

from collections import deque
from collections.abc import Mapping

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import CHAT_IS_SHUT

WINDOW_SECONDS = 600.0
FEWEST = 50
"""Fewer failures than this are an announcement's or a lesson's own, which stop by themselves."""
SHARE = 0.2


class Failures:
    """Follows the counts of attempts, by outcome and reason, over the last minutes."""

    def __init__(self, attempts: Mapping[tuple[str, str], int]) -> None:
        self._attempts = attempts
        self._seen: deque[tuple[float, int, int]] = deque()

    def are_rising(self, at: float) -> bool:
        """Return whether too many of those fail that are not just gone."""
        failed = tried = 0
        for (outcome, reason), count in self._attempts.items():
            is_settled = outcome in (DeliveryStatus.SENT, DeliveryStatus.UNKNOWN) or (
                outcome == DeliveryStatus.FAILED and reason not in CHAT_IS_SHUT
            )
            tried += count * is_settled
            failed += count * (is_settled and outcome != DeliveryStatus.SENT)
        while self._seen and at - self._seen[0][0] > WINDOW_SECONDS:
            self._seen.popleft()
        self._seen.append((at, failed, tried))
        _, failed_before, tried_before = self._seen[0]
        lately = failed - failed_before
        return lately >= FEWEST and lately >= SHARE * (tried - tried_before)

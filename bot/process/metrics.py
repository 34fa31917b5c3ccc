"""The vital signs in the words of Prometheus.

A registry of our own, filled when somebody asks: the library has no part in the work itself, and
nothing is global. Labels are outcomes, reasons, kinds and states, all of them words of this
program's or of the Bot API's.
"""

import platform
from collections.abc import Iterator, Mapping
from importlib import metadata

from prometheus_client import CollectorRegistry
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from bot.process.readiness import Readiness
from bot.process.vitals import Histogram, Role, StoreNumbers, Vitals

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_PREFIX = "lesson_a_day_"


def render(vitals: Vitals, readiness: Readiness, numbers: StoreNumbers | None) -> bytes:
    """Return all metrics as text; those of the store only where it could be asked."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Found(vitals, readiness, numbers))
    return generate_latest(registry)


class _Found(Collector):
    def __init__(self, vitals: Vitals, readiness: Readiness, numbers: StoreNumbers | None) -> None:
        self._vitals = vitals
        self._readiness = readiness
        self._numbers = numbers

    def collect(self) -> Iterator[Metric]:
        """Yield every metric."""
        yield from self._deliveries()
        yield from self._process()
        if self._numbers is not None:
            yield _gauges(
                "outbox_deliveries", "Deliveries not settled.", "status", self._numbers.outbox
            )
            yield _gauges("subscribers", "Subscribers.", "state", self._numbers.subscribers)
        yield GaugeMetricFamily(
            f"{_PREFIX}store_answers",
            "1 if the store could be counted for this answer.",
            value=float(self._numbers is not None),
        )

    def _deliveries(self) -> Iterator[Metric]:
        vitals = self._vitals
        attempts = CounterMetricFamily(
            f"{_PREFIX}deliveries",
            "Attempts to deliver that have ended, by outcome.",
            labels=("outcome", "reason"),
        )
        for labels, count in sorted(vitals.attempts.copy().items()):
            attempts.add_metric(labels, count)
        yield attempts
        lag = _histogram("delivery_lag_seconds", "From falling due to being sent.")
        _add(lag, (), vitals.lag)
        yield lag
        waits = _histogram("limiter_wait_seconds", "What a message waited for its turn.", "urgency")
        for urgency, found in vitals.limiter_waits.items():
            _add(waits, (urgency,), found)
        yield waits
        yield CounterMetricFamily(
            f"{_PREFIX}flood_seconds",
            "How long Telegram wanted nothing in bulk.",
            value=vitals.flood_seconds,
        )

    def _process(self) -> Iterator[Metric]:
        vitals = self._vitals
        updates = _histogram("update_seconds", "From an update's coming to its end.", "kind")
        for kind, found in sorted(vitals.update_seconds.copy().items()):
            _add(updates, (kind,), found)
        yield updates
        lateness = _histogram("event_loop_lateness_seconds", "How late the event loop turned.")
        _add(lateness, (), vitals.loop_lateness)
        yield lateness
        errors = CounterMetricFamily(
            f"{_PREFIX}errors", "What failed that should not, by kind.", labels=("kind",)
        )
        for kind, count in sorted(vitals.errors.copy().items()):
            errors.add_metric((kind,), count)
        yield errors
        if (seconds := vitals.tick_seconds) is not None:
            yield GaugeMetricFamily(
                f"{_PREFIX}tick_age_seconds", "Since the last tick ended.", value=seconds
            )
        if (seconds := vitals.heard_seconds) is not None:
            yield GaugeMetricFamily(
                f"{_PREFIX}update_age_seconds", "Since the last update came.", value=seconds
            )
        roles = {role.value: int(role is vitals.role) for role in Role}
        yield _gauges("role", "1 for what this process does for its database.", "role", roles)
        ready = {"ready": int(self._readiness.is_ready)}
        yield GaugeMetricFamily(
            f"{_PREFIX}ready", "1 if nothing is in the way.", value=float(ready["ready"])
        )
        build = GaugeMetricFamily(f"{_PREFIX}build_info", "Always 1.", labels=("version", "python"))
        build.add_metric((find_version(), platform.python_version()), 1)
        yield build


def find_version() -> str:
    try:
        return metadata.version("lesson-a-day")
    except metadata.PackageNotFoundError:
        return "unknown"


def _gauges(name: str, words: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{_PREFIX}{name}", words, labels=(label,))
    for value, count in values.items():
        family.add_metric((value,), count)
    return family


def _histogram(name: str, words: str, *labels: str) -> HistogramMetricFamily:
    return HistogramMetricFamily(f"{_PREFIX}{name}", words, labels=labels)


def _add(family: HistogramMetricFamily, labels: tuple[str, ...], found: Histogram) -> None:
    # As many as were there at one moment: the loop goes on meanwhile.
    counts, so_far = found.counts.copy(), 0
    buckets: list[tuple[str, float]] = []
    for bound, count in zip((*found.bounds, float("inf")), counts, strict=True):
        so_far += count
        buckets.append(("+Inf" if bound == float("inf") else repr(float(bound)), so_far))
    family.add_metric(labels, buckets, found.total)

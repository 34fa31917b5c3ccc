"""What answers read from files, read before anybody asks."""

from datetime import UTC, datetime

import tzfpy

from lessons.places.offsets import find_home
from lessons.places.said_place import find_said_places
from lessons.symptom_checks.emergency_numbers import find_emergency_number
from lessons.symptom_checks.urgent_words import find_urgency


def load_for_answers() -> None:
    """Read the atlas, the map of the time zones, the urgent words and the emergency numbers, each
    of which would keep the first who needs it, and everybody else, waiting."""
    find_urgency("hello")
    find_emergency_number("Europe/Berlin", None)
    find_home("Europe/Berlin")
    find_said_places("Europe/Berlin", datetime.now(UTC))
    find_said_places("Berlin", datetime.now(UTC))
    tzfpy.get_tz(13.4, 52.5)

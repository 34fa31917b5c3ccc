"""The door to translations: every sentence passes through ``_`` or ``ngettext``.

The sentences in the code are the English ones; a catalogue in ``bot/locales`` replaces them.
"""

import gettext
from pathlib import Path

_translations = gettext.translation(
    "lesson_a_day", Path(__file__).parent.parent / "locales", fallback=True
)

_ = _translations.gettext
ngettext = _translations.ngettext

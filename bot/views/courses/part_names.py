"""What the parts of a draft are called."""

from bot.views.language import _
from lessons.draft.parts import Part


def name_part(part: Part) -> str:
    """Return the name of a part, as its button shows it."""
    return {
        Part.TEXT: _("Text"),
        Part.TITLE: _("Title"),
        Part.SECTION: _("Heading above"),
        Part.TAKEAWAY: _("Takeaway"),
        Part.SOURCES: _("Sources"),
        Part.QUIZ: _("Quick question"),
        Part.NEW_LESSON: _("New lesson"),
        Part.COURSE_TITLE: _("Title"),
        Part.DESCRIPTION: _("About"),
        Part.COURSE_SOURCE: _("Source"),
    }[part]


def name_evidence() -> str:
    """Return what the degree of a lesson's certainty is called."""
    return _("How sure science is")

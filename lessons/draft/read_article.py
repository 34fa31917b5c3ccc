"""An article that was read and of which nothing is made yet."""

import hashlib
from dataclasses import dataclass

from lessons.article.blocks import Document
from lessons.article.importer import ImportResult

MARK_SIGNS = 12


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What an admin looks at before a draft is made.

    ``wanted_id`` is the id that its course shall have, or empty, and ``source`` where it was found,
    if that is known. ``document`` is kept to be cut anew in another language.
    """

    wanted_id: str
    document: Document
    result: ImportResult
    source: str = ""

    @property
    def mark(self) -> str:
        """Return a short hash of what would be made: another language or text has another one."""
        course = self.result.course
        told = [self.wanted_id, self.source, course.title, course.language]
        told += [lesson.revision for lesson in course.lessons]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:MARK_SIGNS]

"""Where a link leads: the course that its word names, if the chat may get into it."""

import re

from bot.use_cases.library import Library, standing_of
from storage.interface.store import Store

# What a link can carry (Bot API, deep linking).
_LINK_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def take_word(store: Store, library: Library, chat_id: int, word: str) -> str | None:
    """Return the id of the course to which a link's word leads, in any case: its id, or the word of
    a link that has a name; none that is withdrawn from whoever is not in it.

    A word that leads nowhere is counted, apart from whoever came with it.
    """
    ids = {course_id.casefold(): course_id for course_id in library}
    course_id = ids.get(word.casefold()) or store.find_linked_course(word.casefold())
    if course_id is not None and course_id in library:
        return course_id if may_take(store, library, chat_id, course_id) else None
    if _LINK_WORD.fullmatch(word):
        store.count_start_word(word.casefold())
    return None


def may_take(store: Store, library: Library, chat_id: int, course_id: str) -> bool:
    """Whether the chat may be in that course: it is on offer, or the chat has a place in it."""
    is_on_offer = course_id in library and standing_of(library, course_id).is_on_offer
    return is_on_offer or store.find_enrollment(chat_id, course_id) is not None

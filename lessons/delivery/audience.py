"""Audiences: whom an announcement is for, as admins write it and as it is looked up."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lessons.delivery.subscriber import ChatKind
from lessons.errors import InvalidInput
from lessons.text import LONGEST_SIMPLE, simplify

GROUP_KINDS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL})
PEOPLE_KINDS = frozenset({ChatKind.PRIVATE})

_WORDS = re.compile(
    r"(?P<kind>everyone|everybody|groups|test|finished)"
    r"|(?P<finished>finished) (?P<finished_course>[a-z0-9-]+)"
    r"|course (?P<course>[a-z0-9-]+)"
    r"|from (?:lesson )?(?P<lesson>[a-z0-9-]+(?:/[a-z0-9-]+)?)"
    r"|link (?P<link>[a-z0-9-]+)"
    r"|missed (?P<missed>\d{1,9})"
    r"|inactive (?:for )?(?P<days>\d{1,3}) ?d(?:ays?)?"
)
_SPARED = "except next"
_TO = re.compile(r"\sto\s")


class AudienceKind(StrEnum):
    """The ways to choose people. ``TEST`` is the admins who are subscribers themselves."""

    EVERYONE = "everyone"
    COURSE = "course"
    FROM_LESSON = "from"
    FINISHED = "finished"
    INACTIVE = "inactive"
    LINK = "link"
    MISSED = "missed"
    GROUPS = "groups"
    TEST = "test"


class InvalidAudience(InvalidInput):
    """``given`` names no audience."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"“{given}” is no audience. Write everyone, course course-id, from lesson-id, "
            "finished, inactive 14 days, link poster, missed 3, groups or test."
        )
        self.given = given


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an announcement is for.

    ``name`` is a course's id, the word of a ``LINK``, the number of the announcement that somebody
    ``MISSED``, or for ``FROM_LESSON`` ``course-id/lesson-id`` (a bare lesson id as it is typed);
    ``days`` is how long no lesson has
    reached an ``INACTIVE`` chat. With ``spares_next`` nobody gets a lesson that is the next one in
    their course.
    """

    kind: AudienceKind = AudienceKind.EVERYONE
    name: str = ""
    days: int = 0
    spares_next: bool = False

    def __str__(self) -> str:
        """Return what ``parse_audience`` reads."""
        days = f"{self.days} days" if self.days else ""
        spared = _SPARED if self.spares_next else ""
        return " ".join(part for part in (self.kind.value, self.name, days, spared) if part)


EVERYONE = Audience()


@dataclass(frozen=True, slots=True)
class AudienceFilter:
    """What a chat must meet; ``None`` asks for nothing. All are active subscribers.

    ``last_lesson_ids`` and ``must_have_finished`` are about the course ``course_id``, or about
    any where that is ``None``. Nobody is among them who is in the course ``except_course_id``, has
    finished it, or left it after it had begun by itself; with ``must_be_free`` nobody in any, with
    ``must_be_on_way`` nobody who has finished it. ``came_by`` is the word of the link by which they
    came into the course, or any.
    ``except_next`` is a course and one of its lessons: nobody who had that one last is among them.
    ``missed`` is an announcement that was tried for them and did not reach them for all that is
    known, though their chats were open; nobody has, or is to get, any of those of ``same_ids``.
    Instants are aware, UTC.
    """

    chat_ids: Set[int] | None = None
    kinds: Set[ChatKind] | None = None
    course_id: str | None = None
    last_lesson_ids: Set[str] | None = None
    must_have_finished: bool = False
    no_lesson_since_at: datetime | None = None
    except_course_id: str | None = None
    must_be_free: bool = False
    must_be_on_way: bool = False
    came_by: str | None = None
    except_next: tuple[str, str] | None = None
    missed: int | None = None
    same_ids: Set[int] = frozenset()


def parse_audience(text: str) -> Audience:
    """Return the audience that the text names. Raises ``InvalidAudience``."""
    if (plain := simplify(text)).endswith(f" {_SPARED}"):
        return replace(parse_audience(plain.removesuffix(f" {_SPARED}")), spares_next=True)
    match = _WORDS.fullmatch(plain)
    if match is None:
        raise InvalidAudience(text)
    if kind := match["kind"]:
        return Audience(AudienceKind("everyone" if kind == "everybody" else kind))
    if match["finished"]:
        return Audience(AudienceKind.FINISHED, match["finished_course"])
    if match["course"]:
        return Audience(AudienceKind.COURSE, match["course"])
    if match["lesson"]:
        return Audience(AudienceKind.FROM_LESSON, match["lesson"])
    if match["link"]:
        return Audience(AudienceKind.LINK, match["link"])
    if match["missed"]:
        return Audience(AudienceKind.MISSED, str(int(match["missed"])))
    days = int(match["days"])
    if not days:
        raise InvalidAudience(text)
    return Audience(AudienceKind.INACTIVE, days=days)


def split_audience(text: str) -> tuple[str, Audience | None]:
    """Return what stands before a closing ``to <audience>``, and the audience, if there is one."""
    tail = max(0, len(text) - LONGEST_SIMPLE)
    for place in reversed([found.start() for found in _TO.finditer(text, tail)]):
        try:
            return text[:place].rstrip(), parse_audience(text[place + 4 :])
        except InvalidAudience:
            continue
    return text, None

"""A text taken apart into the parts of a time, in each way that it can be."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lessons.send_times import zones
from lessons.send_times.clocks import CLOCKS
from lessons.send_times.days import DAYS, WEEKDAY
from lessons.send_times.lengths import LENGTHS
from lessons.send_times.parts import Clock, Clocks, Day, Part, PartOfDay, Weekday, Word, Zone
from lessons.text import LONGEST_SIMPLE

_MOST_WAYS = 30
_MOST_PARTS = 16
_GAP = re.compile(r"[\s,;()@]*(?:[-–—]\s)?")
_A_DAY = rf"(?:{WEEKDAY})"
_EVERY = (
    r"(?:every|each)(?: (?:other|second|single|alternate|third|2nd|3rd|\d{1,2}|two|three|four))?"
    r"(?: (?:days?|weekdays?|workdays?|weeks?|months?|years?|hours?|minutes?|mornings?|afternoons?"
    r"|evenings?|nights?|weekends?))?\b"
)
_REPEATS = (
    rf"(?:on )?(?:all )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends|workdays"
    rf"|school days|work(?:ing)? days"
    rf"|{_A_DAY}(?:\s?[-–/]\s?| (?:to|through|thru|till|until) ){_A_DAY}"
    r"|m-f|mwf|daily|weekly|monthly|nightly|hourly|yearly|annually|quarterly|fortnightly"
    r"|bi-?(?:weekly|monthly)|(?:once|twice|thrice|\d{1,2} ?(?:x|times)|(?:two|three|four) times)"
    r" (?:an?|per|every|each) (?:hour|day|week|fortnight|month|year)|alternate|recurring|repeatedly"
    r"|repeat(?:ing|ed)?|mornings|evenings|afternoons|nights)\b"
)
_BOUND = (
    r"(?:by|before|after|until|till|til|from|since|not|or|and|&|to|through|thru|between|except"
    r"|unless|either|onwards?|(?:at the )?(?:latest|earliest)|(?:no|not) (?:later|earlier) than"
    r"|as of|starting|beginning|if|when|within|during|per|[-–—])(?!\w)"
)
_RANGE = (
    r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m)? ?[-–—] ?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?"
    r"(?![-:./]?\d)"
)
_VAGUE_DAY = (
    r"(?:(?:in )?(?:this|next|the(?: following)?|following|at the|over the) (?:weekend|month|year)"
    r"|(?:on |at )?(?:the )?week-?ends?|(?:at |by )?(?:the )?(?:end|start|beginning|middle) of"
    r" (?:the |this |next )?(?:week|month|year)|mid-?(?:week|month)|eow|eom|one day|some ?day"
    r"|soonish|in (?:a while|a bit|a few (?:minutes|hours|days|weeks)|due course)|the other day)\b"
)
_NOW = (
    r"(?:right |just )?(?:now|away)\b|immediately|at once\b|straight ?away|a\.?s\.?a\.?p\b\.?"
    r"|as soon as possible|instantly|this (?:minute|moment|instant)\b"
)
_FILLER = (
    r"(?:on|at|um|@|the|of|for|around|about|approx(?:imately)?\.?|roughly|circa|ca\.|exactly|precisely"
    r"|sharp|prompt|promptly|please|pls|thanks|coming|date:|time:|when:)(?!\w)"
)
_TONIGHT = r"(?:tonight|tonite|2nite|this evening|this eve|this night)\b"
_THIS_PART = r"(?:later )?this (?=morning\b|afternoon\b|lunch)"
_SAME_TIME = r"(?:at )?(?:the )?(?:same|this) time\b"
_SEND = re.compile(
    r"(?:(?:and |then )?(?:please |pls |kindly )?(?:send|post|publish|schedule|share|deliver"
    r"|goes out|to be sent|sending)(?: (?:this|it|that|the message|them|out"
    r"|off))*(?: on| at| for)?\b:?)\s*",
    re.IGNORECASE,
)

Reader = Callable[[re.Match[str]], Part | tuple[Part, ...] | None]


def _today(hours: PartOfDay | None = None) -> tuple[Part, ...]:
    day = Day(lambda today: [today])
    return (day, hours) if hours else (day,)


_OTHERS: tuple[tuple[str, Reader], ...] = (
    (_TONIGHT, lambda _match: _today(PartOfDay(range(17, 24), (18, 19, 20, 21)))),
    (_THIS_PART, lambda _match: _today()),
    (_SAME_TIME, lambda _match: Word.SAME_TIME),
    (_EVERY, lambda _match: Word.REPEATS),
    (_REPEATS, lambda _match: Word.REPEATS),
)
_LAST: tuple[tuple[str, Reader], ...] = (
    (_RANGE, lambda _match: Word.BOUND),
    (_VAGUE_DAY, lambda _match: Word.VAGUE_DAY),
    (r"next (?:month|year)\b", lambda _match: Word.VAGUE_DAY),
    (_NOW, lambda _match: Word.NOW),
    (_FILLER, lambda _match: Word.FILLER),
    (_BOUND, lambda _match: Word.BOUND),
)
_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for table in (_OTHERS, LENGTHS, DAYS, CLOCKS, _LAST)
    for pattern, reader in table
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a time and where its words end."""

    part: Part
    end: int


def plain(text: str) -> str:
    """Return the text on one line, full-width forms narrowed, its ISO instants with a space."""
    spaced = " ".join(text.replace("½", ".5").replace("’", "'").split())[:LONGEST_SIMPLE]
    spaced = " ".join(unicodedata.normalize("NFKC", spaced).split())
    spaced = _SECONDS.sub(r"\1", _WHOLE_ISO.sub(_write_iso, spaced))
    return _ZULU.sub(r"\1 UTC", spaced)


_WHOLE_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8})(?:T|\s)(?P<hour>\d\d):?(?P<minute>\d\d)"
    r"(?::?\d\d(?:\.\d+)?)?(?:\s?(?P<zone>Z\b|[+-]\d\d(?::?\d\d)?\b))?(?![\d:])",
    re.IGNORECASE,
)

_SECONDS = re.compile(r"\b(\d{1,2}:\d\d):00\b(?!:)")
_ZULU = re.compile(r"(\d)Z\b")


def _write_iso(match: re.Match[str]) -> str:
    zone = match["zone"] or ""
    named = "UTC" if zone in ("Z", "z") else f"UTC{zone}" if zone else ""
    return f"{match['date']} {match['hour']}:{match['minute']} {named}".rstrip()


def find_send(text: str) -> int:
    """Return where a "please send this" at the beginning of the text ends, 0 if there is none."""
    match = _SEND.match(text)
    return match.end() if match else 0


def list_ways(text: str) -> list[list[Part]]:
    """Return the ways in which the whole text is parts of a time, the likeliest first."""
    return [[piece.part for piece in way] for way in islice(_walk(text, 0, []), _MOST_WAYS)]


def _walk(text: str, start: int, before: list[Piece]) -> Iterator[list[Piece]]:
    gap = _GAP.match(text, start)
    start = gap.end() if gap else start
    if start >= len(text):
        if before:
            yield before
        return
    if len(before) >= _MOST_PARTS or (
        start and text[start - 1].isalnum() and text[start].isalnum()
    ):
        return
    seen = set()
    for parts, end in _read_here(text, start, before):
        kinds = (end, *(type(part) for part in parts), *parts[:1])
        if kinds not in seen:
            seen.add(kinds)
            yield from _walk(text, end, [*before, *(Piece(part, end) for part in parts)])


def _read_here(
    text: str, start: int, before: list[Piece]
) -> Iterator[tuple[tuple[Part, ...], int]]:
    if found := zones.match_clocks(text, start):
        end, whose = found
        yield (whose,), end
    for pattern, reader in _PATTERNS:
        match = pattern.match(text, start)
        if match is None or match.end() == start:
            continue
        part = reader(match)
        if part is not None:
            yield (part if isinstance(part, tuple) else (part,)), match.end()
    has_clock = any(isinstance(piece.part, Clock) for piece in before)
    has_zone = any(isinstance(piece.part, Zone | Clocks) for piece in before)
    if not has_zone:
        yield from _read_zone(text, start, has_clock)


def _read_zone(text: str, start: int, has_clock: bool) -> Iterator[tuple[tuple[Part, ...], int]]:
    """Yield the zones that names from there on mean, the longest name first. Before the time of
    day only a name that "time" follows is one: "we moved to Berlin tomorrow"."""
    ends = [start + word.end() for word in re.finditer(r"\S+", text[start:])][: zones.MOST_WORDS]
    for end in reversed(ends):
        said = text[start:end].rstrip(",;")
        if not has_clock and not re.search(r"(?i)\btime$", said.rstrip(")")):
            continue
        zone = zones.find_zone(said)
        if zone is not None:
            yield (zone,), end


def names_day(parts: list[Part]) -> bool:
    """Whether a day is among the parts."""
    return any(isinstance(part, Day | Weekday) for part in parts)

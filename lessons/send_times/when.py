"""Instants as admins type them: one reading, or a refusal that says why and what may be meant."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lessons.errors import InvalidInput
from lessons.send_times.outcomes import Moment, Outcome, When, WhenProblem, on_their_clocks
from lessons.send_times.parts import Clock, Length, Part
from lessons.send_times.resolve import resolve
from lessons.send_times.scan import find_send, list_ways, names_day, plain

__all__ = [
    "InvalidWhen",
    "When",
    "WhenProblem",
    "find_words_of_time",
    "on_their_clocks",
    "parse_when",
    "split_when",
]

_MOST_WORDS = 16
_ENDS_SENTENCE = re.compile(r"""(?:[.!?:;…)\]»”"']|\n|\A)\s*\Z""")
# Behind a zone, "time" is no word of the message.
_BELONGS = re.compile(r"(?:time|sharp)[:,.]?", re.IGNORECASE)
_SEND_THIS = re.compile(r"(?:please )?(?:send|post|share)\s(?=[^a-z\s])")
_CLOSES = re.compile(r"(?<!\b[ap]\.m)[.!?]\s*\Z", re.IGNORECASE)
# Of several ways to read a text the one that comes furthest says why it was refused.
_TELLING = (
    WhenProblem.REPEATS,
    WhenProblem.AMBIGUOUS,
    WhenProblem.IN_GAP,
    WhenProblem.TOO_FAR,
    WhenProblem.PAST,
    WhenProblem.OTHER_WEEKDAY,
    WhenProblem.NO_SUCH_ZONE,
    WhenProblem.NO_SUCH_DATE,
    WhenProblem.NO_SUCH_TIME,
    WhenProblem.NO_TIME_OF_DAY,
    WhenProblem.SEVERAL,
    WhenProblem.NO_DAY,
    WhenProblem.UNREADABLE,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays the message where the time was refused: so much of the text, from there on."""

    start: int
    end: int


class InvalidWhen(InvalidInput):
    """``given`` names no single instant within the coming year.

    ``options`` are instants that may be meant, ``day`` the day where only the time of day is
    wanting. Of a whole request, ``kept`` stays the message until another time is given, and
    ``beside`` is the message if one of the options is taken.
    """

    def __init__(
        self,
        given: str,
        reason: WhenProblem,
        options: tuple[When, ...] = (),
        day: str = "",
        kept: Kept | None = None,
        beside: Kept | None = None,
    ) -> None:
        super().__init__(
            f"“{given}” is not a date and time within the coming year ({reason}). "
            "Write it like 2026-12-01 09:00, tomorrow 9am or in 2h."
        )
        self.given = given
        self.reason = reason
        self.options = options
        self.day = day
        self.kept = kept
        self.beside = beside or kept


def parse_when(text: str, now: datetime, timezone: str, zones: Collection[str] = ()) -> When:
    """Return when the text means, later than ``now`` (aware, UTC, in and out).

    A day and a time of day in either order, or a length of time, as people write them in English:
    on the clocks of ``timezone``, of a zone, city or country that follows, or with ``their time``
    on those of all ``zones``. Raises ``InvalidWhen`` for what has passed, lies beyond the year,
    does not exist, comes again and again, is no single time or has two readings; where clocks
    differ, for what has passed on all of them.
    """
    outcome = _read(text.strip().rstrip(".!? "), Moment(now, timezone, zones))
    if outcome is None:
        unknown, problem, _start = _find_unknown(text, Moment(now, timezone, zones))
        raise InvalidWhen(unknown, problem)
    if outcome.when is None:
        raise _refuse(text, outcome)
    return outcome.when


def split_when(
    text: str, now: datetime, timezone: str, zones: Collection[str] = ()
) -> tuple[str, When]:
    """Return what stands before the longest ending that is a time, and when that is; what stands
    before may be empty. Raises ``InvalidWhen`` as ``parse_when`` does, and where the time stands
    at the beginning, or may be part of what is said: no words of a time go out unseen.
    """
    moment = Moment(now, timezone, zones)
    whole = Kept(0, len(text))
    found = _find_at_end(text, moment)
    leading = _find_at_beginning(text, moment)
    if found is None:
        raise _refuse_unread(text, leading, moment)
    start, outcome = found
    rest = Kept(0, len(text[:start].rstrip()))
    given = text[start:].strip()
    is_apart = _is_apart(text[:start])
    says_when = is_apart or _has_day_and_time(given)
    if leading is not None and leading[0] <= start and _has_day_and_time(text[: leading[0]]):
        if outcome.when is None:
            raise _refuse_unread(text, leading, moment)
        if not _is_apart(text[:start]) or leading[0] == start:
            raise InvalidWhen(given, WhenProblem.SEVERAL, kept=whole)
    if outcome.when is None:
        # "Open from Monday 9:00" is rather said than meant for the sending.
        is_loose = outcome.problem in (WhenProblem.SEVERAL, WhenProblem.REPEATS)
        keeps_rest = is_apart or (says_when and not is_loose)
        raise _refuse(given, outcome, rest if keeps_rest else whole, rest)
    if not says_when and not _is_soon(given):
        options = (outcome.when,)
        raise InvalidWhen(given, WhenProblem.IN_THE_TEXT, options, kept=whole, beside=rest)
    return text[: rest.end], outcome.when


def find_words_of_time(text: str) -> str:
    """Return the words at the end of a message that seem to belong to a time."""
    for start in _list_starts(text):
        ways = list_ways(plain(text[start:]))
        if any(_tells(part) for way in ways[:1] for part in way):
            return text[start:].strip()
    return ""


def _tells(part: Part) -> bool:
    return not (isinstance(part, Clock) and part.is_bare)


def _list_starts(text: str) -> list[int]:
    return [word.start() for word in re.finditer(r"\S+", text)][-_MOST_WORDS:]


def _refuse(
    given: str, outcome: Outcome, kept: Kept | None = None, beside: Kept | None = None
) -> InvalidWhen:
    problem = outcome.problem or WhenProblem.UNREADABLE
    return InvalidWhen(given, problem, outcome.options, outcome.day, kept, beside)


def _read(text: str, moment: Moment) -> Outcome | None:
    """Return what the whole text means as a time; ``None`` if it is no such words."""
    said = plain(text)
    if said.isdecimal():
        # A number alone may be anything.
        return None
    outcomes = [resolve(way, moment) for way in list_ways(said[find_send(said) :])]
    if not outcomes:
        return None
    for place, outcome in enumerate(outcomes):
        if outcome.when is None:
            continue
        # "5.12" may be a date that wants an hour, or an hour.
        earlier = [item for item in outcomes[:place] if item.options]
        if not earlier:
            return outcome
        options = (*earlier[0].options, outcome.when)
        return Outcome(None, WhenProblem.AMBIGUOUS, options)
    return min(outcomes, key=lambda item: _TELLING.index(item.problem or WhenProblem.UNREADABLE))


def _find_at_end(text: str, moment: Moment) -> tuple[int, Outcome] | None:
    """Return where the longest ending begins that is words of a time, and what they mean."""
    shorter: tuple[int, Outcome] | None = None
    for start in reversed(_list_starts(text)):
        tail = text[start:]
        is_apart = _is_apart(text[:start])
        # "We open at 8 tomorrow." is all message.
        ends_sentence = _CLOSES.search(tail) is not None
        if not is_apart and (ends_sentence or find_send(plain(tail))):
            continue
        outcome = _read(tail.strip().rstrip(".!?") if ends_sentence else tail, moment)
        if outcome is None:
            continue
        # A number before a time rather belongs to the message: "headache 6 tomorrow 9:00".
        if shorter and outcome.when is None and not outcome.options and _begins_bare(tail):
            continue
        shorter = start, outcome
    return shorter


def _find_at_beginning(text: str, moment: Moment) -> tuple[int, Outcome] | None:
    """Return where the longest beginning ends that is words of a time, and what they mean."""
    found: tuple[int, Outcome] | None = None
    for word in list(re.finditer(r"\S+", text))[:_MOST_WORDS]:
        said = text[: word.end()].rstrip(":,;-–—")
        outcome = _read(said, moment)
        is_more = found is None or outcome != found[1] or _BELONGS.fullmatch(word.group())
        if outcome is None or not is_more:
            # "Please" behind a time belongs to what follows.
            continue
        if outcome.when or outcome.options or (found is None and _has_day_and_time(said)):
            found = word.end(), outcome
    return found


def _refuse_unread(text: str, leading: tuple[int, Outcome] | None, moment: Moment) -> InvalidWhen:
    whole = Kept(0, len(text))
    if leading is not None:
        end, outcome = leading
        start = len(text) - len(text[end:].lstrip(" :,;-–—\n"))
        if asked := _SEND_THIS.match(text, start):
            start = asked.end()
        beside = Kept(start, len(text))
        given = text[:end].strip()
        options = (outcome.when,) if outcome.when else outcome.options
        problem = WhenProblem.AT_BEGINNING if options else outcome.problem
        return InvalidWhen(
            given, problem or WhenProblem.UNREADABLE, options, kept=whole, beside=beside
        )
    unknown, problem, start = _find_unknown(text, moment)
    is_time = start and _is_apart(text[:start])
    return InvalidWhen(
        unknown, problem, kept=Kept(0, len(text[:start].rstrip())) if is_time else whole
    )


def _find_unknown(text: str, moment: Moment) -> tuple[str, WhenProblem, int]:
    """Return the few words behind a time that are not understood, and where that time begins; else
    the whole text's end."""
    words = [(word.start(), word.end()) for word in re.finditer(r"\S+", text)]
    for behind in (1, 2, 3):
        ends = words[:-behind]
        for start, _ in ends[-_MOST_WORDS:]:
            said = text[start : ends[-1][1]]
            if _has_day_and_time(said) and _read(said, moment) is not None:
                unknown = text[words[-behind][0] :].strip()
                names_zone = "/" in unknown or unknown[:1].isupper() or unknown.endswith("time")
                problem = WhenProblem.NO_SUCH_ZONE if names_zone else WhenProblem.PARTLY
                return unknown, problem, start
    end = text[words[-_MOST_WORDS:][0][0] :] if words else text
    return end, WhenProblem.UNREADABLE, 0


def _is_apart(before: str) -> bool:
    """Whether what stands before a time ends as a sentence does, or is a name like a lesson's."""
    rest = before.strip()
    return not rest or " " not in rest or _ENDS_SENTENCE.search(before) is not None


def _has_day_and_time(said: str) -> bool:
    said = plain(said.rstrip(" :,;-–—"))
    ways = list_ways(said[find_send(said) :])
    return any(
        names_day(way) and any(isinstance(part, Clock) and not part.is_bare for part in way)
        for way in ways
    )


def _begins_bare(said: str) -> bool:
    """Whether the words begin with a number that is no part of a date or of a length."""
    first = next((way[0] for way in list_ways(plain(said))), None)
    return isinstance(first, Clock) and first.is_bare


def _is_soon(said: str) -> bool:
    """Whether the time is a length of hours or minutes, which hardly belongs to what is said."""
    return any(
        isinstance(part, Length) and part.minutes for way in list_ways(plain(said)) for part in way
    )

"""A button with wrong arguments, forged or of an older version, changes nothing and says so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.handlers import arguments
from bot.handlers.arguments import Read
from bot.handlers.callbacks import BUTTONS
from bot.views.callback_data import Verb
from lessons.course.course import Evidence
from lessons.delivery.audience import Audience, AudienceKind
from lessons.draft.parts import Part
from lessons.draft.quiz_steps import QuizStep
from lessons.roles import Role
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World
from tests.support.database_contents import contents

OLD = "TOAST That button is out of date. /help shows what works now.\n"
# Each argument that there is takes one of these.
RIGHT = [
    "2026-12-24",
    "1",
    "sore-backs",
    "0745",
    "Europe/Berlin",
    "1111100",
    "title",
    "why",
    "editor",
    "weak",
    "everyone",
    "next_day",
    "tomorrow",
    "stats",
    "dark",
    "had",
    "after",
    "finish",
    "0123456789abcdef0123456789abcdef",
    "0123abcd",
    "0123456789ab",
    "es",
    "2026-12-24",
    "u20261224090000",
]
READS: list[tuple[Read[Any], str, Any]] = [
    (arguments.number, "0", 0),
    (arguments.number, "-1", None),
    (arguments.number, "1.5", None),
    (arguments.number, "٣", None),
    (arguments.number, "9" * 16, None),
    (arguments.version, "7", 7),
    (arguments.version, "", None),
    (arguments.page, "2", 2),
    (arguments.page, "0", None),
    (arguments.chat_id, "42", 42),
    (arguments.seat, "0", 0),
    (arguments.seat, "-1", None),
    (arguments.roles, "none", frozenset()),
    (arguments.roles, "editor-sender", frozenset({Role.EDITOR, Role.SENDER})),
    (arguments.roles, "owner", None),
    (arguments.chat_id, "0", None),
    (arguments.chat_id, str(2**52), None),
    (arguments.yes_or_no, "0", False),
    (arguments.yes_or_no, "2", None),
    (arguments.article_mark, "0123456789ab", "0123456789ab"),
    (arguments.article_mark, "0123456789AB", None),
    (arguments.course_id, "sore-backs", "sore-backs"),
    (arguments.course_id, "Sore backs", None),
    (arguments.course_id, "c" * 65, None),
    (arguments.lesson_id, "sit-less", "sit-less"),
    (arguments.lesson_id, "../secret", None),
    (arguments.fingerprint, "0123abcd", "0123abcd"),
    (arguments.fingerprint, "0123ABCD", None),
    (arguments.link_word, "", ""),
    (arguments.link_word, "sore-backs", "sore-backs"),
    (arguments.link_word, "a b", None),
    (arguments.send_time, "0745", time(7, 45)),
    (arguments.send_time, "9999", None),
    (arguments.timezone, "Europe/Berlin", "Europe/Berlin"),
    (arguments.timezone, "Mars/Olympus", None),
    (arguments.weekdays, "1000001", frozenset({0, 6})),
    (arguments.weekdays, "0000000", frozenset()),
    (arguments.weekdays, "1111", None),
    (arguments.weekdays, "1200000", None),
    (arguments.day, "2026-12-24", date(2026, 12, 24)),
    (arguments.day, "24 December", None),
    (arguments.lesson_id_or_none, "", ""),
    (arguments.lesson_id_or_none, "No lesson", None),
    (arguments.months, "12", 12),
    (arguments.months, "0", None),
    (arguments.months, "121", None),
    (arguments.break_days, "366", 366),
    (arguments.break_days, "367", None),
    (arguments.break_end, "2026-12-24", date(2026, 12, 24)),
    (arguments.break_end, "2026-13-24", None),
    (arguments.audience, "groups", Audience(AudienceKind.GROUPS)),
    (arguments.audience, "missed 3", Audience(AudienceKind.MISSED, "3")),
    (arguments.audience, "missed the bus", None),
    (arguments.audience, "everybody else", None),
    (arguments.told_time, "u20261224090030", datetime(2026, 12, 24, 9, 0, 30, tzinfo=UTC)),
    (arguments.told_time, "w202612240900", datetime(2026, 12, 24, 9)),  # noqa: DTZ001
    (arguments.told_time, "u20261324090000", None),
    (arguments.told_time, "tomorrow", None),
    (arguments.answers, "", ""),
    (arguments.part, "quiz", Part.QUIZ),
    (arguments.quiz_step, "why", QuizStep.WHY),
    (arguments.quiz_step, "quiz", None),
    (arguments.part, "verdict", None),
    (arguments.evidence, "strong", Evidence.STRONG),
    (arguments.evidence, "certain", None),
    (arguments.one_of({"light"}), "light", "light"),
    (arguments.one_of({"light"}), "loud", None),
]


def test_an_argument_is_read_by_its_type() -> None:
    wrong = [
        f"{read} of {given!r}: {read(given)!r}, not {wanted!r}"
        for read, given, wanted in READS
        if read(given) != wanted
    ]
    assert not wrong, "\n".join(wrong)


def wrong_data(verb: Verb) -> Iterator[str]:
    """The verb with too few arguments, too many, and a wrong one in each place."""
    reads = BUTTONS[verb].arguments
    right = [next(sample for sample in RIGHT if read(sample) is not None) for read in reads]
    yield ":".join([verb, *right, "1"])
    if reads:
        yield ":".join([verb, *right[:-1]])
    for place, read in enumerate(reads):
        for sample in ("?!", "-1", ""):
            if read(sample) is None:
                yield ":".join([verb, *right[:place], sample, *right[place + 1 :]])


async def test_wrong_arguments_change_nothing_whatever_the_button(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await root.joins()
    await import_backs(root)
    await root.says("/schedule Hello. in 2h")
    await root.presses("Confirm")
    before = contents(tmp_path)

    said = {data: await root.forges(data) for verb in Verb for data in wrong_data(verb)}

    assert not {data: screen for data, screen in said.items() if screen != OLD}
    assert len(said) > 2 * len(Verb)
    assert contents(tmp_path) == before

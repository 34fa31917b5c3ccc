"""What a draft of an article would be is shown before there is one."""

import re

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat, World

BACKS = b"""# Sore backs

## Keep moving

Rest may help for a day. ~~Stay in bed.~~ Then walk a little.

## Later

## Doses

| Age | Dose |
|---|---|
| 3 years | 5 ml |
| 4 years | 6 ml |
"""
NECKS = b"# Stiff necks\n\nTurn your head slowly every day. Stop if it hurts more than before."
JAPANESE = "# 腰痛\n\n毎日少しずつ歩いてください。痛みが強い日は休んでもかまいません。".encode()


async def drafts(root: Chat) -> int:
    await root.says("/admin")
    return (await root.presses("Courses")).count("draft:")


async def test_the_first_screen_tells_what_would_be_made_and_what_is_left_out(root: Chat) -> None:
    screen = await root.sends("backs.md", BACKS, caption="/import")
    lacking = [
        told
        for told in (
            "EDIT Read: Sore backs\n",
            "No draft is made of it yet.",
            "Language: English (en)\n",
            "2 lessons, about 22 words\n",
            "1. Keep moving\n     2. Doses\n",
            "2 parts of it were left out:",
            "headings with nothing below them left out: 1: “Later”",
            "struck-out text left out: 1: “Stay in bed.”",
            "1 lesson has a table, to be compared",
            "[Make a draft]",
            "[Language] [Throw away]",
        )
        if told not in screen
    ]
    assert not lacking, screen
    assert await drafts(root) == 0


async def test_only_make_a_draft_makes_one_also_after_a_restart(root: Chat, world: World) -> None:
    await root.sends("backs.md", BACKS, caption="/import back-care")
    await world.restart()
    screen = await root.presses("Make a draft")
    assert screen.startswith("EDIT Draft: Sore backs\n")
    assert "Id: back-care\n" in screen
    assert await drafts(root) == 1
    assert (await root.says("/log")).count("imported") == 1


async def test_it_can_be_read_in_another_language_and_the_old_screen_does_nothing(
    root: Chat,
) -> None:
    await root.sends("necks.md", NECKS, caption="/import")
    before = await root.find_data("Make a draft")
    languages = await root.presses("Language")
    assert "Read as English (en)." in languages
    assert "Language: Spanish (es)\n" in await root.presses("Spanish")
    assert "That is not what waits now" in await root.forges(before)
    assert await drafts(root) == 0
    await root.says("/import")
    await root.presses("Stiff necks")
    assert "no formula for “es”" in await root.presses("Make a draft")


async def test_a_language_that_cannot_be_told_is_asked_for_until_somebody_says(root: Chat) -> None:
    screen = await root.sends("a.txt", b"Ow\n\nRest now.", caption="/import")
    assert "its language could not be told" in screen
    await root.presses("Language")
    screen = await root.presses("English")
    assert "Language: English (en)\n" in screen
    assert "could not be told" not in screen


async def test_a_script_without_spaces_is_counted_in_characters(root: Chat) -> None:
    screen = await root.sends("backs.md", JAPANESE, caption="/import")
    assert "Language: Japanese (ja)\n" in screen
    assert "1 lesson, about 30 characters\n" in screen


async def test_what_is_thrown_away_is_gone_and_its_length_is_said(root: Chat) -> None:
    await root.sends("necks.md", NECKS, caption="/import")
    mark = (await root.find_data("Throw away")).partition(":")[2]
    assert "Thrown away: Stiff necks, about 13 words." in await root.presses("Throw away")
    assert await drafts(root) == 0
    for verb, *more in ((Verb.MAKE_DRAFT,), (Verb.READ_ARTICLE, 1), (Verb.DROP_READ,)):
        assert "That is not what waits now" in await root.forges(pack(verb, mark, *more))


async def test_a_second_article_does_not_make_the_first_one_go(root: Chat) -> None:
    await root.sends("backs.md", BACKS, caption="/import")
    await root.sends("necks.md", NECKS, caption="/import")
    waiting = await root.says("/import")
    assert "no draft is made of them yet" in waiting
    assert "[Stiff necks]" in waiting
    assert "EDIT Read: Sore backs" in await root.presses("Sore backs")
    await root.presses("Make a draft")
    await root.says("/import")
    await root.presses("Stiff necks")
    await root.presses("Make a draft")
    assert await drafts(root) == 2


async def test_of_many_that_wait_it_is_said_which_is_thrown_away(root: Chat, world: World) -> None:
    for number in range(1, 7):
        screen = await root.sends("a.md", NECKS.replace(b"necks", b"neck %d" % number), "/import")
        await world.advance(advance_seconds=1)
        assert ("Thrown away" in screen) is (number == 6)
    assert "Thrown away, because many were waiting: Stiff neck 1, about 13 words" in screen
    assert len(re.findall(r"\[Stiff neck \d\]", await root.says("/import"))) == 5


async def test_many_lessons_are_shown_a_page_at_a_time(root: Chat) -> None:
    long = b"".join(b"# Part %d\n\nWalk a little.\n\n" % number for number in range(1, 24))
    screen = await root.sends("long.md", long, caption="/import")
    assert "10. Part 10\n     Page 1 of 3" in screen
    assert "11. Part 11\n" in await root.presses("Next page")


async def test_what_was_left_out_can_be_read_through(root: Chat) -> None:
    await root.sends("backs.md", BACKS, caption="/import")
    assert "“Stay in bed.”" in await root.presses("What was left out")
    assert "EDIT Read: Sore backs" in await root.presses("Back")


async def test_nobody_decides_on_what_another_admin_brought(root: Chat, ada: Chat) -> None:
    await ada.joins()
    await root.gives_seat(ada)
    await root.sends("necks.md", NECKS, caption="/import")
    assert "That is not what waits now" in await ada.forges(await root.find_data("Make a draft"))
    assert await drafts(root) == 0


async def test_who_may_only_look_is_refused(root: Chat, ada: Chat) -> None:
    await ada.joins()
    await root.gives_seat(ada, "viewer")
    await root.sends("necks.md", NECKS, caption="/import")
    assert "That is not what waits now" not in await ada.forges(
        await root.find_data("Make a draft")
    )

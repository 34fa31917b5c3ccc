"""An admin joins, parts, moves and renames the lessons of a draft, and takes it back."""

from bot.views.callback_data import Verb, pack
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World


async def arrange(root: Chat, number: int) -> str:
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Lessons")
    await root.presses(str(number))
    return await root.presses("Join, part or move")


async def titles(root: Chat) -> list[str]:
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    screen = await root.presses("Lessons")
    lines = (line.strip() for line in screen.splitlines())
    return [line.split(": ")[0] for line in lines if line[:1].isdigit()]


async def test_lessons_are_arranged_and_every_step_can_be_taken_back(
    root: Chat, world: World
) -> None:
    await import_backs(root)
    before = await titles(root)
    assert len(before) == 3
    screen = await arrange(root, 1)
    assert "→ 1. Keep moving: 94 characters, not approved yet" in screen
    screen = await root.presses("Move down")
    assert "→ 2. Keep moving" in screen
    screen = await root.presses("Join with the next")
    assert "→ 2. Keep moving" in screen
    assert len(await titles(root)) == 2
    await arrange(root, 2)
    screen = await root.presses("Part in two")
    assert "Where shall the new lesson begin?" in screen
    assert "2. When to call\n" in screen
    screen = await root.presses("2")
    assert "→ 2. Keep moving: " in screen
    assert "3. When to call: " in screen
    assert len(await titles(root)) == 3
    await world.restart()
    await arrange(root, 1)
    for _ in range(3):
        assert "The latest change is taken back." in await root.presses("Undo the last change")
    assert await titles(root) == before
    # Before that its source was typed.
    await arrange(root, 1)
    assert "taken back" in await root.presses("Undo the last change")
    assert "no change that could be taken back" in await root.presses("Undo the last change")


async def test_what_is_joined_loses_its_approval_and_what_is_moved_keeps_it(root: Chat) -> None:
    await import_backs(root)
    await root.presses("Approve all")
    assert "3 approved" in await root.presses("Yes, approve all")
    await arrange(root, 1)
    await root.presses("Move down")
    assert "3 approved" in await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await arrange(root, 1)
    await root.presses("Join with the next")
    assert "2 lessons, 1 approved" in await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await arrange(root, 1)
    await root.presses("Undo the last change")
    assert "3 lessons, 3 approved" in await root.forges(pack(Verb.DRAFT, "sore-backs"))


async def test_a_lesson_is_renamed_where_it_is_arranged(root: Chat) -> None:
    await import_backs(root)
    await arrange(root, 2)
    await root.presses("Rename")
    assert "Warm and well" in await root.says("Warm and well")


async def test_a_removed_lesson_comes_back(root: Chat) -> None:
    await import_backs(root)
    for _ in range(3):
        await root.forges(pack(Verb.DRAFT, "sore-backs"))
        await root.presses("Lessons")
        await root.presses("1")
        await root.presses("Remove")
        await root.presses("Yes, remove")
    assert "0 approved" in await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Undo the last change")
    assert len(await titles(root)) == 1


async def test_a_button_of_an_older_version_changes_nothing(root: Chat) -> None:
    await import_backs(root)
    before = await titles(root)
    for verb, rest in (
        (Verb.JOIN_LESSONS, ()),
        (Verb.MOVE_LESSON, (0,)),
        (Verb.PART_LESSON, (2,)),
        (Verb.ASK_PART_LESSON, ()),
        (Verb.UNDO_DRAFT, ()),
    ):
        screen = await root.forges(pack(verb, "sore-backs", 1, 77, *rest))
        assert "has changed since that button was drawn" in screen, verb
        assert "no such draft" in await root.forges(pack(verb, "none", 1, 1, *rest))
    assert await titles(root) == before

"""An author never approves their own words: somebody else does, and who did is kept."""

from collections.abc import AsyncIterator

import pytest

from bot.views.callback_data import Verb, pack
from tests.support.chat_drafts import SOURCE, WARM, import_backs
from tests.support.conversation import Chat, World, open_world

OFF = "One person alone may write, approve and publish here (SECOND_PERSON=off)."


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A sandbox in which somebody else approves what one wrote."""
    async with open_world(database_url, second_person="on") as opened:
        yield opened


async def give_ben_a_seat(root: Chat, ben: Chat, *roles: str) -> None:
    await ben.says("/start")
    await root.gives_seat(ben, *roles)


async def version_of(root: Chat) -> str:
    """Return the draft's version, as its buttons carry it."""
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    found = await root.world.get(f"chats/{root.chat}/messages", after=0, wait=0)
    [discard] = {
        button["callback_data"]
        for row in max(found, key=lambda it: int(it["change"]))["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "Discard"
    }
    return str(discard).rpartition(":")[2]


async def change_title(who: Chat, number: int, title: str) -> str:
    await who.forges(pack(Verb.DRAFT_EDIT, "sore-backs", number))
    await who.presses("Title")
    return await who.says(title)


async def test_a_surer_claim_is_seen_and_answered_by_whoever_did_not_write_it(
    ben: Chat, root: Chat, world: World
) -> None:
    await give_ben_a_seat(root, ben, "reviewer")
    await import_backs(root)
    await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 2))
    await root.presses("Text")
    await root.says(WARM)
    card = await root.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 2))
    assert "This says it more surely than before" in card
    assert "or let whoever approves it decide." in card
    assert "wording]" not in card
    card = await ben.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 2))
    assert "This says it more surely than before" in card
    assert "[Keep this wording]" in card
    assert "[Approve]" not in card
    assert "[Approve]" in await ben.presses("Keep this wording")


async def test_one_writes_another_approves_and_the_first_publishes(
    ben: Chat, root: Chat, world: World
) -> None:
    await give_ben_a_seat(root, ben, "reviewer")
    screen = await import_backs(root)
    assert "3 lessons hold words of yours, so somebody else approves them: Ben." in screen
    assert "[Look through it]\n     [Ask for approval]" in screen
    assert "Approve all" not in screen
    screen = await root.presses("Look through it")
    assert "It holds words of yours, so somebody else approves it: Ben." in screen
    assert "[Approve]" not in screen
    await root.presses("Overview")
    screen = await root.presses("Ask for approval")
    assert "They are told, and you hear when all of it is approved." in screen

    asked = await ben.reads()
    assert "Root asks you to look through the draft of “Sore backs”: 3 lessons." in asked
    screen = await ben.presses("Open the draft")
    assert "words of yours" not in screen
    await ben.presses("Look through it")
    screen = await ben.presses("Approve")
    assert "Lesson 2 of 3, not approved yet" in screen
    await ben.presses("Approve")
    await ben.presses("Approve")

    told = await root.reads()
    assert "Ben has approved the last of “Sore backs”." in told
    screen = await root.presses("Publish")
    assert "Approved by Ben (3 lessons)." in screen
    assert OFF not in screen
    assert "Published as revision 1." in await root.presses("Yes, publish")
    log = await root.says("/log")
    assert "Ben (1002) approved sore-backs (keep-moving)" in log
    assert "9001 edited sore-backs (about the course)" in log


async def test_own_words_are_refused_however_they_are_approved(ben: Chat, root: Chat) -> None:
    await give_ben_a_seat(root, ben, "reviewer")
    await import_backs(root)
    version = await version_of(root)
    for forged in (
        pack(Verb.APPROVE, "sore-backs", 1, version),
        pack(Verb.APPROVE_ALL, "sore-backs", version),
        pack(Verb.APPROVE_MANY, "sore-backs", version),
    ):
        await root.forges(pack(Verb.DRAFT, "sore-backs"))
        assert "Nothing was approved: nobody approves their own words." in await root.forges(forged)
    assert "Not every lesson is approved." in await root.forges(
        pack(Verb.PUBLISH, "sore-backs", version)
    )


async def test_who_changes_a_lesson_does_not_approve_it_and_a_change_taken_back_does_not_count(
    ben: Chat, root: Chat
) -> None:
    await give_ben_a_seat(root, ben, "editor", "reviewer")
    await import_backs(root)
    screen = await change_title(ben, 2, "Warmth")
    assert "It holds words of yours, and nobody else can approve it yet." in screen
    assert "[Approve]" not in screen
    await ben.presses("Undo the last change")
    assert "[Approve]" in await ben.presses("Back")


async def test_approving_all_leaves_what_one_wrote(ada: Chat, ben: Chat, root: Chat) -> None:
    await give_ben_a_seat(root, ben, "editor", "reviewer")
    await ada.says("/start")
    await root.gives_seat(ada, "reviewer")
    await import_backs(root)
    await change_title(ben, 2, "Warmth")
    await ben.presses("Overview")
    screen = await ben.presses("Approve all")
    if "[Yes, approve all]" in screen:
        screen = await ben.presses("Yes, approve all")
    assert "3 lessons, 2 approved" in screen
    assert "1 lesson holds words of yours, so somebody else approves it: Ada Lindqvist." in screen
    await ada.says("/help")
    screen = await ada.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 1))
    assert "Approved by Ben, Sun 22 Nov" in screen
    await ada.forges(pack(Verb.DRAFT, "sore-backs"))
    assert "3 lessons, 3 approved" in await ada.presses("Approve all")


async def test_other_words_about_the_course_take_back_every_approval(ben: Chat, root: Chat) -> None:
    await give_ben_a_seat(root, ben, "reviewer")
    await import_backs(root)
    await ben.forges(pack(Verb.DRAFT, "sore-backs"))
    await ben.presses("Approve all")
    assert "3 lessons, 3 approved" in await ben.presses("Yes, approve all")
    for what, words in (("Title", "Stiff backs"), ("About", "Backs."), ("Source", "NICE 59, 2020")):
        await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 0))
        await root.presses(what)
        assert "3 lessons, 0 approved" in await root.says(words)
        screen = await root.presses("Undo the last change")
        assert "approved" in screen
        assert "not approved" not in screen


async def test_words_joined_and_parted_stay_whose_they_were(ben: Chat, root: Chat) -> None:
    await give_ben_a_seat(root, ben, "editor", "reviewer")
    await import_backs(root)
    await ben.forges(pack(Verb.DRAFT, "sore-backs"))
    await ben.presses("Approve all")
    await ben.presses("Yes, approve all")
    await change_title(root, 2, "Warmth")
    version = await version_of(root)
    await ben.forges(pack(Verb.JOIN_LESSONS, "sore-backs", 1, version))
    for who in (root, ben):
        screen = await who.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 1))
        assert "It holds words of yours, and nobody else can approve it yet." in screen


async def test_one_educator_alone_is_told_so_on_every_screen(root: Chat, world: World) -> None:
    screen = await import_backs(root)
    assert "nobody else can approve them yet. An owner gives somebody that role" in screen
    assert "Whoever works all alone sets SECOND_PERSON=off." in screen
    assert "[Ask for approval]" not in screen
    world.settings = world.settings.model_copy(update={"second_person": "off"})
    await world.restart()
    screen = await root.forges(pack(Verb.DRAFT, "sore-backs"))
    assert OFF in screen
    assert OFF in await root.forges(pack(Verb.COURSE, "sore-backs"))
    await root.presses("Go on with the draft")
    await root.presses("Approve all")
    await root.presses("Yes, approve all")
    assert OFF in await root.presses("Publish")
    await root.presses("Yes, publish")
    assert OFF in await root.forges(pack(Verb.COURSE, "sore-backs"))
    assert OFF in await root.forges(pack(Verb.COURSE, "l5-s1-and-headaches"))
    assert SOURCE in await root.says("/preview keep-moving")

"""A seat is changed and taken by two taps, with who and what they may, and is had back for a
minute."""

import re

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat, World

TOLD = "You are editor, reviewer now."


async def seat_ben(root: Chat, ben: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben, "editor", "reviewer")


async def test_a_seat_is_taken_after_a_question_and_given_back_within_a_minute(
    ben: Chat, root: Chat, world: World
) -> None:
    await seat_ben(root, ben)
    await root.says("/admins")
    screen = await root.presses("Remove 1002")
    assert "Take the seat of Ben (1002)?" in screen
    assert (
        "Now editor, reviewer: look at everything, write and change drafts, approve and sign what "
        "others wrote, publish what is approved, hold what goes out."
    ) in screen
    assert "1002 Ben: editor, reviewer" in await root.presses("No"), "nothing is done yet"
    await root.presses("Remove 1002")
    assert "Ben (1002) is no admin any more." in await root.presses("Yes, take it")
    assert "only for admins" in await ben.says("/stats")
    await world.restart()
    assert "Ben (1002) is editor, reviewer again." in await root.presses("Undo (for a minute)")
    assert TOLD in await ben.reads()
    assert "1002 Ben: editor, reviewer, since" in await root.says("/admins")
    assert "only for admins" not in await ben.says("/stats")
    log = await root.says("/log")
    assert "took the seat of" in log
    assert log.count("gave a seat to Ben (1002) (editor, reviewer)") == 2


async def test_roles_are_chosen_by_taps_asked_about_and_had_back(
    ben: Chat, root: Chat, world: World
) -> None:
    await seat_ben(root, ben)
    await root.says("/admins")
    screen = await root.presses("Roles of 1002")
    assert "[viewer] [✓ editor]\n     [✓ reviewer] [sender]\n     [Go on]" in screen
    await root.presses("✓ reviewer")
    await root.presses("sender")
    screen = await root.presses("Go on")
    assert "Now editor, reviewer: " in screen
    assert "Then editor, sender: look at everything, write and change drafts, publish" in screen
    assert "Ben (1002) is editor, sender from now on." in await root.presses("Yes, change it")
    assert "You are editor, sender now." in await ben.reads()
    assert "Ben (1002) is editor, reviewer again." in await root.presses("Undo (for a minute)")
    assert TOLD in await ben.reads()
    log = await root.says("/log")
    assert "(editor, sender → editor, reviewer)" in log


async def test_after_a_minute_nothing_is_had_back(ben: Chat, root: Chat, world: World) -> None:
    await seat_ben(root, ben)
    await root.says("/admins remove 1002")
    await root.presses("Yes, take it")
    await world.advance(advance_seconds=61)
    assert "That was more than a minute ago" in await root.presses("Undo (for a minute)")
    assert "Nobody yet." in await root.says("/admins")


async def test_whoever_took_a_new_seat_meanwhile_has_the_old_roles_again(
    ben: Chat, root: Chat
) -> None:
    await seat_ben(root, ben)
    await root.says("/admins remove 1002")
    await root.presses("Yes, take it")
    await root.gives_seat(ben, "viewer")
    assert "Ben (1002) is editor, reviewer again." in await root.presses("Undo (for a minute)")


async def test_nobody_but_an_owner_asks_changes_takes_or_undoes(
    ada: Chat, ben: Chat, root: Chat
) -> None:
    await seat_ben(root, ben)
    await ada.says("/start")
    await root.gives_seat(ada)
    await root.says("/admins remove 1002")
    await root.presses("Yes, take it")
    for verb, arguments in (
        (Verb.CHOOSE_ROLES, (1001, "editor")),
        (Verb.INVITE, ("editor",)),
        (Verb.ASK_SET_ROLES, (1001, "sender")),
        (Verb.SET_ROLES, (1001, "sender")),
        (Verb.ASK_REMOVE_ADMIN, (1001,)),
        (Verb.REMOVE_ADMIN, (1001,)),
        (Verb.UNDO_SEAT, (1002,)),
    ):
        await ada.says("/help")
        told = await ada.forges(pack(verb, *arguments))
        assert "To change who may do what takes the role: owner." in told, verb
    assert "1002" not in await root.says("/admins")


async def test_somebody_is_invited_by_taps(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.says("/admins")
    screen = await root.presses("Invite somebody")
    assert "What shall the person be whom you invite?" in screen
    assert "reviewer: look at everything, approve and sign what others wrote, hold" in screen
    assert "[Make the link]" not in screen
    await root.presses("reviewer")
    screen = await root.presses("Make the link")
    assert "Hand this link to whoever shall be reviewer here:" in screen
    assert "[Hand it on]" in screen
    link = re.search(r"start=(seat-\S+)", screen)
    assert link is not None
    await ben.says(f"/start {link[1]}")
    await root.presses("Yes, give the seat")
    assert "You are reviewer here now." in await ben.reads()

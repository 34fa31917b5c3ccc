"""A seat is given by a link that is good once, and to whoever an owner confirms by name."""

import re
from pathlib import Path

from tests.support.conversation import Chat, World
from tests.support.database_contents import contents


async def link_of(root: Chat, roles: str = "editor") -> str:
    found = re.search(r"start=(seat-\S+)", await root.says(f"/admins invite {roles}"))
    assert found is not None
    return found[1]


async def test_an_owner_confirms_the_name_of_whoever_opened_the_link(ben: Chat, root: Chat) -> None:
    link = await link_of(root, "editor reviewer")
    assert "You are invited to be editor, reviewer here." in await ben.says(f"/start {link}")
    assert "only for admins" in await ben.says("/stats")
    asked = await root.reads()
    assert "Ben opened your invitation and would be editor, reviewer." in asked
    assert "Number: 1002" in asked
    assert "Ben is editor, reviewer now." in await root.presses("Yes, give the seat")
    assert "You are editor, reviewer here now." in await ben.reads()
    assert "1002 Ben: editor, reviewer, since" in await root.says("/admins")
    log = await root.says("/log")
    assert "made an invitation to a seat (editor, reviewer)" in log
    assert "gave a seat to Ben (1002) (editor, reviewer)" in log


async def test_who_is_declined_gets_nothing_and_hears_it(ben: Chat, root: Chat) -> None:
    link = await link_of(root)
    await ben.says(f"/start {link}")
    assert "Ben got no seat, and the link is over." in await root.presses("No")
    assert "The owner gave you no seat." in await ben.reads()
    assert "only for admins" in await ben.says("/stats")
    assert "This invitation is over" in await ben.says(f"/start {link}")


async def test_a_link_is_good_once_for_a_day_and_no_guess_opens_one(
    ada: Chat, ben: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    link = await link_of(root)
    await ben.says(f"/start {link}")
    for wrong in (link, "seat-", "seat-guessed", link[:-1], link + "x"):
        assert "This invitation is over" in await ada.says(f"/start {wrong}"), wrong
    assert link.removeprefix("seat-") not in str(contents(tmp_path))
    late = await link_of(root)
    await world.advance_days(1.01)
    assert "This invitation is over" in await ada.says(f"/start {late}")
    assert "That invitation is over." in await root.presses("Yes, give the seat")
    assert "Nobody yet." in await root.says("/admins")


async def test_a_number_gives_no_seat_and_the_way_that_works_is_told(root: Chat) -> None:
    for given in ("add 1002", "invite 1002", "invite @ben", "invite owner", "add"):
        screen = await root.says(f"/admins {given}")
        assert f"“{given}” gives no seat" in screen
        assert "/admins invite editor reviewer makes a link." in screen


async def test_nobody_but_an_owner_confirms(ada: Chat, ben: Chat, root: Chat) -> None:
    await root.gives_seat(ada)
    link = await link_of(root)
    await ben.says(f"/start {link}")
    key = "0" * 32
    for chat in (ada, ben):
        await chat.says("/help")
        assert "TOAST" in await chat.forges(f"seat:{key}:1")
    await root.reads()
    screen = await root.says("/admins")
    assert "Ben (1002): editor, waits for you" in screen
    assert "1002 Ben: " not in screen, "no seat"


async def test_owners_see_who_is_invited_answer_there_and_void_a_link(
    ada: Chat, ben: Chat, root: Chat
) -> None:
    lost = await link_of(root, "sender")
    link = await link_of(root, "reviewer")
    screen = await root.says("/admins")
    assert "Invited\n     somebody who has not opened the link yet: sender, until" in screen
    await ben.says(f"/start {link}")
    screen = await root.says("/admins")
    assert "Ben (1002): reviewer, waits for you until" in screen
    assert "[Give Ben the seat] [Not to Ben]" in screen
    assert "Ben is reviewer now." in await root.presses("Give Ben the seat")
    await root.says("/admins")
    assert "That link is void: nobody gets a seat by it." in await root.presses(
        "Void the link: sender"
    )
    assert "This invitation is over" in await ada.says(f"/start {lost}")
    assert "Invited" not in await root.says("/admins")
    await ben.says("/help")
    assert "Invited" not in await ben.says("/admins")

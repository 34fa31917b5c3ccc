"""A way to walk through a dialogue."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.views.symptom_check import tap_again
from tests.support.conversation import Chat, PeoplesSide, show
from tests.support.dialogues import Dialogue

START_AT = datetime(2027, 3, 22, 9, tzinfo=UTC)
"""When every dialogue begins, so that two walks show the same times."""

PEOPLE = ("ada", "ben", "root")
_ARTICLE = b"""# Sore backs

## Keep moving

Rest may help for a day. Then walk a little more every day. Most sore backs ease within weeks.

## Use heat

Heat may help sore backs. Some people like cold better. Both are safe if your skin feels well.
"""

# What a link of an invitation carries is another one each time.
_LINK = re.compile(r"seat-[\w-]+")

# What the clocks of zones show at that moment, on buttons: kills take their time.
_CLOCK = re.compile(r"\[\d\d:\d\d · ")

BeforeStep = Callable[[int], Awaitable[None]]


async def walk(
    world: PeoplesSide, dialogue: Dialogue, before_step: BeforeStep | None = None
) -> str:
    """Go through a dialogue and return all that the bot shows to anybody at its end.

    ``before_step`` is called with 1, 2, ... between any two steps of the dialogue itself.
    """
    chats = {name: world.chat(name) for name in PEOPLE}
    for line in dialogue.preparation():
        await _do(world, chats, line)
    for number, line in enumerate(dialogue.steps()):
        if number and before_step is not None:
            await before_step(number)
        await _do(world, chats, line)
    shown = "\n".join([await _everything(world, name) for name in PEOPLE])
    return _CLOCK.sub("[... · ", _LINK.sub("seat-...", shown))


async def _do(world: PeoplesSide, chats: dict[str, Chat], line: str) -> None:
    name, _, deed = line.partition(": ")
    if name == "clock":
        await world.advance(advance_seconds=float(deed))
        return
    chat = chats[name]
    if deed.startswith("["):
        label = await _find_label(chat, deed.strip("[]"))
        seen = await chat.presses(label)
        if seen.startswith(f"TOAST {tap_again()}"):
            # A check is in memory only: after a restart its screen is shown once more.
            await chat.presses(label)
    elif deed == "follows the link":
        link = _LINK.search(await _everything(world, "root"))
        assert link is not None
        await chat.says(f"/start {link[0]}")
    elif deed.startswith("@ "):
        latitude, longitude = deed.removeprefix("@ ").split(",")
        await chat.shares(float(latitude), float(longitude))
    elif deed.startswith("file "):
        await chat.sends(deed.removeprefix("file "), _ARTICLE)
    elif deed.startswith("vote "):
        await _vote(chat, int(deed.removeprefix("vote ")))
    else:
        await chat.says(deed.replace("⏎", "\n"))


async def _find_label(chat: Chat, wanted: str) -> str:
    """Return the latest label that this one, or its beginning, means."""
    if not wanted.endswith("…"):
        return wanted
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    labels = [
        str(button["text"])
        for message in found
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
    ]
    return next(label for label in reversed(labels) if label.startswith(wanted[:-1]))


async def _vote(chat: Chat, option: int) -> None:
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    question = max(message["message_id"] for message in found if message.get("poll"))
    vote = {"from": chat.name, "message_id": question, "options": [option]}
    await chat.world.post(f"chats/{chat.chat}/votes", **vote)
    await chat.world.settle()


async def _everything(world: PeoplesSide, name: str) -> str:
    found = await world.get(f"chats/{name}/messages", after=0, wait=0)
    shown = [message for message in found if message["from"]["is_bot"]]
    shown.sort(key=lambda message: int(message["message_id"]))
    return f"{name}\n" + "".join(map(show, shown))

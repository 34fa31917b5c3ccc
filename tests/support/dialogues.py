"""Every dialogue of the bot as a script, and a way to walk through one.

A line of a script says who does what: ``ada: text`` types, ``ada: [Label]`` presses the latest
button of that label (``[Label…]`` of one that begins so), ``ada: @ -36.85, 174.76`` shares a
location, ``root: file backs.md`` sends the article below, ``ada: vote 2`` answers the latest
question, and ``clock: 300`` lets seconds pass. What stands above a line of dashes only prepares the
ground.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.views.symptom_check import tap_again
from tests.support.conversation import Chat, PeoplesSide, show

START_AT = datetime(2027, 3, 22, 9, tzinfo=UTC)
"""When every dialogue begins, so that two walks show the same times."""

PEOPLE = ("ada", "ben", "root")
_RULE = "---"

_ARTICLE = b"""# Sore backs

## Keep moving

Rest may help for a day. Then walk a little more every day. Most sore backs ease within weeks.

## Use heat

Heat may help sore backs. Some people like cold better. Both are safe if your skin feels well.
"""

BeforeStep = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Dialogue:
    """A script, and words that somebody must be able to read at its end."""

    script: str
    end: str

    def preparation(self) -> list[str]:
        """Return the lines above the dashes."""
        return _lines(self.script.partition(_RULE)[0]) if _RULE in self.script else []

    def steps(self) -> list[str]:
        """Return the lines of the dialogue itself."""
        return _lines(self.script.rpartition(_RULE)[2])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_ADA_JOINS = """
    ada: /start
    ada: 7:30
    ada: Berlin
    ada: [Berlin, Germany…]
"""
_ADA_HAS_A_MESSAGE = f"""{_ADA_JOINS}
    root: /schedule Closed on Fryday. in 5 min
    root: [Confirm]
    clock: 301
"""
_CHECK_TO_THE_RED_FLAGS = """
    ada: /check
    ada: [Begin]
    ada: [Back or leg]
"""

DIALOGUES = {
    "joining by buttons": Dialogue(
        """
        ada: /start
        ada: [07:30]
        ada: [No, type my city]
        ada: Auckland
        ada: [Auckland, New Zealand…]
        clock: 86400
        """,
        "Lesson 2 of 14",
    ),
    "joining with slips": Dialogue(
        """
        ada: /start
        ada: soon
        ada: 1930
        ada: Qwzxqwzx
        ada: 8pm
        ada: Lyon
        ada: [Lyon, France…]
        clock: 86400
        """,
        "every day at 20:00, Paris time",
    ),
    "joining by location": Dialogue(
        """
        ben: /start
        ben: 8pm
        ben: [No, share my location]
        ben: @ -36.85, 174.76
        """,
        "Lesson 1 of 14",
    ),
    "settings": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /settings
        ada: [Change time]
        ada: 6:45
        ada: [Settings]
        ada: [Change zone]
        ada: [No, type my city]
        ada: Auckland
        ada: [Auckland, New Zealand…]
        ada: [Settings]
        ada: [Change days]
        ada: [Mon to Fri]
        ada: [Mon: on]
        ada: [Done]
        """,
        "Days: Tue, Wed, Thu, Fri",
    ),
    "a break": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /pause
        ada: yesterday
        ada: 2 weeks
        clock: 172800
        ada: /resume
        clock: 86400
        """,
        "Lesson 2 of 14",
    ),
    "being forgotten": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /privacy
        ada: [Delete all of it]
        ada: [No, keep it]
        ada: [Delete all of it]
        ada: [Yes, delete]
        ada: /privacy
        """,
        "Nothing is kept about this chat.",
    ),
    "a lesson's question": Dialogue(
        f"""{_ADA_JOINS}
        ---
        ada: /lessons
        ada: [1. …]
        ada: [Quick question]
        ada: vote 1
        ada: /progress
        """,
        "1 of 14 lessons",
    ),
    "a symptom check to its end": Dialogue(
        f"""{_CHECK_TO_THE_RED_FLAGS}
        ada: [None of these]
        ada: [None of these]
        ada: [18 to 49]
        ada: [None of these]
        ada: [None of these]
        ada: [Up to 2 weeks]
        """,
        "Care for it at home, and watch",
    ),
    "a symptom check with a red flag": Dialogue(
        f"""{_CHECK_TO_THE_RED_FLAGS}
        ada: [Fainted, fit or confused]
        """,
        "Get emergency help now",
    ),
    "scheduling by typing": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /schedule
        root: The clinic is closed on Friday.
        root: soon
        root: tomorrow 9:00 their time
        root: martians
        root: everyone
        root: [Instead of that day's lesson: no]
        root: [Dry run]
        root: [Confirm]
        clock: 86400
        """,
        "1 of 1 sent",
    ),
    "scheduling by buttons": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /admin
        root: [Schedule]
        root: [Can L5-S1 cause headaches?]
        root: [3. …]
        root: [In one hour]
        root: [Back]
        root: [Tomorrow 9:00, their time]
        root: [Everyone]
        root: [Confirm]
        clock: 86400
        """,
        "Lesson 3 of 14",
    ),
    "scheduling and undoing": Dialogue(
        f"""{_ADA_JOINS}
        ---
        root: /schedule Oops. in 5 min
        root: [Confirm]
        clock: 30
        root: [Undo]
        clock: 3600
        """,
        "Canceled. Nothing will be sent.",
    ),
    "moving": Dialogue(
        f"""{_ADA_JOINS}
        root: /schedule Good morning. tomorrow 9:00 their time
        root: [Confirm]
        ---
        clock: 61
        root: /scheduled
        root: [Move 1]
        root: soon
        root: tomorrow 12:00 Europe/Berlin
        clock: 100000
        """,
        "1 of 1 sent",
    ),
    "correcting": Dialogue(
        f"""{_ADA_HAS_A_MESSAGE}
        ---
        root: /correct
        root: [Number 1]
        root: Closed on Friday.
        root: [Correct them]
        """,
        "Closed on Friday.\n\n     Corrected.",
    ),
    "recalling": Dialogue(
        f"""{_ADA_HAS_A_MESSAGE}
        ---
        root: /recall
        root: [Number 1]
        root: [Delete them]
        """,
        "1 of 1 deleted",
    ),
    "bringing an article": Dialogue(
        """
        root: /import
        root: file backs.md
        root: [About the course]
        root: [Source]
        root: NICE NG59, 2016
        root: [Look through it]
        root: [Edit]
        root: [Text]
        root: Rest helps for a day. Walk a little more every day.
        root: [Keep my wording]
        root: [Approve]
        root: [Approve]
        root: [Publish]
        root: [Yes, publish]
        ada: /start
        ada: [Sore backs]
        ada: [07:30]
        ada: [Yes, the same]
        """,
        "Lesson 1 of 2",
    ),
    "giving and taking a seat": Dialogue(
        """
        ben: /start
        ---
        root: /admins add 1002
        ben: /schedule Hello. in 1h
        root: /admins
        root: [Remove 1002]
        ben: [Confirm]
        ben: /admin
        root: /log
        """,
        "took the seat of 1002",
    ),
}


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
    return "\n".join([await _everything(world, name) for name in PEOPLE])


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
    elif deed.startswith("@ "):
        latitude, longitude = deed.removeprefix("@ ").split(",")
        await chat.shares(float(latitude), float(longitude))
    elif deed.startswith("file "):
        await chat.sends(deed.removeprefix("file "), _ARTICLE)
    elif deed.startswith("vote "):
        await _vote(chat, int(deed.removeprefix("vote ")))
    else:
        await chat.says(deed)


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

"""Whatever an admin types or a button claims: no error, and nothing sent unasked."""

import random

import pytest

from bot.handlers import callbacks
from bot.handlers.callbacks import BUTTONS
from bot.handlers.registration import FOR_ADMINS
from bot.views.callback_data import LIMIT_BYTES
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World

SAMPLES = """1 2 7 0 -1 99999999999999999999 ٣ 3.5 add remove everyone to in 2h tomorrow 9:00 their
time Europe/Berlin UTC cauda-equina honest-answer l5-s1-and-headaches/honest-answer hello, <b> & "
' % { } {count} \\ : / @ 😀 groups test finished inactive 14 days course from lesson mon 18:30
sore-backs text title sources quiz take new c-title fair strong my-id
2026-12-01 2020-01-01 25:00 x-y light dark panel log stats when hour l5-s1-and-headaches"""
WORDS = SAMPLES.split()
COMMANDS = sorted({*FOR_ADMINS, "start", "settings", "help"})
VERBS = sorted(callbacks.FOR_ADMINS)


def typed(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randrange(7))
    text = chance.choice([" ", " ", "\n", "  "]).join(words)
    return text if text and chance.random() < 0.3 else f"/{chance.choice(COMMANDS)} {text}"


def claimed(chance: random.Random) -> str:
    verb = chance.choice(VERBS)
    count = len(BUTTONS[verb].arguments) if chance.random() < 0.9 else chance.randrange(4)
    data = ":".join([verb, *chance.choices([*WORDS, "", "1", "2"], k=count)])
    return data.encode()[:LIMIT_BYTES].decode(errors="ignore")


@pytest.mark.parametrize("seed", range(4))
async def test_no_word_and_no_button_of_an_admin_breaks_anything(
    ada: Chat, root: Chat, world: World, seed: int
) -> None:
    chance = random.Random(seed)
    await ada.joins()
    await root.joins()
    await import_backs(root)
    await ada.reads()
    for _ in range(60):
        said = typed(chance)
        assert "Something went wrong" not in await root.says(said), said
        forged = claimed(chance)
        assert "Something went wrong" not in await root.forges(forged), forged
    # A confirmed announcement is held for a minute at least, and the clock stands still.
    assert await ada.reads() == ""

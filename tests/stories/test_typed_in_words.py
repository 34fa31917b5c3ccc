"""What strangers type in words, in each state of a private chat, is understood or led on."""

import tomllib
from pathlib import Path

import pytest

from tests.support.conversation import Chat, World

DATA = Path(__file__).parent.parent / "data" / "typed_in_words.toml"
SAID: dict[str, dict[str, str]] = tomllib.loads(DATA.read_text(encoding="utf-8"))

BEFORE = {
    "stranger": (),
    "welcome": ("/start",),
    "timed": ("/start", "8pm"),
    "after_first": ("/start", "yes"),
    "zone": ("/start", "yes", "8pm"),
    "joined": ("",),
    "break": ("", "/pause 10 days"),
    "break_asked": ("", "break from 7 to 14 december"),
    "break_ahead": ("", "break from 7 to 14 december", "yes"),
    "break_length": ("", "/pause"),
    "stopped": ("", "/stop"),
    "after_urgent": ("", "chest pain"),
    "deleting": ("", "/delete"),
    "all_set": ("",),
    "time_set": ("", "change time"),
    "check": ("", "/check", "for me"),
    "us": ("7:30 pm, Chicago",),
    "two_weeks_done": ("", "clock", "clock"),
    "two_weeks": ("", "change zone", "clock"),
    "two_weeks_joining": ("/start", "8pm", "clock"),
}


async def _come_to(chat: Chat, state: str) -> None:
    for said in BEFORE[state]:
        if said == "clock":
            await chat.world.advance_days(15)
        elif said == "":
            await chat.joins()
        elif state == "us":
            await chat.joins("7:30 pm", "Chicago")
        else:
            await chat.says(said)
    await chat.reads()


def _fits(shown: str, wanted: str) -> bool:
    seen = shown.casefold()
    for part in (part.strip() for part in wanted.casefold().split("&&")):
        if part.startswith("!"):
            if part[1:] in seen:
                return False
        elif not any(each.strip() in seen for each in part.split("~")):
            return False
    return True


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_what_is_typed_in_words_leads_on(world: World) -> None:
    people = await world.post("people", count=sum(map(len, SAID.values())))
    wrong = []
    # Those in which weeks pass come last.
    for state in sorted(SAID, key=lambda state: state.startswith("two_weeks")):
        for text, wanted in SAID[state].items():
            chat = world.chat(people.pop()["name"])
            await _come_to(chat, state)
            if not _fits(shown := await chat.says(text), wanted):
                wrong.append(f"{state}, {text}: wanted {wanted}, shown {shown}")
    assert not wrong, "\n".join(wrong)

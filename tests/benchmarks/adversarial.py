"""How long one person can make everybody wait, whatever they send.

    python -m tests.benchmarks.adversarial [SHARE]

Hostile texts, places, file names, captions and buttons go to every parser of an application that
runs as ever, against a sandbox in a process of its own. What is measured is how late a ticker on
the application's event loop comes, or the processor time that this process used meanwhile where
that is less: what other programs take is not ours. With SHARE, such as 0.1, only so many of the
inputs are sent.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from aiohttp import ClientSession, FormData
from pydantic import SecretStr

from bot.application import run
from bot.handlers.callbacks import BUTTONS
from bot.handlers.registration import FOR_ADMINS, FOR_ANYBODY, FOR_CHANGERS
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.settings import Settings
from bot.views.callback_data import LIMIT_BYTES
from lessons.draft.parts import Part
from tests.benchmarks.hostile_texts import LONGEST_CAPTION, TEXTS, fill
from tests.benchmarks.measuring import percentile
from tests.support.chat_drafts import BACKS, make_draft
from tests.support.conversation import ID_OF, PeoplesSide
from tests.support.processes import spawn

LONGEST_NAME = 255
PLACES = ("0 0", "90 180", "-90 -180", "0 179.9999", "27.988 86.925")
TICK_SECONDS = 0.0005

Sending = Callable[[str], Awaitable[None]]


class Watch:
    """How late the loop was at most since it was last asked."""

    def __init__(self) -> None:
        self._worst = 0.0

    async def run(self) -> None:
        """Tick for ever."""
        while True:
            at, used = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK_SECONDS)
            late = time.perf_counter() - at - TICK_SECONDS
            self._worst = max(self._worst, min(late, time.process_time() - used))

    def take(self) -> float:
        """Return the worst, and begin anew."""
        worst, self._worst = self._worst, 0.0
        return worst


@dataclass
class Attacker(PeoplesSide):
    """Somebody in a private chat, and what each of their messages cost the loop."""

    url: str
    http: ClientSession
    watch: Watch
    name: str
    share: float
    costs: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    _change: int = 0
    _latest: int = 0
    _chance: random.Random = field(default_factory=lambda: random.Random(11))

    async def says(self, text: str) -> None:
        """Send a text; it is answered when this returns."""
        await self.post(f"chats/{self.name}/messages", **{"from": self.name, "text": text})
        await self.settle()

    async def sends(self, file_name: str, content: bytes, caption: str = "") -> None:
        """Send a file."""
        form = FormData({"from": self.name, "caption": caption}, quote_fields=False)
        form.add_field("document", BytesIO(content), filename=file_name)
        url = f"{self.url}/sandbox/chats/{self.name}/messages"
        async with self.http.post(url, data=form) as response:
            assert response.status == 200, await response.text()
        await self.settle()

    async def presses(self, data: str) -> None:
        """Press a button with that data below the latest message."""
        await self._look()
        body = {"from": self.name, "message_id": self._latest, "callback_data": data}
        await self.post(f"chats/{self.name}/presses", **body)
        await self.settle()

    async def _look(self) -> None:
        found = await self.get(f"chats/{self.name}/messages", after=self._change, wait=0)
        for item in found:
            self._change = item["change"]
            if item["from"]["is_bot"] and not item.get("deleted"):
                self._latest = max(self._latest, item["message_id"])

    async def shares(self, place: str) -> None:
        """Share a location, its latitude and longitude with a space between."""
        latitude, longitude = map(float, place.split())
        location = {"latitude": latitude, "longitude": longitude}
        await self.post(f"chats/{self.name}/messages", **{"from": self.name, "location": location})
        await self.settle()

    async def attacks(
        self,
        kind: str,
        inputs: Mapping[str, str],
        send: Sending,
        *before: str,
    ) -> None:
        """Send the share of the inputs, and one at least, after what opens the question."""
        said = [(name, text) for name, text in inputs.items() if text.strip()]
        count = max(1, round(self.share * len(said)))
        for name, text in self._chance.sample(said, min(count, len(said))):
            for step in before:
                await (self.says if step.startswith("/") else self.presses)(step)
            await self._measure(kind, name, send(text))

    async def _measure(self, kind: str, name: str, sending: Awaitable[None]) -> None:
        await self._look()
        # What was done before ends with the tick that it made late.
        await asyncio.sleep(2 * TICK_SECONDS)
        self.watch.take()
        await sending
        await asyncio.sleep(2 * TICK_SECONDS)
        self.costs.setdefault(kind, []).append((self.watch.take(), name))


def clip(texts: Mapping[str, str], length: int) -> dict[str, str]:
    """Return the texts as long as is allowed."""
    return {name: fill(text, length) for name, text in texts.items()}


def callbacks(verbs: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield forged data for each verb, as many bytes of it as there may be."""
    pieces = ["9", "٣", "🙂", "e\u0301", "-1", "l5-s1-and-headaches", "2,", "zz:", "A", "\u202e"]
    for verb in verbs:
        for piece in pieces:
            for parts in (1, 2, 3):
                argument = fill(piece, max(1, (50 - len(verb)) // parts))
                data = ":".join([str(verb), *[argument] * parts]).encode()[:LIMIT_BYTES]
                yield f"{verb} {piece} {parts}", data.decode(errors="ignore")
    for name, text in TEXTS.items():
        yield name, text.encode()[:LIMIT_BYTES].decode(errors="ignore")


async def attack_as_anybody(ada: Attacker) -> None:
    """Send everything that a subscriber can send."""
    await ada.says("/start")
    await ada.attacks("text, the time asked for", TEXTS, ada.says, "time?")
    await ada.says("7:30")
    await ada.attacks("text, the place asked for", TEXTS, ada.says, "place?")
    await ada.attacks("short text, the place", clip(TEXTS, 250), ada.says, "place?")
    await ada.attacks("name of a place", clip(TEXTS, 40), ada.says, "place?")
    await ada.attacks("text, a location asked for", TEXTS, ada.says, "locate?")
    await ada.attacks("location", {place: place for place in PLACES}, ada.shares, "locate?")
    await ada.attacks("text, the end of a pause asked for", TEXTS, ada.says, "/pause")
    await ada.says("/settings")
    await ada.attacks("text, nothing asked for", TEXTS, ada.says)
    for command in [*FOR_ANYBODY, *FOR_CHANGERS, "nothing"]:
        typed = clip({name: f"/{command} {text}" for name, text in TEXTS.items()}, 4096)
        await ada.attacks(f"/{command} and a text", typed, ada.says)

    async def names(name: str) -> None:
        await ada.sends(name, b"x")

    async def captioned(caption: str) -> None:
        await ada.sends("a.pdf", b"x", caption)

    await ada.attacks("file name", _file_names(), names)
    await ada.attacks("caption", clip(TEXTS, LONGEST_CAPTION), captioned)
    await ada.attacks("button", dict(callbacks(BUTTONS)), ada.presses)


async def attack_as_admin(root: Attacker) -> None:
    """Send everything that an admin can send."""
    await root.says("/start")
    chosen = "f-lesson:l5-s1-and-headaches:what-helps"
    form = ["/schedule", chosen, "f-when:hour:0"]
    await root.attacks("text, what to send asked for", TEXTS, root.says, *form[:1])
    await root.attacks("text, when asked for", TEXTS, root.says, *form[:2])
    await root.attacks("text, to whom asked for", TEXTS, root.says, *form)
    for command in FOR_ADMINS:
        for before in ("", "1 "):
            start = f"/{command} {before}"
            typed = clip({name: f"{start}{text}" for name, text in TEXTS.items()}, 4096)
            await root.attacks(f"{start}and a text", typed, root.says)
    ending = " tomorrow 9am to everyone"
    scheduled = {name: f"/schedule {fill(text, 4000)}{ending}" for name, text in TEXTS.items()}
    await root.attacks("/schedule a text" + ending, scheduled, root.says)

    async def names(name: str) -> None:
        await root.sends(name, b"x")

    async def captioned(caption: str) -> None:
        await root.sends("a.pdf", b"x", caption)

    await root.attacks("admin's file name", _file_names(), names)
    await root.attacks(
        "caption of an import",
        clip({name: f"/import {text}" for name, text in TEXTS.items()}, LONGEST_CAPTION),
        captioned,
    )
    await make_draft(root, "backs.md", BACKS, "/import sore-backs")
    for part in (*(part for part in Part if part is not Part.NEW_LESSON), Part.NEW_LESSON):
        number = 0 if part.startswith("c-") else 1
        asked = f"d-ask:sore-backs:{number}:{part.value}"
        await root.attacks(f"draft, {part.name.lower()}", TEXTS, root.says, asked)
    await root.attacks("admin's button", dict(callbacks(BUTTONS)), root.presses)


def _file_names() -> dict[str, str]:
    endings = (".pdf", ".md", ".docx", ".")
    return {
        f"{name}{ending}": "".join(filter(str.isprintable, fill(text, LONGEST_NAME))) + ending
        for name, text in TEXTS.items()
        for ending in endings
    }


@asynccontextmanager
async def attacked(share: float) -> AsyncIterator[tuple[Attacker, Attacker]]:
    """Yield a subscriber and an admin of an application in this process."""
    sandbox = await spawn("sandbox", "--alone", "--port", "0")
    assert sandbox.stdout is not None
    address = json.loads(await sandbox.stdout.readline())
    stopping, ready, watch = asyncio.Event(), asyncio.Event(), Watch()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_construct(
            bot_token=SecretStr(address["token"]),
            bot_api_url=address["url"],
            database_url=f"sqlite:///{Path(folder) / 'lessons.db'}",
            admin_ids=frozenset({ID_OF["root"]}),
            messages_per_second=1000,
        )
        running = asyncio.create_task(run(settings, stopping, ready.set))
        await ready.wait()
        tune_garbage_collection()
        watching = asyncio.create_task(watch.run())
        async with ClientSession() as http:
            ada, root = (
                Attacker(address["url"], http, watch, name, share) for name in ("ada", "root")
            )
            while not (await ada.get("clock"))["application"]:
                await asyncio.sleep(0.01)
            yield ada, root
        watching.cancel()
        stopping.set()
        await running
    sandbox.terminate()
    await sandbox.wait()


async def main(share: float) -> None:
    """Print for each kind of input what it cost."""
    async with attacked(share) as (ada, root):
        await attack_as_anybody(ada)
        await attack_as_admin(root)
    print(f"{'the loop waited, ms':<42}{'inputs':>7}{'median':>8}{'99th':>8}{'most':>8}")
    everything: list[float] = []
    for kind, costs in (ada.costs | root.costs).items():
        waited = [1000 * cost for cost, _ in costs]
        everything += waited
        line = f"{kind:<42}{len(waited):>7}{median(waited):>8.1f}{percentile(waited, 0.99):>8.1f}"
        print(f"{line}{max(waited):>8.1f}   {max(costs)[1]}")
    total = f"{median(everything):>8.1f}{percentile(everything, 0.99):>8.1f}{max(everything):>8.1f}"
    print(f"{'all':<42}{len(everything):>7}{total}")


if __name__ == "__main__":
    run_in_loop(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))

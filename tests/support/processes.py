"""The sandbox and the application as processes of their own, to be killed and started again."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession

from tests.support.conversation import ID_OF, PeoplesSide

ROOT = Path(__file__).parent.parent.parent


async def spawn(*arguments: str, **settings: str) -> Process:
    """Start ``python -m bot`` with those arguments and no settings but these."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=kept | settings, stdout=PIPE
    )


@dataclass
class Processes(PeoplesSide):
    """A sandbox that lives on while the application is killed; it talks as a ``World`` does."""

    url: str
    token: str
    database_url: str
    http: ClientSession
    application: Process | None = None
    log_level: str = "WARNING"
    started: int = field(default=0)
    settings: dict[str, str] = field(default_factory=dict)

    async def start(self) -> None:
        """Start the application; it is serving when this returns."""
        self.application = await spawn(
            BOT_API_URL=self.url,
            BOT_TOKEN=self.token,
            DATABASE_URL=self.database_url,
            ADMIN_IDS=str(ID_OF["root"]),
            LOG_LEVEL=self.log_level,
            # Most stories are of one admin; those of two switch it on.
            **{"SECOND_PERSON": "off", **self.settings},
        )
        self.started += 1
        while not (await self.get("clock"))["application"]:
            assert self.application.returncode is None, "the application ended"
            await asyncio.sleep(0.02)

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """Kill the application and return its exit code; the chats live on."""
        assert self.application is not None
        self.application.send_signal(number)
        code = await self.application.wait()
        self.application = None
        while (await self.get("clock"))["application"]:
            await asyncio.sleep(0.02)
        return code


@asynccontextmanager
async def open_processes(database_url: str) -> AsyncIterator[Processes]:
    """A sandbox that runs alone, and an application that is still to be started."""
    sandbox = await spawn("sandbox", "--alone", "--port", "0")
    assert sandbox.stdout is not None
    try:
        address = json.loads(await sandbox.stdout.readline())
        async with ClientSession() as http:
            processes = Processes(address["url"], address["token"], database_url, http)
            try:
                yield processes
            finally:
                if processes.application is not None:
                    await processes.kill()
    finally:
        sandbox.terminate()
        await sandbox.wait()

"""The program as it is started by an operator, against a Bot API that stands in."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.bot_api_stand_in import ADMIN, TOKEN, StandIn, running_stand_in

ROOT = Path(__file__).parent.parent.parent


@dataclass
class BotProcess:
    """``python -m bot`` on a database of its own; its output is kept in one file."""

    stand_in: StandIn
    folder: Path
    process: Process | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The file of its database."""
        return self.folder / "bot.db"

    @property
    def log(self) -> str:
        """Everything that it has printed so far, in all its runs."""
        return (self.folder / "log.txt").read_text(errors="replace")

    async def start(self, *arguments: str, seconds: float = 30.0) -> None:
        """Start it; it serves when this returns."""
        log = self.folder / "log.txt"
        serving = self.log.count("Serving") if log.exists() else 0
        await self.launch(*arguments)
        async with asyncio.timeout(seconds):
            while self.log.count("Serving") == serving:
                assert self.process is not None
                assert self.process.returncode is None, self.log[-2000:]
                await asyncio.sleep(0.02)

    async def start_off_by(self, seconds: float) -> Path:
        """Start it on a clock that is off by so much; what is written into the returned file sets
        the clock while it runs."""
        file = self.folder / "off.txt"
        file.write_text(str(seconds))
        await self.start(str(Path(__file__).parent / "set_clock.py"), str(file))
        return file

    async def launch(self, *arguments: str) -> None:
        """Start it and return at once; ``arguments`` replace ``-m bot``."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        given = {
            "BOT_API_URL": self.stand_in.url,
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "ADMIN_IDS": str(ADMIN),
            "LOG_LEVEL": "DEBUG",
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / "log.txt").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *(arguments or ("-m", "bot")),
                cwd=self.folder,
                env=kept | given | self.settings,
                stdout=log,
                stderr=log,
            )

    async def end(self, how: signal.Signals = signal.SIGKILL, seconds: float = 45.0) -> int:
        """Send that signal and return the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        async with asyncio.timeout(seconds):
            return await self.process.wait()


@asynccontextmanager
async def open_bot_process(folder: Path) -> AsyncIterator[BotProcess]:
    """A stand-in, and a program that is still to be started; whatever runs then is killed."""
    async with running_stand_in() as stand_in:
        bot = BotProcess(stand_in, folder)
        try:
            yield bot
        finally:
            if bot.process is not None and bot.process.returncode is None:
                await bot.end()

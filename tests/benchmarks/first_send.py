"""From the start of the process to the first lesson that leaves it."""

import asyncio
import os
import sqlite3
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from storage.sql.rows import write_instant

ROOT = Path(__file__).parent.parent.parent
TOKEN = "1:benchmark"
_ANSWERS: dict[str, Any] = {
    "getme": {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bot"},
    "sendmessage": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}},
    "getupdates": [],
}


def make_due(path: Path, count: int, now: datetime) -> None:
    """Let that many subscribers, the first ones, be due at ``now``."""
    with sqlite3.connect(path) as database:
        database.execute(
            """
            UPDATE enrollments SET next_due_at = ?, next_date = ? WHERE chat_id IN
                (SELECT chat_id FROM subscribers ORDER BY chat_id LIMIT ?)
            """,
            (write_instant(now), now.date().isoformat(), count),
        )
    database.close()


async def time_first_send(path: Path) -> tuple[float, float]:
    """Run the bot on that database; return the seconds from the start of its process until its
    first request and until its first message arrive. Every answer comes at once."""
    seen: dict[str, float] = {}
    is_sent = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        seen.setdefault("first", time.perf_counter())
        if method == "sendmessage":
            seen.setdefault("sent", time.perf_counter())
            is_sent.set()
        if method == "getupdates":
            await asyncio.sleep(1)
        return web.json_response({"ok": True, "result": _ANSWERS.get(method, True)})

    application = web.Application()
    application.router.add_post(f"/bot{TOKEN}/{{method}}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        cwd=ROOT,
        env={
            "PATH": os.environ.get("PATH", ""),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite:///{path}",
            "LOG_LEVEL": "WARNING",
        },
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(60):
            await is_sent.wait()
    finally:
        process.kill()
        await process.wait()
        await runner.cleanup()
    return seen["first"] - started, seen["sent"] - started

"""Debian's Chromium, headless, on the sandbox's page: one for all tests of a process."""

import atexit
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

_START_SECONDS = 60.0

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)

_FLAGS = [
    "--headless",
    "--remote-debugging-port=0",
    # Without these it looks for the network that a test machine does not have.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that another one covers goes on at its own pace, and every machine draws alike.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """The browser of this process, with no page open; what is opened in it is closed after.

    A machine without Debian's ``chromium`` fails, as these tests are its work.
    """
    address = _start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(address)
        try:
            yield browser
        finally:
            for context in browser.contexts:
                await context.close()
            await browser.close()


@cache
def _start() -> str:
    """Start the browser, which ends with this process; return where it listens."""
    path = shutil.which("chromium")
    assert path, "chromium is missing: apt-get install chromium"
    folder = Path(tempfile.mkdtemp(prefix="chromium-"))
    process = subprocess.Popen(
        [path, *_FLAGS, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def end() -> None:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    told = folder / "DevToolsActivePort"
    deadline = time.monotonic() + _START_SECONDS
    while not (told.exists() and (port := told.read_text().partition("\n")[0])):
        assert process.poll() is None, "chromium ended as it began"
        assert time.monotonic() < deadline, "chromium does not say where it listens"
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"

"""The outbox checks itself once an hour: beside everything else, and on a connection of its own."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.delivery.admin_alerts import Notices
from bot.process.alarm import Alarm, Turn
from bot.process.clock import Clock, real_now
from bot.process.logs import describe
from bot.process.store_thread import StoreThread
from bot.use_cases.delivery import books
from bot.views.admin import books as views
from lessons.delivery.books import MENDED_BY_ITSELF, Finding, Flaw, Flawed
from storage.errors import StoreError
from storage.interface.store import Store

logger = logging.getLogger(__name__)

FIRST_SECONDS = 300.0
"""By then a start has caught up with what fell due before it."""
EVERY_SECONDS = 3600.0
_CALM_SECONDS = 3 * EVERY_SECONDS


class BooksWorker:
    """Looks through the books, has mended what is safe to mend, and tells the log and the admins.

    ``open_reader`` opens the store to read from, on the thread that then reads.
    """

    def __init__(
        self,
        store: StoreThread,
        clock: Clock,
        open_reader: Callable[[], Store],
        notices: Notices,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._open_reader = open_reader
        self._notices = notices
        self._monotonic = monotonic
        self._alarm = Alarm(0.0, _CALM_SECONDS)
        self._told: set[Flaw] = set()

    async def run(self, may_check: Callable[[], bool]) -> None:
        """Check, whenever it may, until cancelled."""
        await asyncio.sleep(FIRST_SECONDS)
        while True:
            try:
                if may_check():
                    await self.check()
            except StoreError as error:
                logger.warning("the books were not looked through: %s", error.operator)
            except Exception as error:
                # A mistake of ours must not be the end of looking.
                logger.error("the books were not looked through:\n%s", describe(error))
            await asyncio.sleep(EVERY_SECONDS)

    async def check(self) -> tuple[Finding, ...]:
        """Look through the books once, mend, and tell what is new; return what was found."""
        began = time.monotonic()
        found, mended = list[Flawed](), dict[Flaw, int]()
        thread = ThreadPoolExecutor(1, thread_name_prefix="books")
        loop = asyncio.get_running_loop()
        reader = await loop.run_in_executor(thread, self._open_reader)
        try:
            steps = books.look_through(reader, self._clock.now(), real_now())
            while (step := await loop.run_in_executor(thread, next, steps, None)) is not None:
                for flawed in step:
                    if flawed.count:
                        found.append(flawed)
                        count = await self._mend(flawed)
                        mended[flawed.flaw] = mended.get(flawed.flaw, 0) + count
        finally:
            thread.submit(reader.close)
            # A step that is under way ends by itself.
            thread.shutdown(wait=False)
        findings = books.sum_up(iter(found), mended)
        seconds = time.monotonic() - began
        logger.info("the books were looked through in %.1f s: %d findings", seconds, len(findings))
        self._tell(findings)
        return findings

    async def _mend(self, flawed: Flawed) -> int:
        if flawed.flaw not in MENDED_BY_ITSELF:
            return 0
        count, subjects = 0, flawed.subjects
        for start in range(0, max(1, len(subjects)), books.MENDED_AT_ONCE):
            few = subjects[start : start + books.MENDED_AT_ONCE]
            count += await self._store.run(
                books.mend, flawed.flaw, few, self._clock.now(), real_now()
            )
        return count

    def _tell(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            told = views.line(finding)
            logger.warning("the books: %s", told)
        flaws = {finding.flaw for finding in findings}
        turn = self._alarm.see(bool(findings), self._monotonic())
        if turn is Turn.OVER:
            self._told.clear()
            self._notices.tell(views.in_order_again())
        elif flaws - self._told:
            self._told |= flaws
            self._notices.tell(views.told(findings))

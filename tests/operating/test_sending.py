"""Who sends, and what is done when that begins or ends."""

from dataclasses import dataclass, field

from bot.process.sending import Sending, is_sending_here


@dataclass
class Lock:
    """A lease as it is found at each look."""

    found: list[int | None]
    may_be_lost: bool = True
    epoch: int | None = None
    told: list[str] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        return self.epoch is not None

    def is_acquired(self) -> bool:
        self.epoch = self.found.pop(0)
        return self.is_held

    def release(self) -> None:
        self.epoch = None

    def note_owner(self, bot_id: int) -> None: ...

    def find_former(self) -> None: ...


def sending_by(lock: Lock) -> Sending:
    async def begin(epoch: int | None) -> None:
        assert is_sending_here()
        lock.told.append(f"begin {epoch}")

    async def end() -> None:
        assert not is_sending_here()
        lock.told.append("end")

    return Sending(lock, begin, end)


async def test_it_begins_once_ends_when_it_is_lost_and_begins_anew_under_another_epoch() -> None:
    lock = Lock([None, 4, 4, None, 7])
    sending = sending_by(lock)

    were_on = []
    for _ in range(5):
        await sending.look()
        were_on.append(sending.is_on)

    assert lock.told == ["begin 4", "end", "begin 7"]
    assert were_on == [False, True, True, False, True]
    assert sending.has_waited


async def test_what_was_lost_and_taken_again_between_two_looks_begins_anew() -> None:
    lock = Lock([4, 5])
    sending = sending_by(lock)

    await sending.look()
    await sending.look()

    assert lock.told == ["begin 4", "end", "begin 5"]


async def test_work_of_the_sender_rests_where_another_one_sends() -> None:
    lock = Lock([None, 1])
    sending = sending_by(lock)

    async def work() -> None:
        lock.told.append(f"work {is_sending_here()}")

    await sending.look()
    await sending.when_on(work)()
    await sending.look()
    await sending.when_on(work)()

    assert lock.told == ["begin 1", "work True"]

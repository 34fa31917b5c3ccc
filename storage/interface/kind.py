"""What a kind of database can do as a whole, before anything of it is opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from storage.interface.examination import Finding
from storage.interface.moving import Side
from storage.interface.ownership import Former, Owner, Range
from storage.interface.store import Store

Progress = Callable[[str, int, int], None]
"""Is told what is read now, how much of it all is, and of how much."""


class RunnerLock(Protocol):
    """The right to send in bulk for a store; it ends with the process that has it, however that
    ends. May be asked on any thread, by one at a time."""

    @property
    def is_held(self) -> bool:
        """Whether this process has it now."""

    @property
    def epoch(self) -> int | None:
        """The how manyth holder this one is, where that is counted."""

    @property
    def may_be_lost(self) -> bool:
        """Whether another process may have it while this one lives: it is to be asked for again
        and again."""

    def is_acquired(self) -> bool:
        """Try to take it, or to have it for longer; whether this process has it now."""

    def release(self) -> None:
        """Let another process have it."""

    def note_owner(self, bot_id: int) -> None:
        """Note beside the store that one of that bot is here: ``find_former`` tells so."""

    def find_former(self) -> Former | None:
        """Return what store was here when one was last used, whether or not it still is."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What can be told of a database without changing it: whose it is, and, if it is nobody's yet,
    whether it holds anybody outside the ranges that were asked about."""

    owner: Owner | None
    has_others: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that was opened and found sound: its owner, its size, and rows by table."""

    owner: Owner | None
    size_bytes: int
    rows: dict[str, int]


class DatabaseKind(Protocol):
    """One database by its address; each function of ``storage`` asks the one that a URL names."""

    @property
    def is_in_memory(self) -> bool:
        """Whether what is kept is gone when the program ends."""

    @property
    def is_shared(self) -> bool:
        """Whether several processes may answer people from it at once."""

    def open(self) -> Store:
        """See ``open_store``."""

    def open_to_read(self) -> Store:
        """See ``open_to_read``."""

    def open_lock(self) -> RunnerLock:
        """See ``open_runner_lock``."""

    def is_there(self) -> bool:
        """See ``is_there``."""

    def find_beside(self, ending: str) -> Path | None:
        """See ``find_beside``."""

    def look(self, known: tuple[Range, ...]) -> Glance | None:
        """See ``look_at``."""

    def check_rest(self) -> None:
        """See ``check_rest``."""

    def check_again(self) -> None:
        """See ``check_again``."""

    def examine(self) -> Iterator[Finding]:
        """See ``examine``."""

    def check_soundness(self, progress: Progress) -> Iterator[Finding]:
        """See ``check_soundness``."""

    def open_side(self, *, is_source: bool) -> Side:
        """Return it as a side of a move; nothing is opened. See ``move``."""

    def back_up(self, target: Path) -> Copy:
        """See ``back_up``."""

    def restore(self, backup: Path) -> tuple[Copy, Path | None]:
        """See ``restore``."""

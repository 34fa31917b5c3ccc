"""The readers as they were counted last, in memory, so that no tap goes through a crowd of them."""

from bot.use_cases.announcements.calendar import Readers


class KeptReaders:
    """After a restart they are counted again."""

    def __init__(self) -> None:
        self.latest: Readers | None = None

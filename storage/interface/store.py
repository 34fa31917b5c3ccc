"""What every store promises. Instants are aware and UTC, in and out.

``now`` is the application's clock: due instants, pauses and holds follow it. ``real_now`` is
the machine's own: leases and retries follow that one. Methods that change something belong
inside ``transaction()``; a use case is one transaction. Only the thread that opened a store
may call it.
"""

from collections.abc import Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lessons.delivery.coming import ReaderCrowd
from lessons.delivery.delivery import Delivery, NewDelivery, Outcome
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.planning import Cohort, Plan
from lessons.delivery.progress import IdRange
from lessons.delivery.reasons import Reason
from lessons.delivery.subscriber import Subscriber
from lessons.times.schedule import Slot
from storage.interface.admins import AdminStore
from storage.interface.announcements import AnnouncementStore
from storage.interface.books import BooksStore
from storage.interface.check_counts import CheckCountStore
from storage.interface.consents import ConsentStore
from storage.interface.corrections import CorrectionStore
from storage.interface.courses import CourseStore
from storage.interface.drafting import DraftingStore
from storage.interface.holds import HoldStore
from storage.interface.offers import OfferStore
from storage.interface.outages import OutageStore
from storage.interface.ownership import OwnershipStore
from storage.interface.pace import PaceStore
from storage.interface.pasted_texts import PastedTextStore
from storage.interface.questions import QuestionStore
from storage.interface.read_articles import ReadArticleStore
from storage.interface.replicas import OpenCheckStore, ReplicaStore
from storage.interface.sending import SendingStore
from storage.interface.staff import StaffStore
from storage.interface.standings import StandingStore
from storage.interface.statistics import StatisticsStore
from storage.interface.topics import TopicStore
from storage.interface.updates import UpdateStore


class Store(
    AdminStore,
    AnnouncementStore,
    BooksStore,
    CheckCountStore,
    ConsentStore,
    CorrectionStore,
    CourseStore,
    DraftingStore,
    HoldStore,
    OfferStore,
    OpenCheckStore,
    OutageStore,
    OwnershipStore,
    PaceStore,
    PastedTextStore,
    QuestionStore,
    ReadArticleStore,
    ReplicaStore,
    SendingStore,
    StaffStore,
    StandingStore,
    StatisticsStore,
    TopicStore,
    UpdateStore,
    Protocol,
):
    """Everything that is kept."""

    def transaction(self, *, as_sender: bool = False) -> AbstractContextManager[None]:
        """All of the block happens, or none of it; blocks do not nest.

        One ``as_sender`` raises ``NotTheSenderError`` where another process sends now, and while
        the block runs none takes over.
        """

    def close(self) -> None:
        """Nothing may be called afterwards."""

    def check_place(self) -> None:
        """Raise ``DamagedStoreError`` where what is kept would not be found at the next start.

        May be asked on any thread; every transaction asks at its beginning and at its end.
        """

    def be_patient(self, seconds: float) -> None:
        """Wait so long at most, from now on, for another program that writes."""

    def try_to_write(self) -> None:
        """Write nothing new, in a transaction of its own; raises ``StoreError`` where that cannot
        be kept."""

    def rescue(self, now: datetime) -> Path | None:
        """Copy what can still be read of a store that was lost or is damaged into a file beside it
        and return that, ``None`` where no sound copy could be made. Nothing may be kept anymore."""

    def take_set_aside(self) -> int:
        """Return how many rows were found to make no sense, and set aside, since this was asked."""

    # Subscribers

    def find_subscriber(self, chat_id: int) -> Subscriber | None:
        """Return the chat's subscriber, if it is one."""

    def save_subscriber(self, subscriber: Subscriber) -> None:
        """Insert the subscriber, or replace all its fields."""

    def drop_newcomer(self, chat_id: int, now: datetime) -> None:
        """Delete a subscriber who has not joined yet, with its place and what it was sent; any
        other one stays. Their traces go from the disk as after ``delete_subscriber``."""

    def delete_subscriber(self, chat_id: int, now: datetime) -> int:
        """Delete every row about the chat and return how many there were.

        Opens its own transaction. Where that is done in no time, their bytes are gone from the
        disk too afterwards; else ``find_traces_left_at`` tells of them.
        """

    def find_traces_left_at(self) -> datetime | None:
        """Return since when deleted rows may have traces on the disk, ``None`` if none have."""

    def wipe_traces(self, now: datetime) -> bool:
        """Remove every trace of deleted rows from the disk, while everybody else waits; ``False``,
        leaving them, if another program is in the way. Opens its own transaction."""

    def drop_old_copies(self, now: datetime) -> None:
        """Delete what was kept beside the store before it was upgraded, a day or longer ago."""

    def rekey_subscriber(self, old_chat_id: int, new_chat_id: int) -> None:
        """Move every row of a chat to its new id; nothing happens if the old one is unknown.

        Where both exist, the new one's rows stay and the old one's go.
        """

    def list_subscribers(self, chat_ids: Sequence[int]) -> list[Subscriber]:
        """Return those of the chats that are subscribers, in no particular order."""

    # Enrollments

    def find_enrollment(self, chat_id: int, course_id: str) -> Enrollment | None:
        """Return the chat's place in that course, whatever its status."""

    def find_current_enrollment(self, chat_id: int) -> Enrollment | None:
        """Return the active enrollment, else the one finished last, else ``None``."""

    def save_enrollment(self, enrollment: Enrollment) -> None:
        """Insert the enrollment, or replace all its fields.

        Raises ``StoreError`` if the chat would have two active ones.
        """

    def list_due_cohorts(self, now: datetime, limit: int) -> list[Cohort]:
        """Return active enrollments with ``next_slot.due_at <= now`` by cohort, the earliest
        first, at most ``limit`` chats in all.

        Those whose rows make no sense lose their slot, and ``take_set_aside`` tells of them.
        """

    def begin_breaks(self, now: datetime, limit: int) -> int:
        """Make the breaks that have begun the pauses they are, at most ``limit`` of them, and
        return how many; one waits until what was due on the days before it is planned."""

    def count_due(self, from_at: datetime, until_at: datetime) -> int:
        """Return how many lessons fall due in that time, its end left out."""

    def count_readers(self) -> list[ReaderCrowd]:
        """Return all who are to get lessons, in crowds; goes through every one of them."""

    def list_replaced_cohorts(
        self, announcement_id: int, id_range: IdRange, due_by_zone: Mapping[str, datetime]
    ) -> list[Cohort]:
        """Return, by cohort, those of the id_range who are owed this announcement (held or not) at
        the instant of their zone, and whose next slot is on that instant's local date.

        Nobody on a break is among them.
        """

    # The outbox

    def add_delivery(self, new: NewDelivery) -> int | None:
        """Plan a delivery and return its id.

        Return ``None``, changing nothing, where one exists for the same chat and local date (extra
        ones apart), the same chat and lesson of this round, or the same chat and announcement
        (skipped and failed ones apart).
        """

    def save_plans(self, plans: Sequence[Plan]) -> None:
        """Plan the deliveries of many cohorts, each as ``add_delivery`` would, move their
        enrollments on, and end their pauses. A few statements for all, whatever their size.

        Whoever had that lesson already (a course that was edited may come round to it) moves past
        it instead and is due again at the same slot.
        """

    def claim_deliveries(
        self,
        now: datetime,
        real_now: datetime,
        limit: int,
        lease_until_at: datetime,
        except_chat_ids: Set[int] = frozenset(),
    ) -> list[Delivery]:
        """Claim what is due and not waiting for a retry, the earliest first, in one statement.

        Nothing is claimed of an announcement that is on hold, cancelled or done; what one that went
        on had due before falls due at ``went_on_at``. The chats in ``except_chat_ids`` are passed
        over, and no row ever tells so.
        """

    def is_anything_to_send(self, now: datetime, real_now: datetime) -> bool:
        """Whether ``claim_deliveries`` would find anything."""

    def claim_delivery(self, delivery_id: int, lease_until_at: datetime) -> Delivery | None:
        """Claim this one if it is still planned (a person is waiting for it)."""

    def mark_sending(
        self, delivery_ids: Sequence[int], lease_until_at: datetime
    ) -> tuple[int, ...]:
        """Note that requests for these are about to leave.

        Return those that are still claimed: only they may leave. The others were skipped or
        deleted meanwhile, because their reader stopped.
        """

    def record_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Settle attempts.

        ``PLANNED`` puts one back that never left, ``RETRY`` adds one to ``attempts``. A ``SENT``
        lesson that is no extra one becomes the last of its enrollment. Deliveries deleted meanwhile
        are passed over.
        """

    def release_expired(self, real_now: datetime) -> int:
        """Expired claims were never attempted: plan them again. Expired ``SENDING`` rows become
        ``UNKNOWN``. Return how many rows changed."""

    def release_claims(self, delivery_ids: Sequence[int]) -> None:
        """Plan again those of the deliveries that are claimed."""

    def list_unknown(self, limit: int) -> list[Delivery]:
        """Return ``UNKNOWN`` deliveries whose fate is still to be decided, oldest first."""

    def resend_unknown(self, retry_at: Mapping[int, datetime]) -> None:
        """Let these unknown deliveries (by id) be claimed again from those instants on (real
        time); each has used one more of its resends."""

    def hasten_retries(self, latest_at: datetime) -> None:
        """Let no retry wait until later than that (real time)."""

    def settle_unknown(self, delivery_ids: Sequence[int]) -> None:
        """Leave these unknown for good: ``list_unknown`` no longer returns them."""

    def skip_deliveries(self, delivery_ids: Sequence[int], error: Reason) -> None:
        """Claimed deliveries that must not be sent any more become ``SKIPPED``."""

    def skip_unsent(self, chat_id: int, error: Reason) -> int:
        """Skip all that is planned, claimed or to be retried for a chat; return how many."""

    def find_delivery(self, delivery_id: int) -> Delivery | None:
        """Return one delivery as it stands."""

    def list_lessons(self, chat_id: int, course_id: str) -> list[Delivery]:
        """Return the chat's lessons of that course, whatever became of them, in the order of
        their local dates."""

    def find_last_lesson(self, chat_id: int) -> Slot | None:
        """Return the latest local date that a lesson has used up (extra, skipped and failed ones
        apart), and when that was due."""

    def find_earliest_due_at(self, except_chat_ids: Set[int] = frozenset()) -> datetime | None:
        """Return the earliest instant at which anything falls due: an enrollment's slot, a
        scheduled announcement, a delivery planned or to be retried.

        Deliveries to the chats in ``except_chat_ids`` are passed over.
        """

    # Flood waits

    def save_flood_wait(self, until_at: datetime) -> None:
        """Remember until when Telegram wants no bulk (real time)."""

    def find_flood_wait_end(self) -> datetime | None:
        """Return the instant that was remembered last, also if it has passed."""

    # The books

    def count_rows_about(self, chat_id: int) -> Mapping[str, int]:
        """Return, by table, how many rows are about the chat (tables with none left out)."""

    def list_rows_about(self, chat_id: int) -> Mapping[str, list[Mapping[str, object]]]:
        """Return, by table, the rows that go with the chat, by column (tables with none left
        out); what it did as an admin, or what others asked it as the clinic's staff, is not among
        them."""

"""The store on SQLite, the embedded default."""

from storage.sqlite.admins import SQLiteAdmins
from storage.sqlite.amendments import SQLiteAmendments
from storage.sqlite.announcements import SQLiteAnnouncements
from storage.sqlite.audiences import SQLiteAudiences
from storage.sqlite.census import SQLiteCensus
from storage.sqlite.check_counts import SQLiteCheckCounts
from storage.sqlite.claims import SQLiteClaims
from storage.sqlite.courses import SQLiteCourses
from storage.sqlite.drafting import SQLiteDrafting
from storage.sqlite.holds import SQLiteHolds
from storage.sqlite.outages import SQLiteOutages
from storage.sqlite.outbox import SQLiteOutbox
from storage.sqlite.ownership import SQLiteOwnership
from storage.sqlite.pace import SQLitePace
from storage.sqlite.planning import SQLitePlanning
from storage.sqlite.questions import SQLiteQuestions
from storage.sqlite.reach import SQLiteReach
from storage.sqlite.rescue import SQLiteRescue
from storage.sqlite.statistics import SQLiteStatistics
from storage.sqlite.subscribers import SQLiteSubscribers
from storage.sqlite.topics import SQLiteTopics
from storage.sqlite.updates import SQLiteUpdates
from storage.sqlite.wiping import SQLiteWiping


class SQLiteStore(
    SQLiteSubscribers,
    SQLitePlanning,
    SQLitePace,
    SQLiteAmendments,
    SQLiteOwnership,
    SQLiteOutages,
    SQLiteOutbox,
    SQLiteClaims,
    SQLiteWiping,
    SQLiteAdmins,
    SQLiteAnnouncements,
    SQLiteAudiences,
    SQLiteDrafting,
    SQLiteHolds,
    SQLiteCourses,
    SQLiteQuestions,
    SQLiteReach,
    SQLiteRescue,
    SQLiteCensus,
    SQLiteCheckCounts,
    SQLiteStatistics,
    SQLiteTopics,
    SQLiteUpdates,
):
    """Everything that is kept, in one database."""

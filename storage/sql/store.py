"""Everything that is kept, in SQL: the subjects side by side."""

from storage.sql.amendments import SQLAmendments
from storage.sql.announcements import SQLAnnouncements
from storage.sql.audiences import SQLAudiences
from storage.sql.books import SQLBooks
from storage.sql.check_counts import SQLCheckCounts
from storage.sql.consents import SQLConsents
from storage.sql.courses import SQLCourses
from storage.sql.drafting import SQLDrafting
from storage.sql.forgetting import SQLForgetting
from storage.sql.holds import SQLHolds
from storage.sql.offers import SQLOffers
from storage.sql.outages import SQLOutages
from storage.sql.ownership import SQLOwnership
from storage.sql.pace import SQLPace
from storage.sql.pasted_texts import SQLPastedTexts
from storage.sql.planning import SQLPlanning
from storage.sql.questions import SQLQuestions
from storage.sql.reach import SQLReach
from storage.sql.read_articles import SQLReadArticles
from storage.sql.replicas import SQLOpenChecks, SQLReplicas
from storage.sql.staff import SQLStaff
from storage.sql.standings import SQLStandings
from storage.sql.statistics import SQLStatistics
from storage.sql.subscribers import SQLSubscribers
from storage.sql.topics import SQLTopics
from storage.sql.updates import SQLUpdates


class SQLStore(
    SQLAmendments,
    SQLAnnouncements,
    SQLAudiences,
    SQLBooks,
    SQLCheckCounts,
    SQLConsents,
    SQLCourses,
    SQLDrafting,
    SQLForgetting,
    SQLHolds,
    SQLOffers,
    SQLOpenChecks,
    SQLOutages,
    SQLOwnership,
    SQLPace,
    SQLPastedTexts,
    SQLPlanning,
    SQLQuestions,
    SQLReach,
    SQLReadArticles,
    SQLReplicas,
    SQLStaff,
    SQLStandings,
    SQLStatistics,
    SQLSubscribers,
    SQLTopics,
    SQLUpdates,
):
    """Every subject; how a transaction is done is left to each database."""

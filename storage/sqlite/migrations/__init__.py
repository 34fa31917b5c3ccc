"""The tables, as migrations. Each one is applied once, in this order, and never edited after.

The rows can be read by people: instants are UTC text of one width (``2026-12-01T08:00:00.000Z``,
so that text order is time order), dates ISO, times ``HH:MM``, weekdays ``mon tue``, states words.
"""

from storage.sqlite.migrations import (
    m001_subscribers_enrollments_announcements_deliveries,
    m002_flood_waits,
    m003_admins_and_their_log,
    m004_audiences_versions_and_forms,
    m005_corrections_and_recalls,
    m006_courses_from_the_chat,
    m007_questions_about_drafts,
    m008_announcements_instead_of_lessons,
    m009_announcements_that_stand_still_as_a_whole,
    m010_the_undo_window_by_its_name,
)
from storage.sqlite.migrations.registry import migrations

__all__ = ["migrations"]

# A module joins the set when it is loaded, so the order of loading is the order of the names.
ALL = (
    m001_subscribers_enrollments_announcements_deliveries,
    m002_flood_waits,
    m003_admins_and_their_log,
    m004_audiences_versions_and_forms,
    m005_corrections_and_recalls,
    m006_courses_from_the_chat,
    m007_questions_about_drafts,
    m008_announcements_instead_of_lessons,
    m009_announcements_that_stand_still_as_a_whole,
    m010_the_undo_window_by_its_name,
)

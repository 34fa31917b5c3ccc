"""Announcements: scheduled, held, corrected."""

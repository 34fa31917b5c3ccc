"""The set that every migration joins."""

from sqlite_utils import Migrations

migrations = Migrations("lesson_a_day")

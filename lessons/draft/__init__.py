"""Courses in the making: their parts, their review, the hedges that must not get lost."""

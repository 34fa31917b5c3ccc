"""Courses: drafted, imported, published."""

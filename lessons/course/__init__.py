"""Courses and lessons, how their files are read and what is asked of them."""

"""What people and the clock can make happen: plain functions, one transaction each.

Every one takes the store first and the time as an argument, and returns what happened, for a
view to tell.
"""

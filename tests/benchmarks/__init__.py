"""Measurements: each module prints figures and ratios when it is run."""

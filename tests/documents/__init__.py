"""The readers of articles."""

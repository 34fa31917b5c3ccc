"""Handlers: decode to plain values, call one use case, show a view."""

"""Phrases with words around them that add nothing."""

from collections.abc import Set


def says_one_of(words: str, phrases: Set[str], beside: Set[str]) -> bool:
    """Whether the words are one of the phrases, and nothing else but what stands ``beside``; all
    of them are bare."""
    padded = f" {words} "
    for phrase in phrases:
        at = padded.find(f" {phrase} ")
        if at >= 0 and set((padded[:at] + padded[at + len(phrase) + 1 :]).split()) <= beside:
            return True
    return False


def contains_one_of(words: str, phrases: Set[str]) -> bool:
    """Whether one of the phrases stands in the words, whatever is around it; all are bare."""
    padded = f" {words} "
    return any(f" {phrase} " in padded for phrase in phrases)

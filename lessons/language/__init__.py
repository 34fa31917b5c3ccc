"""Sentences, syllables and how easily a text reads."""

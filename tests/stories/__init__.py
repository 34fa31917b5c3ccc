"""Conversations with the bot, as transcripts."""

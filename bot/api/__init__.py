"""The wire to the Bot API: requests, their pace, and updates in order."""

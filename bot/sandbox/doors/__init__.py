"""The ways into the sandbox: for bots, for people and for whoever steers it."""

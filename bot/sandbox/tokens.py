"""Tokens of sandboxes, told from real ones by how they begin."""

import secrets

_PREFIX = "1000000:SANDBOX-"


def make_token() -> str:
    """Return a token that no other sandbox has."""
    return _PREFIX + secrets.token_urlsafe(16)


def is_sandbox_token(token: str) -> bool:
    """Whether the token opens nothing but a sandbox."""
    return token.startswith(_PREFIX)

"""What shows that a call comes from Telegram, from another process of ours, or from our own page.

All secrets are derived from the bot's token and are no settings of their own: whoever runs the
same bot has the same ones without keeping one more secret in step on every machine, and a token
that is revoked takes them with it. Nothing leads back from them to the token.
"""

import hmac
from hashlib import sha256

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def webhook_secret(token: str) -> str:
    """Return what Telegram is to send with each update: 64 of the letters that it takes."""
    return _derive(token, b"webhook").hex()


def peers_key(token: str) -> bytes:
    """Return the key with which processes of this bot sign what they send each other."""
    return _derive(token, b"peers")


def desk_key(token: str) -> bytes:
    """Return the key with which sessions and forms of the desk are signed."""
    return _derive(token, b"desk")


def digest_key(token: str) -> bytes:
    """Return the key of digests that are to tell nothing of what they were made from."""
    return _derive(token, b"settings")


def _derive(token: str, purpose: bytes) -> bytes:
    return hmac.digest(token.encode(), b"lesson-a-day " + purpose, sha256)


def is_same(given: str, secret: str) -> bool:
    """Whether both are the same; takes as long for any that is not."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode())

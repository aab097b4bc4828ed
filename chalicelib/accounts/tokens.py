"""Tokens for links, sessions and devices: 256 random bits, of which only the hash is kept."""

import hashlib
import re
import secrets

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new() -> str:
    """A new token: 43 URL-safe characters from the operating system's randomness."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token. A fast hash will do: 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_shaped(token: str) -> bool:
    """Whether a text could be a token at all."""
    return _SHAPE.fullmatch(token) is not None

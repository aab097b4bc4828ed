"""Passwords: hashed with Argon2id, refused when short, guessable or known to be leaked."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.errors import Invalid

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
"""Characters of a password that stands alone."""
SHORTEST_WITH_SECOND_FACTOR = 8
LONGEST = 256
"""Characters; longer ones would only cost time to hash."""
STRONG_ENOUGH = 3
STRONG_ENOUGH_WITH_SECOND_FACTOR = 2
"""zxcvbn's scores from which more than 10^8, and more than 10^6, guesses are needed."""

DUMMY = (
    "$argon2id$v=19$m=19456,t=2,p=1$Y29tcHRvaXItZHVtbXkhIQ"
    "$zu8UXQPNCd+3gnQiWZSd+Ak9Ify8wEo6mahWDC54MvM"
)
"""A hash of nobody's password, verified for unknown logins so that they take as long."""


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    """Argon2id at OWASP's minimum (19 MiB, 2 passes, 1 lane): about 40 ms of CPU.

    Source: OWASP Password Storage Cheat Sheet. The library's defaults take six times as long.
    """
    from argon2 import PasswordHasher
    from argon2.low_level import Type

    return PasswordHasher(
        time_cost=2, memory_cost=19456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
    )


def _text(password: str) -> str:
    """The same password whatever keyboard typed it (NIST SP 800-63B-4, 3.1.1.2: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """The hash to store."""
    return _hasher().hash(_text(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password is the one; None (no such account) takes as long and is never right."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        right = _hasher().verify(stored or DUMMY, _text(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def require_strong(
    password: str,
    about: tuple[str, ...],
    *,
    second_factor: bool = False,
    field: str = "password",
) -> None:
    """Raise `Invalid` unless the password is long, hard to guess and not known to be leaked.

    `about` are words an attacker would try first: login, address, name, numbers. There is no rule
    on kinds of characters. Source: NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, 6.2.
    """
    text = _text(password)
    shortest = SHORTEST_WITH_SECOND_FACTOR if second_factor else SHORTEST
    strong = STRONG_ENOUGH_WITH_SECOND_FACTOR if second_factor else STRONG_ENOUGH
    if len(text) < shortest:
        raise Invalid("password_weak", fields={field: "password_short"}, shortest=shortest)
    if len(text) > LONGEST:
        raise Invalid("password_weak", fields={field: "password_long"}, shortest=shortest)
    if text.casefold() in _leaked():
        raise Invalid("password_weak", fields={field: "password_leaked"}, shortest=shortest)
    from zxcvbn import zxcvbn

    words = [part for text_ in about for part in (text_, *text_.replace("@", " ").split()) if part]
    if zxcvbn(text[:72], user_inputs=words)["score"] < strong:
        raise Invalid("password_weak", fields={field: "password_guessable"}, shortest=shortest)


@lru_cache(maxsize=1)
def _leaked() -> frozenset[str]:
    """Passwords seen in leaks that pass for long and hard to guess; shorter ones fail on length."""
    text = (Path(__file__).parent / "leaked.txt").read_text(encoding="utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if line)

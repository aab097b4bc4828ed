"""Passwords: hashed with Argon2id, refused when short, guessable or known to be leaked."""

import re
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
OF_ONES_OWN = 5
"""Letters and digits that must be left once name, address and numbers are taken out."""

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
    if _is_leaked(text):
        raise Invalid("password_weak", fields={field: "password_leaked"}, shortest=shortest)
    from zxcvbn import zxcvbn

    words = _words(about)
    own = zxcvbn(text[:72], user_inputs=words)["score"] >= strong
    if not own or len(_without(text.casefold(), words)) < OF_ONES_OWN:
        raise Invalid("password_weak", fields={field: "password_guessable"}, shortest=shortest)


def _words(about: tuple[str, ...]) -> list[str]:
    """What is known of somebody, whole and in its words, the longest first."""
    words = {text.casefold() for text in about} | {
        word for text in about for word in re.split(r"\W+", text.casefold())
    }
    return sorted((word for word in words if len(word) > 2), key=len, reverse=True)


def _without(text: str, words: list[str]) -> str:
    """The letters and digits of a password that are not taken from what is known."""
    for word in words:
        text = text.replace(word, " ")
    return re.sub(r"\W", "", text)


def _is_leaked(text: str) -> bool:
    """Whether a password was seen in leaks, however its words are spaced."""
    folded = text.casefold()
    return folded in _leaked() or _closed_up(folded) in _leaked()


def _closed_up(text: str) -> str:
    return re.sub(r"[\s'’_-]", "", text)


@lru_cache(maxsize=1)
def _leaked() -> frozenset[str]:
    """Passwords seen in leaks: the 30,000 most frequent (which zxcvbn brings along), and long ones
    of known leaks that would pass for hard to guess.

    Source of the rule: OWASP ASVS 5.0, 6.2.4 and 6.2.12.
    """
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    text = (Path(__file__).parent / "leaked.txt").read_text(encoding="utf-8")
    long_ones = {_closed_up(line.casefold()) for line in text.splitlines() if line}
    return frozenset(long_ones | set(FREQUENCY_LISTS["passwords"]))

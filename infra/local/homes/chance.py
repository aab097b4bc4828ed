"""Chance that never changes: every draw is a digest of what it decides.

`random` would do, but its sequences depend on the order of asking; a digest lets any day of any
home be drawn alone, and costs a microsecond.
"""

from hashlib import blake2b


def draw(*what: str | int) -> bytes:
    """64 bytes that only `what` decides."""
    return blake2b("|".join(map(str, what)).encode(), digest_size=64).digest()


def between(byte: int, low: int, high: int) -> int:
    """One byte spread evenly over `low` to `high`, both in."""
    return low + (byte * (high - low + 1) >> 8)


def happens(byte: int, percent: int) -> bool:
    """True for `percent` of the bytes."""
    return byte * 100 < percent << 8


def ring(length: int, high: int, *what: str | int) -> list[int]:
    """`length` whole numbers from 0 to `high`, for noise."""
    found = bytearray()
    turn = 0
    while len(found) < length:
        found += draw(*what, turn)
        turn += 1
    return [between(byte, 0, high) for byte in found[:length]]

"""Even parts of an operator's supply points, so that night work is planned and done in pieces."""

from zlib import crc32

COUNT = 16
"""Parts of each operator. Of 35 million points one part has 2.2 million: planners page through."""


def shard_of(operator: str, point: str) -> str:
    """The part that a supply point and its contracts belong to, as `op#07`."""
    return f"{operator}#{crc32(point.encode()) % COUNT:02d}"


def shards(operator: str) -> tuple[str, ...]:
    """All parts of an operator."""
    return tuple(f"{operator}#{number:02d}" for number in range(COUNT))

"""What the edge asks of the floors above it, set once by app.py.

web/ lies below the rooms, so it cannot import the one that knows sessions or the one that knows
operators; app.py, on top, joins them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib.web.visit import Session


def _nobody(operator: str, token: str) -> Session | None:
    return None


def _no_languages(operator: str) -> tuple[str, ...] | None:
    return None


@dataclass(slots=True)
class Edges:
    """`find_session(operator, token)` gives the live session or None; `languages_of(operator)` its
    languages, None for an unknown operator; `count_request(bucket, limit, window_seconds)` raises
    `TooMany` when a bucket is full.
    """

    find_session: Callable[[str, str], Session | None] = field(default=_nobody)
    languages_of: Callable[[str], tuple[str, ...] | None] = field(default=_no_languages)


edges = Edges()

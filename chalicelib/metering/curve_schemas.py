"""What the metering room takes and answers of load curves and consents."""

from datetime import date, datetime

import msgspec
from msgspec import field

from chalicelib.consents import Purpose, State
from chalicelib.gateways.grid import Reason


class CurveQuery(msgspec.Struct, kw_only=True):
    """The days of a load curve: from (in), until (out); the last 30 days when not said."""

    from_on: date | None = field(name="from", default=None)
    until_on: date | None = field(name="until", default=None)


class GapAnswer(msgspec.Struct, kw_only=True):
    """A day that is not whole: why, in a word and in a sentence, and when it is asked for again."""

    on: date
    reason: Reason
    why: str
    next_try_at: datetime | None = None


class LoadCurveAnswer(msgspec.Struct, kw_only=True):
    """A load curve, `from_on` (in) until `until_on` (out), both as far as the caller may see.

    `values` is the base64 of one little-endian 16-bit number for each half-hour, day after local
    day, 65535 where unknown. A day has 48 of them unless `odd_days` says otherwise. `off_peak` has
    the point's own cheap windows as local times.
    """

    point: str
    unit: str
    step_minutes: int
    from_on: date
    until_on: date
    odd_days: dict[str, int]
    values: str
    gaps: list[GapAnswer]
    off_peak: list[tuple[str, str]]


class ConsentAnswer(msgspec.Struct, kw_only=True):
    """One switch, and the sentence that it stands for. `why` says what the grid operator objected.

    `pending`: asked for and being processed.
    """

    purpose: Purpose
    state: State
    title: str
    wording: str
    since_at: datetime | None = None
    until_on: date | None = None
    why: str | None = None


class ConsentList(msgspec.Struct, kw_only=True):
    """The switches of a supply point."""

    items: list[ConsentAnswer]
    next: str | None = None


class ConsentForm(msgspec.Struct, kw_only=True):
    """Turn a switch on or off."""

    granted: bool

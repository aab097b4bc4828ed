"""What the metering room answers about use and load curves."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.metering.buckets import Kind, Step


class UsageQuery(msgspec.Struct, kw_only=True, rename={"from_on": "from", "until_on": "until"}):
    """A period of local days, `from` in and `until` out, and the bars that it is cut into."""

    from_on: date
    until_on: date
    step: Step = "month"


class CurveQuery(msgspec.Struct, kw_only=True, rename={"from_on": "from", "until_on": "until"}):
    """A period of local days, `from` in and `until` out."""

    from_on: date
    until_on: date


class PeakAnswer(msgspec.Struct, kw_only=True):
    """The highest half-hour: mean W, or dm3 an hour, and when it began."""

    rate: int
    at: datetime


class BucketAnswer(msgspec.Struct, kw_only=True):
    """A day, month or year from `on`: `amount` in the answer's unit, null when nothing is known.

    `estimated_amount` is the part of it that rests on estimates or on readings too far apart;
    `kwh_wh` is gas as energy; `previous_amount` the same days a year before; `peak` the highest
    half-hour of its curve; `colour` that of a day, where the tariff has coloured days.
    """

    on: date
    amount: int | None
    estimated_amount: int
    kind: Kind
    cents: int | None
    previous_amount: int | None
    kwh_wh: int | None = None
    peak: PeakAnswer | None = None
    colour: str | None = None


class ClassAnswer(msgspec.Struct, kw_only=True):
    """One class of a tariff that tells hours or days apart: what was used in it, what that cost.

    Cents without the standing charge; `label` in the caller's language.
    """

    classed: str
    label: str
    amount: int
    cents: int | None


class FiguresAnswer(msgspec.Struct, kw_only=True):
    """What a period comes down to; null where it cannot be known.

    `always_on` in W, or dm3 an hour. `compared_amount` and `compared_previous_amount` are over the
    days that are known in both years.
    """

    day_mean: int | None = None
    always_on: int | None = None
    peak: PeakAnswer | None = None
    off_peak_percent: int | None = None
    compared_amount: int | None = None
    compared_previous_amount: int | None = None


class UsageAnswer(msgspec.Struct, kw_only=True):
    """The use of a supply point, in bars. Cents have taxes and standing charges in them.

    `classes` are there where the tariff has several; `subscribed_power_va` is the present one.
    """

    point: str
    unit: Literal["Wh", "dm3"]
    step: Step
    from_on: date
    until_on: date
    buckets: list[BucketAnswer]
    total: int
    total_kwh_wh: int | None
    total_cents: int | None
    currency: str
    kpis: FiguresAnswer
    classes: list[ClassAnswer] = []
    subscribed_power_va: int | None = None


class GapAnswer(msgspec.Struct, kw_only=True):
    """A day that is not whole: why, in a word and in a sentence, and when it is asked for again."""

    on: date
    reason: str
    why: str
    next_try_at: datetime | None = None


class CurveAnswer(msgspec.Struct, kw_only=True):
    """Half-hours of whole local days, packed: base64 of little-endian 16-bit numbers, 65535 where
    nothing is known, each day with 48 of them or as many as `odd_days` says.
    """

    point: str
    unit: Literal["Wh", "dm3"]
    from_on: date
    until_on: date
    odd_days: dict[str, int]
    values: Annotated[str, Meta(description="base64")]
    gaps: list[GapAnswer]
    off_peak: list[tuple[str, str]]
    step_minutes: int = 30


class ExportForm(msgspec.Struct, kw_only=True, rename={"from_on": "from", "until_on": "until"}):
    """What to write into a file: `from` in, `until` out."""

    from_on: date
    until_on: date
    format: Literal["csv", "json", "green_button"] = "csv"
    step: Literal["half_hour", "day", "month"] = "day"


class ExportAnswer(msgspec.Struct, kw_only=True):
    """A file that is ready: its link lives five minutes."""

    url: str
    file_name: str
    expires_at: datetime
    count: int
    size: int


class UsualMonth(msgspec.Struct, kw_only=True):
    """A month beside the usual one: `usual_amount` over the same known days, `base_amount` the part
    of it that no weather moves; `amount` is null where no day is known, `estimated_amount` the part
    of it that rests on estimates.
    """

    on: date
    amount: int | None
    estimated_amount: int
    usual_amount: int
    base_amount: int


class UsualAnswer(msgspec.Struct, kw_only=True):
    """The last twelve whole months beside the year that is usual here, whatever the weather was.

    The usual one is made of `past_days` known days before them, since `past_from_on`. Gas in Wh.
    """

    point: str
    unit: Literal["Wh", "dm3"]
    from_on: date
    until_on: date
    past_from_on: date
    past_days: int
    months: list[UsualMonth]
    total: int
    usual_total: int
    base_total: int


class ColoursQuery(msgspec.Struct, kw_only=True):
    """A day of the season that is asked for; today's where none is given."""

    on: date | None = None


class ColoursAnswer(msgspec.Struct, kw_only=True):
    """A season of coloured days: each known day's colour, how many of each were and are left.

    A tariff's day begins at `day_starts`. `simulated` says that some are a demonstration's.
    """

    from_on: date
    until_on: date
    today_on: date
    today: str | None
    tomorrow: str | None
    day_starts: str
    colours: dict[str, str]
    used: dict[str, int]
    left: dict[str, int]
    simulated: bool

"""The load curve of a supply point, packed as it is stored: a year in one query and one answer."""

from base64 import b64encode
from datetime import date

from chalicelib import clock, i18n, operators
from chalicelib.consents import record
from chalicelib.contracts import tariffs
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.metering import curves, gaps
from chalicelib.metering.use_schemas import CurveAnswer, GapAnswer
from chalicelib.rules.calendar import Period, clock_minutes, clock_of, days_after, slots
from chalicelib.rules.schedule import DAY, runs

MOST_DAYS = 800
EVEN_SLOTS = 48
NOTHING = b"\xff\xff"


def answer(operator: str, holding: Holding, period: Period, language: str) -> CurveAnswer:
    """The half-hours of a period, of the time that the caller holds the point.

    Raises `NotAllowed` (`consent_needed`) without their consent to half-hours, and `Invalid`
    (`period_too_long`).
    """
    if period.days > MOST_DAYS:
        raise Invalid("period_too_long", fields={"until": "period_too_long"})
    zone = operators.find(operator).time_zone
    today = clock.today(zone)
    point = holding.point
    consent = record.standing(point.point).of("half_hourly", holding.contract.customer, today)
    if consent.state != "active":
        raise NotAllowed("consent_needed", purpose="half_hourly", state=consent.state)
    held = holding.within(period)
    known = curves.packed(point.point, period)
    odd: dict[str, int] = {}
    values: list[bytes] = []
    holes: list[date] = []
    for on in period.dates():
        length = slots(on, zone)
        if length != EVEN_SLOTS:
            odd[on.isoformat()] = length
        packed, missing = known.get(on.isoformat(), (b"", length))
        mine = any(on in own for own in held)
        if missing and mine and on < today:
            holes.append(on)
        values.append(packed if mine and len(packed) == 2 * length else NOTHING * length)
    return CurveAnswer(
        point=point.short,
        unit="Wh" if point.energy == "electricity" else "dm3",
        from_on=period.from_on,
        until_on=period.until_on,
        odd_days=odd,
        values=b64encode(b"".join(values)).decode(),
        gaps=[_gap(gap, language) for gap in gaps.behind(point.point, holes, zone)],
        off_peak=list(off_peak(holding, days_after(period.until_on, -1))),
    )


def _gap(gap: gaps.Why, language: str) -> GapAnswer:
    why = i18n.t(language, f"gaps.{gap.reason}")
    return GapAnswer(on=gap.on, reason=gap.reason, why=why, next_try_at=gap.next_try_at)


def off_peak(holding: Holding, on: date) -> tuple[tuple[str, str], ...]:
    """The cheap windows of a day in local time: the point's own, or its tariff's; often none."""
    point = holding.point
    terms = tariffs.terms_of(holding.contract_on(on) or holding.contract, point)
    if terms is None or not terms.hours:
        return ()
    any_colour = dict.fromkeys((on, days_after(on, -1)), "any")
    zone = operators.find(point.operator).time_zone
    shown = (*clock_minutes(clock_of(on, zone)), DAY)
    cheap = [
        (shown[start], shown[end])
        for classed, start, end in runs(terms.hours, on, zone, any_colour)
        if classed.endswith("off_peak")
    ]
    if len(cheap) > 1 and cheap[0][0] == 0 and cheap[-1][1] == DAY:
        cheap = [*cheap[1:-1], (cheap[-1][0], cheap[0][1])]
    return tuple((_clock(start), _clock(end)) for start, end in cheap)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"

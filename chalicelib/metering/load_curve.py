"""A load curve as its customer gets it: a year in one query and one body of 47 kB."""

from base64 import b64encode
from datetime import date, timedelta

from chalicelib import clock, i18n, operators
from chalicelib.consents import record
from chalicelib.contracts import supply
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.metering import curves, gaps
from chalicelib.metering.consenting import CURVE_MONTHS
from chalicelib.metering.curve_schemas import CurveQuery, GapAnswer, LoadCurveAnswer
from chalicelib.rules.calendar import Period, months_after, slots
from chalicelib.rules.curve import STEP
from chalicelib.web.visit import Visit

DAYS = 30
MOST_DAYS = 400
_HOLE = b"\xff\xff"


def of_caller(visit: Visit, short: str, query: CurveQuery) -> LoadCurveAnswer:
    """The half-hours of one of the caller's supply points.

    Raises `NotFound`; `Invalid` for more than 400 days or days the wrong way round; `NotAllowed`
    while the caller's consent to the half-hourly curve is off or pending.
    """
    holding = supply.require(visit, short)
    zone = operators.find(visit.operator).time_zone
    today = clock.today(zone)
    period = _period(query, today)
    _require_consent(holding, today)
    return answer(holding, _seen(holding, period, today), zone, visit.language)


def answer(holding: Holding, period: Period, zone: str, language: str) -> LoadCurveAnswer:
    """The curve of a supply point over a period, its gaps told in a language."""
    point = holding.point
    found = curves.packed(point.point, period)
    values: list[bytes] = []
    odd: dict[str, int] = {}
    holes: list[date] = []
    for on in period.dates():
        text, many = on.isoformat(), slots(on, zone, STEP)
        if many != 48:
            odd[text] = many
        day, missing = found.get(text, (b"", many))
        if missing:
            holes.append(on)
        values.append(day if len(day) == 2 * many else _HOLE * many)
    return LoadCurveAnswer(
        point=point.short,
        unit=curves.UNITS[point.energy],
        step_minutes=STEP,
        from_on=period.from_on,
        until_on=period.until_on,
        odd_days=odd,
        values=b64encode(b"".join(values)).decode(),
        gaps=_gaps(point.point, holes, zone, language),
        off_peak=list(point.off_peak),
    )


def _gaps(point: str, holes: list[date], zone: str, language: str) -> list[GapAnswer]:
    """Why the days that are not whole are not, as far as anyone knows."""
    if not holes:
        return []
    known = {
        gap.on: (gap.reason, gap.next_try_at)
        for gap in gaps.of_point(point, Period(holes[0], holes[-1] + timedelta(days=1)))
    }
    now = clock.now()
    yesterday = clock.today(zone) - timedelta(days=1)
    if yesterday == holes[-1]:
        known.setdefault(yesterday, ("not_published", gaps.next_try(yesterday, now, zone)))
    return [
        GapAnswer(
            on=on,
            reason=known[on][0],
            why=i18n.t(language, f"gaps.{known[on][0]}"),
            next_try_at=known[on][1],
        )
        for on in holes
        if on in known
    ]


def _period(query: CurveQuery, today: date) -> Period:
    until_on = query.until_on or today
    from_on = query.from_on or until_on - timedelta(days=DAYS)
    if from_on >= until_on:
        raise Invalid("period_reversed", fields={"from": "period_reversed"})
    if (until_on - from_on).days > MOST_DAYS:
        raise Invalid("period_too_long", fields={"from": "period_too_long"}, days=MOST_DAYS)
    return Period(from_on, until_on)


def _seen(holding: Holding, period: Period, today: date) -> Period:
    """The part of a period that is over, kept, and under the caller's own contracts."""
    oldest = months_after(today, -CURVE_MONTHS)
    mine = holding.within(period)
    from_on = max([oldest, *(part.from_on for part in mine[:1])])
    until_on = min([today, *(part.until_on for part in mine[-1:])])
    if not mine or from_on >= until_on:
        return Period(period.from_on, period.from_on)
    return Period(from_on, until_on)


def _require_consent(holding: Holding, today: date) -> None:
    standing = record.standing(holding.point.point)
    state = standing.of("half_hourly", holding.contract.customer, today).state
    if state != "active":
        raise NotAllowed("curve_consent_pending" if state == "pending" else "curve_consent_needed")

"""The consumption picture of an invoice: thirteen months beside the year before."""

from chalicelib.billing.documents.sheet import UsageMonth, UsagePicture
from chalicelib.billing.measuring import Measured
from chalicelib.contracts.facts import Contract, SupplyPoint
from chalicelib.metering import buckets
from chalicelib.metering.buckets import Bucket
from chalicelib.metering.days import lay_out
from chalicelib.operators.pack import Operator
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.measure import coefficient_on, wh_of

MONTHS = 13
"""So that the month in question stands beside its namesake of a year before."""


def of(
    contract: Contract, point: SupplyPoint, known: Measured, operator: Operator, period: Period
) -> UsagePicture | None:
    """What the customer used in each month up to the end of a period; None without a meter."""
    if not known.meters:
        return None
    last = period.last_on.replace(day=1)
    span = Period(months_after(last, 1 - MONTHS), months_after(last, 1))
    held = (Period(contract.started_on, contract.ended_on or span.until_on),)
    year_before = Period(months_after(span.from_on, -12), months_after(span.until_on, -12))
    recent = (use for use in known.uses if use.period.until_on > year_before.from_on)
    days = lay_out(recent, {})
    until = max(period.until_on, span.from_on)
    now = buckets.fill(days, span, "month", held, until)
    before = buckets.fill(days, year_before, "month", held, until)
    months = tuple(
        UsageMonth(each.period.from_on, _amount(each, point), _kind(each), _amount(earlier, point))
        for each, earlier in zip(now, before, strict=True)
    )
    if all(month.amount is None for month in months):
        return None
    return UsagePicture(point.energy, months)


def _kind(bucket: Bucket) -> str:
    """A month that was laid out between two readings of its own is as good as measured."""
    real = all(not day.estimated for day in bucket.days.values())
    return "real" if real else "estimated"


def _amount(bucket: Bucket, point: SupplyPoint) -> int | None:
    """The amount as it is billed: gas in Wh, by the coefficient of each day."""
    if not bucket.days:
        return None
    if point.energy != "gas":
        return bucket.amount
    total = 0
    for on, day in bucket.days.items():
        worth = coefficient_on(point.coefficients, on)
        if worth is None:
            return None
        total += wh_of(day.amount, worth.kwh_per_m3)
    return total

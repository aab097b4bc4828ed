"""Instalments: a plan proposed from what a year should cost, and adjusted by real readings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chalicelib.rules.bill import Bill, VatTotal, make_bill
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.correct import instalment_line
from chalicelib.rules.money import round_div, share, vat_on, vat_within


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of a plan, tax included."""

    due_on: date
    cents: int


def propose(
    expected_cents: int, first_on: date, count: int, step_cents: int = 100
) -> tuple[Instalment, ...]:
    """`count` equal monthly payments that cover what a year should cost.

    Each is rounded up to `step_cents`, so that the yearly settlement gives back rather than asks.
    """
    each = max(-(-expected_cents // (count * step_cents)) * step_cents, 0)
    return tuple(Instalment(months_after(first_on, n), each) for n in range(count))


def adjust(
    plan: Sequence[Instalment],
    today: date,
    expected_cents: int,
    step_cents: int = 100,
    tolerance_percent: int = 10,
) -> tuple[Instalment, ...]:
    """The plan with its coming payments set to what real readings now make the year cost.

    Past payments stay. Nothing moves while the settlement forecast stays within
    `tolerance_percent` of the year's cost, or when no payment is left.
    """
    coming = [payment for payment in plan if payment.due_on > today]
    gap = settlement_forecast(plan, expected_cents)
    if not coming or abs(gap) * 100 <= abs(expected_cents) * tolerance_percent:
        return tuple(plan)
    left = gap + sum(payment.cents for payment in coming)
    each = max(-(-left // (len(coming) * step_cents)) * step_cents, 0)
    return tuple(
        replace(payment, cents=each) if payment.due_on > today else payment for payment in plan
    )


def settlement_forecast(plan: Sequence[Instalment], expected_cents: int) -> int:
    """What the settlement would ask (negative: give back) if the plan runs its course."""
    return expected_cents - sum(payment.cents for payment in plan)


def yearly(cents: int, days: int) -> int:
    """A cost over some days brought to a year of 365 days."""
    return round_div(cents * 365, days)


def instalment_bill(expected: Bill, gross_cents: int, period: Period, issued_on: date) -> Bill:
    """An intermediate invoice: a payment on account, its tax in the proportions of `expected`.

    `expected` is the bill foreseen for the year, or the last one. The tax of each rate is exact on
    its base (EN 16931), so a sum that no net amount can give comes out one cent lower.
    """
    rates = [total for total in expected.vat if total.base_cents > 0] or [
        VatTotal(Decimal(0), "Z", 1, 0)
    ]
    parts = share(gross_cents, [rate.base_cents + rate.amount_cents for rate in rates])
    totals: list[VatTotal] = []
    left = 0
    for rate, part in zip(rates, parts, strict=True):
        total = _within(part + left, rate)
        left += part - total.base_cents - total.amount_cents
        totals.append(total)
    included = expected.prices_include_vat
    lines = tuple(
        instalment_line(
            total,
            total.base_cents + (total.amount_cents if included else 0),
            period,
            "",
            expected.currency,
        )
        for total in totals
    )
    return make_bill(
        expected.currency,
        issued_on,
        period,
        lines,
        tuple(totals),
        prices_include_vat=included,
    )


def _within(gross: int, rate: VatTotal) -> VatTotal:
    """The base and tax that make a sum with tax, or the cent below where none does."""
    base = gross - vat_within(gross, rate.percent)
    if base + vat_on(base, rate.percent) > gross:
        base -= 1
    return VatTotal(rate.percent, rate.category, base, vat_on(base, rate.percent))

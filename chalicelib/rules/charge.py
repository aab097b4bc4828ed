"""Charging: terms, uses and a dated tariff become the lines and totals of a bill. Pure, exact."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chalicelib.rules.bill import Bill, Line, Unbilled, make_bill, vat_totals
from chalicelib.rules.calendar import Period
from chalicelib.rules.lines import percent_lines, standing_lines, unit_lines
from chalicelib.rules.money import share
from chalicelib.rules.price import PERCENT, STANDING, Unpriced
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Use, to_energy, total


def bill(
    terms: Terms,
    period: Period,
    uses: Sequence[Use],
    issued_on: date,
    *,
    standing: Period | None = None,
    not_before: date | None = None,
    leak_mean: int | None = None,
) -> Bill:
    """The lines and totals for a period.

    `uses` are in Wh or dm3 (gas: volumes, turned into energy here, unless they carry their
    coefficient already). `standing` is the period of the standing charges where it is not that of
    the use (charged in advance). Use before `not_before` is listed as unbilled (`billable_from`).
    `leak_mean` caps an abnormal use of water: the mean use of an equal period, in dm3.
    Raises Unpriced where the tariff has no price, LookupError where gas has no coefficient.
    """
    tariff = terms.tariff
    fixed = standing or period
    starts = min([fixed.from_on, period.from_on, *(use.period.from_on for use in uses)])
    if starts < tariff.from_on:
        raise Unpriced("tariff_not_yet", tariff=tariff.code, on=starts.isoformat())
    measured = _measured(terms, uses)
    capped = _capped(measured, leak_mean)
    span = _span(measured, not_before)
    lines: list[Line] = []
    for rule in tariff.rules:
        if rule.kind == STANDING:
            lines += standing_lines(terms, rule, fixed, issued_on)
        elif rule.kind == PERCENT and rule.of[0].kind == STANDING:
            lines += percent_lines(terms, rule, fixed, (), issued_on)
        elif span is not None:
            make = percent_lines if rule.kind == PERCENT else unit_lines
            lines += make(terms, rule, span, capped[rule.leak], issued_on)
    return make_bill(
        tariff.currency,
        issued_on,
        period,
        tuple(lines),
        vat_totals(lines, tariff.prices_include_vat),
        (*_too_old(measured, not_before), *_over_cap(measured, capped["double"])),
        tariff.prices_include_vat,
    )


def _measured(terms: Terms, uses: Sequence[Use]) -> tuple[Use, ...]:
    if terms.tariff.energy != "gas":
        return tuple(uses)
    found: list[Use] = []
    for use in uses:
        volume = use.kwh_per_m3 is None
        found += to_energy(use, terms.coefficients) if volume else (use,)
    return tuple(found)


def _capped(uses: tuple[Use, ...], mean: int | None) -> dict[str, tuple[Use, ...]]:
    """The uses as each kind of rule charges them once a leak is proven.

    Water to twice the mean (CGCT L2224-12-4 III bis), sanitation to the mean (R2224-19-2).
    """
    if mean is None:
        return {"double": uses, "mean": uses}
    return {"double": scaled(uses, 2 * mean), "mean": scaled(uses, mean)}


def scaled(uses: tuple[Use, ...], most: int) -> tuple[Use, ...]:
    """The uses brought down to `most` in all, each by its share; unchanged when under it."""
    if total(uses) <= most:
        return uses
    parts = share(most, [use.quantity for use in uses])
    return tuple(
        replace(use, quantity=part, running=()) for use, part in zip(uses, parts, strict=True)
    )


def _span(uses: tuple[Use, ...], not_before: date | None) -> Period | None:
    if not uses:
        return None
    from_on = min(use.period.from_on for use in uses)
    until_on = max(use.period.until_on for use in uses)
    if not_before is not None:
        from_on = max(from_on, not_before)
    return Period(from_on, until_on) if from_on < until_on else None


def _too_old(uses: tuple[Use, ...], not_before: date | None) -> list[Unbilled]:
    if not_before is None:
        return []
    return [
        Unbilled(
            "over_limit",
            Period(use.period.from_on, min(not_before, use.period.until_on)),
            use.until(not_before),
            use.service,
        )
        for use in uses
        if use.period.from_on < not_before
    ]


def _over_cap(uses: tuple[Use, ...], capped: tuple[Use, ...]) -> list[Unbilled]:
    over = total(uses) - total(capped)
    if not over:
        return []
    ends = max(use.period.until_on for use in uses)
    return [Unbilled("leak_cap", Period(min(use.period.from_on for use in uses), ends), over)]

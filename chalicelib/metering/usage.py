"""The use of a supply point as the pages show it."""

from collections.abc import Mapping
from datetime import date

from chalicelib import operators
from chalicelib.contracts import tariffs
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Invalid
from chalicelib.metering import costs, figures, use
from chalicelib.metering.buckets import Bucket
from chalicelib.metering.use import Usage
from chalicelib.metering.use_schemas import (
    BucketAnswer,
    ClassAnswer,
    FiguresAnswer,
    PeakAnswer,
    UsageAnswer,
    UsageQuery,
)
from chalicelib.rules.calendar import Period
from chalicelib.rules.money import round_div

FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)


def answer(operator: str, holding: Holding, query: UsageQuery, language: str) -> UsageAnswer:
    """Bars of a period with their cost, the year before, and the figures they come down to.

    Raises `Invalid` (`period_reversed`, `period_too_long`).
    """
    found = use.of_holding(operator, holding, query.step, period_of(query.from_on, query.until_on))
    gas = holding.point.energy == "gas"
    zone = operators.find(operator).time_zone
    colours = _colours(operator, holding, query) if query.step == "day" else {}
    buckets = [
        BucketAnswer(
            on=bucket.period.from_on,
            amount=bucket.amount,
            estimated_amount=bucket.estimated_amount,
            kind=bucket.kind,
            cents=cents,
            previous_amount=before.amount,
            kwh_wh=energy(holding, bucket) if gas else None,
            peak=PeakAnswer(rate=highest.rate, at=highest.at) if highest else None,
            colour=colours.get(bucket.period.from_on),
        )
        for bucket, before, cents, highest in zip(
            found.buckets,
            found.before,
            found.priced.cents,
            figures.peaks(found.buckets, found.curve, zone),
            strict=True,
        )
    ]
    return UsageAnswer(
        point=holding.point.short,
        unit="Wh" if holding.point.energy == "electricity" else "dm3",
        step=query.step,
        from_on=query.from_on,
        until_on=query.until_on,
        buckets=buckets,
        total=sum(bucket.amount or 0 for bucket in buckets),
        total_kwh_wh=sum(bucket.kwh_wh or 0 for bucket in buckets) if gas else None,
        total_cents=found.priced.total_cents,
        currency=operators.find(operator).currency,
        kpis=_figures(found, zone),
        classes=_classes(found, language),
        subscribed_power_va=holding.contract.subscribed_power_va,
    )


def _colours(operator: str, holding: Holding, query: UsageQuery) -> Mapping[date, str]:
    terms = use.terms_by_contract(holding).values()
    return use.colours_of(operator, terms, query.from_on, query.until_on)


def _classes(found: Usage, language: str) -> list[ClassAnswer]:
    """Each class of the present tariff that has one of several, in the tariff's order."""
    tariff = tariffs.find(found.holding.point.operator, found.holding.contract.tariff)
    if tariff is None or len(tariff.classes) < 2:
        return []
    parts = costs.by_class(found.holding, found.buckets, found.today)
    return [
        ClassAnswer(
            classed=each.code,
            label=each.names[language],
            amount=parts[each.code][0],
            cents=parts[each.code][1],
        )
        for each in tariff.classes
        if each.code in parts
    ]


def period_of(from_on: date, until_on: date) -> Period:
    """A period that a caller asked for; raises `Invalid` (`period_reversed`)."""
    if not FIRST <= from_on < until_on <= LAST:
        raise Invalid("period_reversed", fields={"until": "period_reversed"})
    return Period(from_on, until_on)


def energy(holding: Holding, bucket: Bucket) -> int | None:
    """A bucket of gas as Wh; None when nothing is known of it, or no coefficient is."""
    parts = [
        costs.energy_of(day.amount, on, holding.point.coefficients)
        for on, day in bucket.days.items()
    ]
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None


def _figures(found: Usage, zone: str) -> FiguresAnswer:
    days = sum(len(bucket.days) for bucket in found.buckets)
    amount = sum(bucket.amount or 0 for bucket in found.buckets)
    highest = figures.peak(found.curve, zone)
    both = figures.compared(found.buckets, found.before)
    return FiguresAnswer(
        day_mean=round_div(amount, days) if days else None,
        always_on=figures.always_on(found.curve),
        peak=PeakAnswer(rate=highest.rate, at=highest.at) if highest else None,
        off_peak_percent=figures.off_peak_percent(found.buckets),
        compared_amount=both[0] if both else None,
        compared_previous_amount=both[1] if both else None,
    )

"""The coming year under another tariff, another power, or with new equipment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chalicelib import clock, operators
from chalicelib.contracts import tariffs, tempo
from chalicelib.contracts.facts import Contract, Holding
from chalicelib.errors import Conflict, Invalid
from chalicelib.metering import scenario, use
from chalicelib.metering.equipment import draws
from chalicelib.metering.outlook_schemas import (
    EquipmentForm,
    MonthAnswer,
    OfferAnswer,
    SimulationAnswer,
    SimulationForm,
    YearAnswer,
)
from chalicelib.rules import cost
from chalicelib.rules.calendar import Period, months_after, slots
from chalicelib.rules.classify import day_by_class
from chalicelib.rules.curve import MISSING
from chalicelib.rules.measure import coefficient_on, wh_of
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.terms import Terms
from chalicelib.web.visit import Visit

LEAST_DAYS = 60
"""With fewer known days there is no year to simulate."""
MOSTLY = 300
"""From so many measured days on, the hours are the caller's own."""
Days = Mapping[date, Sequence[int]]
"""48 values a day: Wh, or dm3."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The coming year of a supply point as it would be without any change."""

    holding: Holding
    language: str
    zone: str
    today: date
    period: Period
    days: Days
    measured: int
    colours: Mapping[date, str]
    """Coloured days as they were a year ago; empty where the operator has none."""


def answer(visit: Visit, holding: Holding, form: SimulationForm) -> SimulationAnswer:
    """Compare the coming year as it is with what it would be.

    Raises `Conflict` (`contract_not_active`, `simulation_too_early`) and `Invalid`
    (`tariff_unknown`, `power_not_offered`, `equipment_not_here`).
    """
    coming = _coming(visit, holding)
    contract = holding.contract
    if form.equipment and contract.energy != "electricity":
        raise Invalid("equipment_not_here", fields={"equipment": "equipment_not_here"})
    changed = _changed(visit, contract, form)
    terms = _terms(coming, changed)
    days = _with(coming, form.equipment, terms)
    now, then = _year(coming, contract, coming.days), _year(coming, changed, days)
    powers = [value * 2 for values in days.values() for value in values]
    limit = changed.subscribed_power_va
    return SimulationAnswer(
        point=holding.point.short,
        unit="Wh" if contract.energy == "electricity" else "dm3",
        currency=operators.find(visit.operator).currency,
        from_on=coming.period.from_on,
        until_on=coming.period.until_on,
        basis="curve" if coming.measured >= MOSTLY else "readings",
        measured_days=coming.measured,
        now=now,
        then=then,
        difference_cents=None
        if now.cents is None or then.cents is None
        else then.cents - now.cents,
        offers=_offers(coming, changed, days),
        peak_w=max(powers) if contract.energy == "electricity" else None,
        over_power=sum(1 for watts in powers if limit and watts > limit)
        if contract.energy == "electricity"
        else 0,
        powers=_powers(visit, changed),
    )


def _powers(visit: Visit, contract: Contract) -> list[int]:
    """The powers among which a tariff's prices choose, smallest first; none where they do not."""
    tariff = tariffs.find(visit.operator, contract.tariff)
    return sorted(int(each) for each in tariff.price_options("power_va")) if tariff else []


def _coming(visit: Visit, holding: Holding) -> Coming:
    zone = operators.find(visit.operator).time_zone
    today = clock.today(zone)
    if not holding.contract.active_on(today):
        raise Conflict("contract_not_active")
    past = Period(months_after(today, -13), today)
    curve = use.curve_of(visit.operator, holding, past, "advice")
    known = use.days_of(holding, past, curve, zone, today, "advice")
    known = {on: day for on, day in known.items() if on in past and holding.contract_on(on)}
    if len(known) < LEAST_DAYS:
        raise Conflict("simulation_too_early", days=LEAST_DAYS)
    first = months_after(today.replace(day=1), 1)
    period = Period(first, months_after(first, 12))
    whole = {on: values for on, values in curve.items() if MISSING not in values}
    days = scenario.coming(known, whole, period)
    past_colours = tempo.colours(visit.operator, months_after(today, -26), today)
    colours = scenario.colours_again(past_colours, period)
    return Coming(holding, visit.language, zone, today, period, days, len(whole), colours)


def _changed(visit: Visit, contract: Contract, form: SimulationForm) -> Contract:
    """The contract as it would be."""
    code = form.tariff or contract.tariff
    tariff = tariffs.find(visit.operator, code)
    if tariff is None or tariff.energy != contract.energy:
        raise Invalid("tariff_unknown", fields={"tariff": "tariff_unknown"})
    power = form.subscribed_power_va or contract.subscribed_power_va
    offered = tariff.price_options("power_va")
    if form.subscribed_power_va and offered and str(power) not in offered:
        name = "subscribed_power_va"
        raise Invalid("power_not_offered", fields={name: "power_not_offered"})
    options = dict(contract.options)
    if power:
        options["power_va"] = str(power)
    return replace(contract, tariff=code, subscribed_power_va=power, options=options)


def _terms(coming: Coming, contract: Contract) -> Terms | None:
    return tariffs.terms_of(contract, coming.holding.point)


def _with(coming: Coming, equipment: Sequence[EquipmentForm], terms: Terms | None) -> Days:
    """The days with what new equipment draws, in the cheap hours that the tariff gives."""
    if not equipment:
        return coming.days
    hours = terms.hours if terms else ()
    found = {}
    for on, values in coming.days.items():
        cheap = scenario.cheap_slots(hours, on, coming.zone)
        added = [draws(each.kind, each.size, on, cheap) for each in equipment]
        found[on] = [sum(parts) for parts in zip(values, *added, strict=True)]
    return found


def _year(coming: Coming, contract: Contract, days: Days) -> YearAnswer:
    terms = _terms(coming, contract)
    months = coming.period.months()
    amounts = [sum(sum(days[on]) for on in month.dates()) for month in months]
    priced = _price(coming, terms, days)
    cents = priced.cents if priced else (None,) * len(months)
    tariff = terms.tariff if terms else None
    return YearAnswer(
        tariff=contract.tariff,
        tariff_name=tariff.names[coming.language] if tariff else contract.tariff,
        subscribed_power_va=contract.subscribed_power_va,
        amount=sum(amounts),
        cents=priced.total_cents if priced else None,
        months=[
            MonthAnswer(on=month.from_on, amount=amount, cents=each)
            for month, amount, each in zip(months, amounts, cents, strict=True)
        ],
    )


def _price(coming: Coming, terms: Terms | None, days: Days) -> cost.Costs | None:
    """The months of the year at the prices known today; None where there is no price."""
    if terms is None:
        return None
    try:
        buckets = [
            (month, _classed(coming, terms, {on: days[on] for on in month.dates()}))
            for month in coming.period.months()
        ]
        return cost.costs(terms, buckets, coming.today)
    except (LookupError, ValueError):
        return None


def _classed(coming: Coming, terms: Terms, days: Days) -> dict[str, int]:
    """What is billed of some days, by class of the tariff."""
    codes = terms.tariff.class_codes
    if terms.tariff.energy == "gas":
        coefficient = coefficient_on(terms.coefficients, coming.today)
        if coefficient is None:
            raise LookupError("coefficient_missing")
        whole = sum(sum(values) for values in days.values())
        return {codes[0]: wh_of(whole, coefficient.kwh_per_m3)}
    found = dict.fromkeys(codes, 0)
    for on, values in days.items():
        day = scenario.fitted(values, slots(on, coming.zone))
        parts = day_by_class(day, on, terms.hours, coming.zone, coming.colours)
        for classed, amount in parts.items():
            found[classed if classed in found else codes[0]] += amount
    return found


def _offers(coming: Coming, contract: Contract, days: Days) -> list[OfferAnswer]:
    """What the changed year costs under each tariff that the point could have, cheapest first."""
    found = []
    for tariff in tariffs.tariffs_of(contract.operator).values():
        if not _could_have(tariff, contract, coming.today):
            continue
        terms = _terms(coming, replace(contract, tariff=tariff.code))
        priced = _price(coming, terms, days)
        colours = any(schedule.colours for schedule in tariff.schedules)
        found.append(
            OfferAnswer(
                tariff=tariff.code,
                tariff_name=tariff.names[coming.language],
                coloured=colours,
                cents=priced.total_cents if priced else None,
                reason="" if priced else "colours_unknown" if colours else "no_price",
            )
        )
    return sorted(found, key=lambda each: (each.cents is None, each.cents or 0))


def _could_have(tariff: Tariff, contract: Contract, today: date) -> bool:
    """Whether the tariff is of the same energy and company, and still offered."""
    company = tariff.supplier in ("", contract.company) or not contract.company
    offered = tariff.offered_until_on is None or today < tariff.offered_until_on
    return tariff.energy == contract.energy and company and offered

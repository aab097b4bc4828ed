"""What use cost at the tariff of its time, contract by contract, tax and standing charges in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.contracts import tariffs
from chalicelib.contracts.facts import Contract, Holding
from chalicelib.metering.buckets import Bucket
from chalicelib.metering.days import Day, sum_of
from chalicelib.rules import cost
from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import Coefficient, coefficient_on, wh_of
from chalicelib.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Priced:
    """Cents of each bucket and of all together (rounded once); None where there is no price."""

    cents: tuple[int | None, ...]
    total_cents: int | None


def price(
    holding: Holding, buckets: Sequence[Bucket], today: date, *, standing: bool = True
) -> Priced:
    """The cost of some buckets, from the first known day of each to the last.

    Gas is priced by its energy. What is dated by the invoice is taken as of today. Without
    `standing` only what depends on use counts.
    """
    cents: list[int | None] = [0 if bucket.days else None for bucket in buckets]
    total: int | None = 0 if any(bucket.days for bucket in buckets) else None
    for contract in holding.contracts:
        shares = [(place, own) for place, b in enumerate(buckets) if (own := _own(b, contract))]
        if not shares:
            continue
        found = _of_contract(holding, contract, [own for _, own in shares], today, standing)
        for (place, _), amount in zip(shares, found.cents, strict=True):
            before = cents[place]
            cents[place] = None if before is None or amount is None else before + amount
        unknown = total is None or found.total_cents is None
        total = None if unknown else (total or 0) + (found.total_cents or 0)
    return Priced(tuple(cents), total)


def by_class(
    holding: Holding, buckets: Sequence[Bucket], today: date
) -> dict[str, tuple[int, int | None]]:
    """What was used in each class, and what that cost without standing charges, in tax."""
    days = {on: day for bucket in buckets for on, day in bucket.days.items()}
    if not days:
        return {}
    period = Period(min(days), max(days) + timedelta(days=1))
    found: dict[str, tuple[int, int | None]] = {}
    for classed, amount in sorted(sum_of(days.values()).items()):
        own = {on: Day({classed: day.by_class.get(classed, 0)}) for on, day in days.items()}
        priced = price(holding, [Bucket(period, own)], today, standing=False)
        found[classed] = (amount, priced.total_cents)
    return found


Part = tuple[Period, Mapping[date, Day]]


def _own(bucket: Bucket, contract: Contract) -> Part | None:
    """The part of a bucket under a contract, from its first known day to its last."""
    days = {on: day for on, day in bucket.days.items() if contract.active_on(on)}
    if not days:
        return None
    return Period(min(days), max(days) + timedelta(days=1)), days


def _of_contract(
    holding: Holding, contract: Contract, shares: Sequence[Part], today: date, standing: bool
) -> Priced:
    terms = tariffs.terms_of(contract, holding.point)
    nothing = Priced((None,) * len(shares), None)
    if terms is None:
        return nothing
    try:
        cut = [_cut(terms, period, days) for period, days in shares]
        every = [part for parts in cut for part in parts]
        whole = cost.costs(terms, every, today, standing=standing)
        if all(len(parts) == 1 for parts in cut):
            return Priced(whole.cents, whole.total_cents)
        cents = tuple(
            cost.costs(terms, parts, today, standing=standing).total_cents for parts in cut
        )
        return Priced(cents, whole.total_cents)
    except (LookupError, ValueError):
        return nothing  # the tariff has no price yet, or gas no coefficient


def _cut(terms: Terms, period: Period, days: Mapping[date, Day]) -> list[cost.Bucket]:
    """A bucket cut where a price changes, each part with its own days' use: so a year costs what
    its days cost, and not what an even spread would.
    """
    return [
        (part, _billed(terms, {on: day for on, day in days.items() if on in part}))
        for part in period.split(terms.tariff.changes(period))
    ]


def _billed(terms: Terms, days: Mapping[date, Day]) -> dict[str, int]:
    """What is billed of some days, by class: Wh, or dm3 of water."""
    codes = terms.tariff.class_codes
    if terms.tariff.energy != "gas":
        found: dict[str, int] = {}
        for classed, amount in sum_of(days.values()).items():
            name = classed if classed in codes else codes[0]
            found[name] = found.get(name, 0) + amount
        return found
    whole = 0
    for on, day in days.items():
        energy = energy_of(day.amount, on, terms.coefficients)
        if energy is None:
            raise LookupError("coefficient_missing")
        whole += energy
    return {codes[0]: whole}


def energy_of(dm3: int, on: date, coefficients: tuple[Coefficient, ...]) -> int | None:
    """A day's gas as Wh by the coefficient of that day; None before the first."""
    coefficient = coefficient_on(coefficients, on)
    return None if coefficient is None else wh_of(dm3, coefficient.kwh_per_m3)

"""Supply points: those that a caller holds, one of them, and those to collect at night."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from chalicelib.accounts import access
from chalicelib.contracts import agreements
from chalicelib.contracts.facts import (
    Address,
    CheapHours,
    Contract,
    Holding,
    Season,
    SupplyPoint,
    point_of_short,
)
from chalicelib.contracts.table import SupplyPointRow
from chalicelib.errors import NotFound
from chalicelib.operators.pack import Energy
from chalicelib.rules.measure import Coefficient
from chalicelib.web.visit import Visit


def points_of(operator: str, customers: Iterable[str]) -> tuple[Holding, ...]:
    """The supply points that customer numbers hold or held; those held now stand first."""
    by_point: dict[str, list[Contract]] = {}
    for customer in customers:
        for contract in agreements.of_customer(operator, customer):
            by_point.setdefault(contract.point, []).append(contract)
    holdings = [
        Holding(_fact(row), tuple(sorted(by_point[row.point], key=lambda each: each.started_on)))
        for row in SupplyPointRow.batch_get(list(by_point))
    ]
    order = {"electricity": 0, "gas": 1, "water": 2}
    holdings.sort(
        key=lambda held: (
            held.contract.ended_on is not None,
            held.point.address.street,
            order[held.point.energy],
            held.point.point,
        )
    )
    return tuple(holdings)


def of_caller(visit: Visit) -> tuple[Holding, ...]:
    """The supply points of every customer that the signed-in account may see."""
    return points_of(visit.operator, access.numbers_of(visit.operator, visit.account))


def require(visit: Visit, short: str) -> Holding:
    """The caller's supply point with this short id, with the contracts that they hold it by.

    Raises `NotFound` (`supply_point_unknown`), for somebody else's as for one that never was.
    """
    key = point_of_short(visit.operator, short)
    mine = set(access.numbers_of(visit.operator, visit.account))
    contracts = tuple(each for each in agreements.of_point(key) if each.customer in mine)
    point = find(key) if contracts else None
    if point is None:
        raise NotFound("supply_point_unknown")
    return Holding(point, contracts)


def find(point: str) -> SupplyPoint | None:
    """The supply point of a key, whoever holds it; not for answers to customers."""
    try:
        return _fact(SupplyPointRow.get(point))
    except SupplyPointRow.DoesNotExist:
        return None


def held_now(point: str, today: date) -> Holding | None:
    """A supply point with the contracts of whoever holds it today, None when nobody does; for work
    that nobody asked for, and for clerks.
    """
    found = find(point)
    if found is None:
        return None
    mine = tuple(each for each in agreements.of_point(point) if each.customer == found.customer)
    return Holding(found, mine) if mine and mine[-1].active_on(today) else None


def held(operator: str, shard: str, on: date) -> Iterator[str]:
    """The keys of the points of a shard that somebody held on a day."""
    for row in SupplyPointRow.by_shard.query(shard, page_size=500):
        if row.held_since <= on and (row.held_until is None or on < row.held_until):
            yield row.point


def collectable(operator: str, shard: str, on: date) -> Iterator[SupplyPoint]:
    """The points of a shard that the grid knows and that somebody held on a day.

    Whether their holder agreed to it is for the consents to say.
    """
    for row in SupplyPointRow.by_shard.query(shard, page_size=500):
        held = row.held_since <= on and (row.held_until is None or on < row.held_until)
        if held and row.grid_id and row.point.startswith(f"{operator}#"):
            yield _fact(row)


def _fact(row: SupplyPointRow) -> SupplyPoint:
    operator, energy, _ = row.point.split("#", 2)
    return SupplyPoint(
        point=row.point,
        operator=operator,
        energy=cast(Energy, energy),
        customer=row.customer.partition("#")[2],
        address=Address(row.street, row.postcode, row.place),
        grid_id=row.grid_id,
        label=row.label,
        company=row.company,
        off_peak=tuple((str(a), str(b)) for a, b in row.off_peak or ()),
        coefficients=tuple(
            Coefficient(date.fromisoformat(on), Decimal(worth))
            for on, worth in sorted((row.coefficients or {}).items())
        ),
        cheap_hours=tuple(
            CheapHours(
                date.fromisoformat(named.partition("#")[0]),
                cast(Season, named.partition("#")[2]),
                tuple((str(a), str(b)) for a, b in windows),
            )
            for named, windows in sorted((row.cheap_hours or {}).items())
        ),
    )

"""Takes supply points and contracts, and what a cubic metre of gas is worth, from the back office.

`contracts.csv`: contract, customer, energy, point, started_on, tariff; and, where they apply,
ended_on, grid_id, street, postcode, place, label, company, options (`power_va=6000`),
subscribed_power_va, residents, dwellings, off_peak (`22:30-06:30`).
`coefficients.csv`: point, from_on, kwh_per_m3.
`hours.csv`: point, from_on, season (all, summer, winter), windows (`01:56-06:56 14:26-17:26`): the
cheap hours of an electricity point from a day on.
"""

from typing import get_args

from pynamodb.expressions.update import Action

from chalicelib import clock, operators
from chalicelib.accounts import customers
from chalicelib.contracts import agreements
from chalicelib.contracts.columns import Columns
from chalicelib.contracts.facts import Season, point_key
from chalicelib.contracts.shards import shard_of
from chalicelib.contracts.table import ContractRow, SupplyPointRow
from chalicelib.gateways.backoffice import NotYet

WORTH = (5, 15)
"""Between these a cubic metre of gas lies, in kWh; anything else is a slip of the keyboard."""


def take(operator: str, row: dict[str, str]) -> None:
    """Take one contract in, and its supply point with it.

    Raises `Invalid` (`row_invalid`), and `NotYet` while the customer is not in.
    """
    pack = operators.find(operator)
    columns = Columns(row)
    number, customer = columns.code("contract"), columns.code("customer")
    energy = columns.among("energy", pack.energies)
    point = point_key(operator, energy, columns.code("point"))
    started_on, ended_on = columns.day("started_on"), columns.day_or_none("ended_on")
    if ended_on is not None and ended_on <= started_on:
        columns.wrong("ended_on", "ends_before_start")
    power = columns.whole("subscribed_power_va", most=250_000)
    options = columns.pairs("options")
    if power:
        options.setdefault("power_va", str(power))
    company = columns.among("company", tuple(each.code for each in pack.companies), "")
    contract = ContractRow(
        f"{operator}#{customer}",
        number,
        point=point,
        shard=shard_of(operator, point),
        tariff=columns.code("tariff"),
        company=company,
        options=options,
        subscribed_power_va=power or None,
        residents=columns.whole("residents", most=500),
        dwellings=columns.whole("dwellings", default=1, most=5000),
        started_on=started_on,
        ended_on=ended_on,
    )
    update = _point_of(columns, contract)
    columns.close()
    customers.note_contract(operator, customer, number)
    latest = all(
        each.started_on <= started_on for each in agreements.of_point(point) if each.point == point
    )
    if latest:
        SupplyPointRow(point).update(actions=update)
    known = agreements.find(operator, customer, number)
    if known is not None:
        contract.came_in_on = known.came_in_on
    contract.save()
    today = clock.today(pack.time_zone)
    now_active = any(each.active_on(today) for each in agreements.of_customer(operator, customer))
    customers.set_active(operator, customer, now_active)


def _point_of(columns: Columns, contract: ContractRow) -> list[Action]:
    """What the latest contract says of its supply point; coefficients stay as they are."""
    named: dict[str, object] = {
        "customer": contract.customer,
        "shard": contract.shard,
        "street": columns.text("street", default=""),
        "postcode": columns.text("postcode", default="", most=12),
        "place": columns.text("place", default="", most=80),
        "grid_id": columns.code("grid_id", default=""),
        "label": columns.text("label", default="", most=60),
        "company": contract.company,
        "off_peak": [list(window) for window in columns.windows("off_peak")],
        "held_since": contract.started_on,
    }
    actions: list[Action] = [
        getattr(SupplyPointRow, name).set(value) for name, value in named.items()
    ]
    until = SupplyPointRow.held_until
    actions.append(until.set(contract.ended_on) if contract.ended_on else until.remove())
    return actions


def take_coefficient(operator: str, row: dict[str, str]) -> None:
    """Take one dated gas coefficient in. Raises `Invalid`, and `NotYet` before its point is in."""
    columns = Columns(row)
    point = point_key(operator, "gas", columns.code("point"))
    from_on, worth = columns.day("from_on"), columns.exact("kwh_per_m3")
    if "kwh_per_m3" not in columns.fields and not WORTH[0] <= worth <= WORTH[1]:
        columns.wrong("kwh_per_m3", "coefficient_out_of_range")
    columns.close()
    stored = _known(point, row["point"])
    known = dict(stored.coefficients or {})
    if known.get(from_on.isoformat()) != str(worth):
        known[from_on.isoformat()] = str(worth)
        stored.update(actions=[SupplyPointRow.coefficients.set(known)])


def take_hours(operator: str, row: dict[str, str]) -> None:
    """Take the cheap hours of a point in, from a day on and for a season.

    Raises `Invalid`, and `NotYet` before the point is in.
    """
    columns = Columns(row)
    point = point_key(operator, "electricity", columns.code("point"))
    from_on = columns.day("from_on")
    season = columns.among("season", get_args(Season), "all")
    windows = columns.windows("windows")
    if not windows:
        columns.wrong("windows")
    columns.close()
    stored = _known(point, row["point"])
    known = dict(stored.cheap_hours or {})
    named, found = f"{from_on.isoformat()}#{season}", [list(window) for window in windows]
    if known.get(named) != found:
        known[named] = found
        stored.update(actions=[SupplyPointRow.cheap_hours.set(known)])


def _known(point: str, number: str) -> SupplyPointRow:
    try:
        return SupplyPointRow.get(point)
    except SupplyPointRow.DoesNotExist as missing:
        raise NotYet("point_not_in_yet", point=number) from missing

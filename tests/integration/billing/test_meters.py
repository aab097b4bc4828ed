"""Meters through to the bill: exchanged in the middle of a month, several at one point, several
points of one customer, and cheap hours that change with the season.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from chalicelib import clock, ledger
from chalicelib.accounts import intake as door
from chalicelib.billing.drafting import drafts_of
from chalicelib.billing.facts import Draft, Invoice
from chalicelib.contracts import agreements
from chalicelib.contracts import intake as contracts
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves
from chalicelib.metering import intake as meters
from chalicelib.rules.calendar import Period, slots
from tests.integration.accounts.steps import digits
from tests.integration.billing.steps import DAY, billed, drafts
from tests.integration.readings.steps import Place, meter, monthly, place, read

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))


def used(made: Draft | Invoice) -> Decimal:
    """What its energy lines say was used, over all classes; each price counts the same energy."""
    found: dict[str, Decimal] = {}
    for line in made.bill.lines:
        if line.family == "energy" and line.quantity:
            found[line.code] = found.get(line.code, Decimal(0)) + line.quantity
    (amount,) = set(found.values())
    return amount


def exchanged(**closing: str) -> tuple[Place, Place]:
    """A home billed until October whose meter is exchanged on the 16th; the old and the new one.

    The old one went 120 kWh further, from 9250 on.
    """
    old = place("electricity")
    last = monthly(old, 250, until=OCTOBER.from_on)
    assert last == 9250
    billed(old, date(2026, 10, 2))
    meter(old, removed_on="2026-10-16", **closing)
    new = Place(old.who, old.energy, old.point, f"N{digits(9)}", old.contract)
    meter(new, fitted_on="2026-10-16", opening="7")
    return old, new


def test_a_meter_exchanged_in_the_middle_of_a_month_is_billed_to_the_kilowatt_hour() -> None:
    _, new = exchanged(closing="9370")
    read(new, "2026-11-01", 7 + 130)
    (draft,) = drafts(new)
    assert (draft.bill.period, draft.bill.estimated) == (OCTOBER, False)
    assert used(draft) == 250


def test_an_exchange_without_a_closing_index_leaves_no_day_unbilled() -> None:
    _, new = exchanged()
    read(new, "2026-11-01", 7 + 130)
    (draft,) = drafts(new)
    assert (draft.bill.period, draft.bill.estimated) == (OCTOBER, True)
    assert 235 <= used(draft) <= 265, "15 days estimated from the past, 16 read"


def test_an_exchange_told_after_the_bill_corrects_it_by_the_difference() -> None:
    home = place("electricity")
    monthly(home, 250, until=OCTOBER.from_on)
    billed(home, date(2026, 10, 2))
    (guess,) = billed(home)
    assert guess.bill.estimated
    meter(home, removed_on="2026-10-16", closing="9350")
    new = Place(home.who, home.energy, home.point, f"N{digits(9)}", home.contract)
    meter(new, fitted_on="2026-10-16", opening="0")
    read(new, "2026-11-01", 80)
    with clock.freeze(datetime(2026, 12, 2, 7, tzinfo=UTC)):
        read(new, "2026-12-01", 330)
        correction, bill = drafts(new, date(2026, 12, 2))
    assert (bill.bill.period.from_on, used(bill)) == (OCTOBER.until_on, 250)
    assert used(guess) + used(correction) == 100 + 80


def water(*indexes: int) -> str:
    """A block of flats with a meter for each index, at 100 on 1 January 2025; its contract's key."""
    number, point = digits(7, "4"), digits(10, "E")
    door.take("gaz-et-eaux", {"number": number, "name": "Copropriété du Lac"})
    contracts.take("gaz-et-eaux", {
        "contract": f"GE{number}", "customer": number, "energy": "water", "point": point,
        "started_on": "2025-01-01", "tariff": "eau",
    })  # fmt: skip
    for nth, index in enumerate(indexes):
        serial = f"W{nth}{number}"
        meters.take_meter("gaz-et-eaux", {
            "energy": "water", "point": point, "serial": serial, "fitted_on": "2025-01-01",
            "unit": "m3", "opening": "100",
        })  # fmt: skip
        for on, shown in (("2025-01-01", 100), ("2026-01-01", index)):
            if shown:
                meters.take_reading(
                    "gaz-et-eaux", {"serial": serial, "on": on, "index": str(shown)}
                )
    return number


def cubic_metres(number: str) -> tuple[Decimal, bool]:
    """What its first bill says was used, and whether any of it is estimated."""
    found = agreements.find("gaz-et-eaux", number, f"GE{number}")
    assert found is not None
    with clock.freeze(datetime(2026, 1, 3, 8, tzinfo=UTC)):
        (draft,) = drafts_of(found, date(2026, 1, 3), reviewed=True)
    assert isinstance(draft, Draft), draft
    return used(draft), draft.bill.estimated


def test_several_water_meters_at_one_point_are_billed_together() -> None:
    one, three = cubic_metres(water(180)), cubic_metres(water(180, 130, 190))
    assert one == (80, False)
    assert three == (80 + 30 + 90, False)


def test_two_points_of_one_customer_are_two_bills_and_one_balance() -> None:
    heat = place("gas")
    light, shed = (place("electricity", heat.who) for _ in range(2))
    for each, month in ((heat, 40), (light, 250), (shed, 30)):
        monthly(each, month)
        billed(each, date(2026, 10, 2))
    made = [invoice for each in (heat, light, shed) for invoice in billed(each)]
    assert {invoice.period for invoice in made} == {OCTOBER}
    assert len({invoice.number for invoice in made}) == 3
    assert [
        sorted({line.quantity for line in invoice.bill.lines if line.unit == "kWh"})[-1]
        for invoice in made
    ] == [448, 250, 30]
    standing = ledger.standing(made[0].customer_key, DAY)
    assert all(standing.invoices[each.number].total_cents == each.total_cents for each in made)


def test_cheap_hours_of_summer_and_winter_are_told_apart_within_one_bill() -> None:
    number, point = digits(8, "3"), digits(14, "25")
    door.take("oya", {"number": number, "name": "Inès Roux"})
    contracts.take("oya", {
        "contract": f"C{number}", "customer": number, "energy": "electricity", "point": point,
        "started_on": "2026-10-01", "tariff": "bleu-heures-creuses", "subscribed_power_va": "6000",
    })  # fmt: skip
    for season, windows in (("summer", "11:00-17:00 02:00-04:00"), ("winter", "22:00-06:00")):
        contracts.take_hours(
            "oya",
            {"point": point, "from_on": "2026-04-01", "season": season, "windows": windows},
        )
    meters.take_meter("oya", {
        "energy": "electricity", "point": point, "serial": f"L{number}", "unit": "kWh",
        "fitted_on": "2026-10-01", "digits": "6", "communicating": "true",
    })  # fmt: skip
    for on in Period(OCTOBER.from_on, date(2026, 12, 1)).dates():
        many = slots(on, "Europe/Paris")
        noon = slice(many - 26, many - 14)
        values = [0] * many
        values[noon] = [500] * 12
        curves.store(f"oya#electricity#{point}", DayCurve(on, values, 30))
    found = agreements.find("oya", number, f"C{number}")
    assert found is not None
    with clock.freeze(datetime(2026, 12, 2, 7, tzinfo=UTC)):
        (draft,) = drafts_of(found, date(2026, 12, 2), reviewed=True)
    assert isinstance(draft, Draft), draft
    kwh = {line.classed: line.quantity for line in draft.bill.lines if line.family == "energy"}
    assert {name: amount for name, amount in kwh.items() if amount} == {
        "off_peak": 31 * 6,
        "peak": 30 * 6,
    }

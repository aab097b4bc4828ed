"""Bills by half-hours through a run: Tempo with its night before a red day, and hours of one's own,
where the meter has one dial.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib import clock
from chalicelib.accounts import intake as door
from chalicelib.accounts.customers import find as customer
from chalicelib.billing import invoices, reviewing, runs, sheets
from chalicelib.billing.facts import Invoice
from chalicelib.billing.sheets import sheet_of
from chalicelib.billing.table import InvoiceRow, RunRow, SeriesRow
from chalicelib.contracts import intake, tempo
from chalicelib.contracts.table import ContractRow, DayColourRow
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves
from chalicelib.metering import intake as meters
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from tests.cloud import TestCloud
from tests.integration.accounts.steps import digits

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
RUN, NEXT = date(2026, 2, 2), date(2026, 3, 2)
RED = date(2026, 1, 12)
WHOLE = [500] * 48
"""1 kW all day long."""


@dataclass
class Flat:
    """A customer whose meter has one dial, which counts all hours."""

    number: str
    contract: str
    point: str
    serial: str

    @property
    def key(self) -> str:
        return f"oya#electricity#{self.point}"

    def drew(self, period: Period, values: list[int] = WHOLE) -> None:
        for on in period.dates():
            curves.store(self.key, DayCurve(on, values, 30))

    def read(self, on: date, index: int) -> None:
        row = {"serial": self.serial, "on": str(on), "index": str(index), "register": "single"}
        meters.take_reading("oya", row)

    def invoices(self) -> list[Invoice]:
        found = [
            invoices.find("oya", self.number, row.number)
            for row in InvoiceRow.query(f"oya#{self.number}")
        ]
        return sorted(found, key=lambda each: each.number)


@pytest.fixture(autouse=True)
def winter(cloud: TestCloud) -> Iterator[None]:
    """A morning of February; every day blue but one red Monday in January."""
    for model in (RunRow, SeriesRow, InvoiceRow, ContractRow, DayColourRow):
        for row in model.scan():
            row.delete()
    for day in range(120):
        on = date(2025, 12, 1) + timedelta(days=day)
        colour = "red" if on == RED else "blue"
        tempo.take("oya", {"on": str(on), "colour": colour})
    with clock.freeze(datetime(2026, 2, 2, 7, tzinfo=UTC)):
        yield


def flat(tariff: str = "bleu-tempo", **more: str) -> Flat:
    made = Flat(digits(8, "3"), f"C{digits(9)}", digits(14, "25"), f"L{digits(11)}")
    door.take("oya", {"number": made.number, "name": "Inès Roux", "surname": "Roux"})
    intake.take(
        "oya",
        {
            "contract": made.contract,
            "customer": made.number,
            "energy": "electricity",
            "point": made.point,
            "started_on": "2026-01-01",
            "tariff": tariff,
            "subscribed_power_va": "6000",
            "street": "18 route d’Albi",
            "postcode": "81340",
            "place": "Valence-d’Albigeois",
        }
        | more,
    )
    meters.take_meter(
        "oya",
        {
            "energy": "electricity",
            "point": made.point,
            "serial": made.serial,
            "fitted_on": "2026-01-01",
            "unit": "kWh",
            "digits": "6",
            "communicating": "true",
        },
    )
    return made


def kwh(invoice: Invoice) -> dict[str, str]:
    lines = [line for line in invoice.bill.lines if line.family == "energy" and line.quantity]
    return {line.classed: f"{line.quantity:f}" for line in lines}


def said(invoice: Invoice) -> str:
    holder = customer("oya", invoice.customer)
    assert holder is not None
    lines = sheet_of(invoice, "fr", holder).lines
    return " ".join(" ".join(line.explanation for line in lines).split())


def test_without_any_half_hour_a_tempo_contract_with_one_dial_is_held_back() -> None:
    home = flat()
    home.read(JANUARY.until_on, 700)
    runs.bill_now("oya", RUN)
    (held,) = reviewing.of_run("oya", RUN)
    assert (held.contract, held.code) == (home.contract, "no_half_hours")


def test_days_whose_colour_is_not_known_are_not_billed_at_a_guess() -> None:
    home = flat()
    home.drew(JANUARY)
    for row in DayColourRow.scan():
        row.delete()
    runs.bill_now("oya", RUN)
    assert [held.code for held in reviewing.of_run("oya", RUN)] == ["no_half_hours"]


def test_a_tempo_month_is_billed_by_six_classes_and_the_night_before_a_red_day() -> None:
    """31 days of 1 kW: the red Monday has 16 h of its day and the 8 h until Tuesday 06:00."""
    home = flat()
    home.drew(JANUARY)
    assert runs.bill_now("oya", RUN).invoices == 1
    (invoice,) = home.invoices()
    assert kwh(invoice) == {
        "red_peak": "16.000",
        "red_off_peak": "8.000",
        "blue_peak": "480.000",  # 30 days x 16
        "blue_off_peak": "240.000",  # 31 x 8 less the red night
    }
    assert not invoice.bill.estimated
    assert "16 kWh mesurés demi-heure par demi-heure du 01/01/2026 au 31/01/2026" in said(invoice)


def test_the_dials_total_is_what_is_billed_and_stands_among_the_readings() -> None:
    home = flat()
    home.read(JANUARY.from_on, 0)
    home.read(JANUARY.until_on, 750)
    home.drew(JANUARY)
    runs.bill_now("oya", RUN)
    (invoice,) = home.invoices()
    assert sum(Decimal(each) for each in kwh(invoice).values()) == 750
    holder = customer("oya", home.number)
    assert holder is not None
    (row,) = sheet_of(invoice, "fr", holder).readings
    assert (row.register, row.used) == ("Toutes heures", 750)
    assert sheets.cycle_of(invoice, RUN)


def test_missing_half_hours_are_estimated_said_and_put_right_when_they_come() -> None:
    other = flat()
    for on in JANUARY.dates():
        gap = [MISSING] * 48 if on.day in (20, 21) else WHOLE
        curves.store(other.key, DayCurve(on, gap, 30))
    runs.bill_now("oya", RUN)
    (invoice,) = other.invoices()
    assert invoice.bill.estimated
    assert "celles qui manquent sont estimées" in said(invoice)
    assert kwh(invoice)["blue_peak"] == "480.000"
    for day in (20, 21):
        curves.store(other.key, DayCurve(date(2026, 1, day), [600] * 48, 30))
    other.drew(Period(date(2026, 2, 1), date(2026, 3, 1)))
    with clock.freeze(datetime(2026, 3, 2, 7, tzinfo=UTC)):
        runs.bill_now("oya", NEXT)
    kinds = {each.kind: each for each in other.invoices()}
    change = kinds["correction"]
    assert change.content.preceding == invoice.number
    assert kwh(change)["blue_peak"] == "6.400", "two days of 16 h at 0.2 kW more"
    assert not kinds["consumption"].bill.estimated


def test_hours_of_ones_own_are_counted_from_half_hours_to_the_minute() -> None:
    """Off-peak from 01:34 to 07:34: 6 hours a day, its first and last half-hours shared."""
    home = flat("bleu-heures-creuses", off_peak="01:34-07:34")
    home.drew(JANUARY)
    runs.bill_now("oya", RUN)
    (invoice,) = home.invoices()
    assert kwh(invoice) == {"peak": "558.000", "off_peak": "186.000"}


def test_a_contract_may_ask_for_its_half_hours_although_its_dials_would_do() -> None:
    home = flat("bleu-heures-creuses", options="measured=half_hours")
    home.drew(JANUARY)
    runs.bill_now("oya", RUN)
    (invoice,) = home.invoices()
    assert kwh(invoice) == {"peak": "496.000", "off_peak": "248.000"}

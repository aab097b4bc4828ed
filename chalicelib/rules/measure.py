"""Quantities: whole watt-hours and litres, how they are written, and gas volume into energy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.rules.money import round_div

ENERGIES = ("electricity", "gas", "water")
BASE_UNIT = {"electricity": "Wh", "gas": "Wh", "water": "dm3"}
"""The unit in which what is billed is counted, as whole numbers."""
METER_UNIT = {"electricity": "kWh", "gas": "m3", "water": "m3"}
"""The unit that the meter's dial shows."""
BILL_UNIT = {"electricity": "kWh", "gas": "kWh", "water": "m3"}
"""The unit in which a line of an invoice is written."""
PER_UNIT = 1000
"""Base units in one unit of a dial or a bill: 1 kWh = 1000 Wh, 1 m3 = 1000 dm3."""
UNECE = {
    "kWh": "KWH",
    "Wh": "WHR",
    "m3": "MTQ",
    "dm3": "DMQ",
    "kVA": "KVA",
    "day": "DAY",
    "month": "MON",
    "year": "ANN",
    "one": "C62",
}
"""UN/ECE Recommendation 20 codes, which EN 16931 asks for beside each quantity (BT-130)."""


def to_base(shown: Decimal | int | str) -> int:
    """A number read in kWh or m3 as whole Wh or dm3. Finer digits are cut, as a dial is read.

    Raises `decimal.InvalidOperation` for text that is no number.
    """
    return int(Decimal(shown) * PER_UNIT)


def to_shown(base: int, decimals: int | None = None) -> Decimal:
    """Whole Wh or dm3 as kWh or m3; with `decimals`, cut to the digits that the dial shows."""
    exact = Decimal(base).scaleb(-3)
    if decimals is None:
        return exact
    step = 10 ** (3 - decimals)
    return (Decimal(base // step * step).scaleb(-3)).quantize(Decimal(1).scaleb(-decimals))


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What one cubic metre of gas is worth from a day on, until the next one.

    Set by the distributor from altitude, gas origin and delivery pressure; monthly for
    communicating meters (`kwh_per_m3`, about 9.5 to 12).
    """

    from_on: date
    kwh_per_m3: Decimal


def coefficient_on(coefficients: tuple[Coefficient, ...], on: date) -> Coefficient | None:
    """The coefficient in force on a day, or None before the first. `coefficients` are in order."""
    found = None
    for coefficient in coefficients:
        if coefficient.from_on > on:
            break
        found = coefficient
    return found


def wh_of(dm3: int, kwh_per_m3: Decimal) -> int:
    """Gas volume as energy: dm3 x kWh/m3 is Wh, rounded once to the watt-hour."""
    numerator, denominator = kwh_per_m3.as_integer_ratio()
    return round_div(dm3 * numerator, denominator)

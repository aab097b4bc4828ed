"""What new equipment draws, half-hour by half-hour. Pure.

Orders of magnitude: a car 0.18 kWh a km, charged at night; hot water 2.2 kWh a person and day in a
tank heated in cheap hours; heating 90 kWh of heat a m2 and year at a mean efficiency of 3, by the
months of a cool climate.
"""

from collections.abc import Sequence
from datetime import date

from chalicelib.rules.money import round_div

SLOTS = 48
COMMON = {"car": 12_000, "water_heater": 3, "heat_pump": 100}
"""The size of each kind where none is given: km a year, persons, m2."""
WH_A_KM = 180
WH_A_PERSON = 2200
CAR_SLOT_WH = 3700
"""A charger of 7.4 kW, for half an hour."""
TANK_SLOT_WH = 1100
HEAT_WH_A_M2 = 30_000
"""Electricity for the heat of a m2 in a year: 90 kWh at an efficiency of 3."""
HEATED = (181, 155, 128, 74, 32, 0, 0, 0, 14, 71, 142, 203)
"""Thousandths of a year's heat in each month; summer needs none."""
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HEAT_HOURS = (
    36,
    34,
    34,
    34,
    36,
    42,
    52,
    54,
    46,
    40,
    38,
    36,
    36,
    36,
    36,
    38,
    42,
    46,
    50,
    50,
    48,
    44,
    40,
    38,
)
"""How heat spreads over the hours of a day, in shares."""
NIGHT = (46, 47, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
"""When a car or a tank draws where the tariff has no cheap hours: 23:00 to 07:00."""


def draws(kind: str, size: int | None, on: date, cheap: Sequence[int]) -> list[int]:
    """Wh in each of 48 half-hours of a day. `cheap` are the slots that the tariff makes cheap."""
    amount = size or COMMON[kind]
    if kind == "heat_pump":
        return _heat(amount, on)
    slots = [slot for slot in NIGHT if slot in set(cheap)] or list(cheap) or list(NIGHT)
    if kind == "car":
        return _fill(round_div(amount * WH_A_KM, 365), CAR_SLOT_WH, slots)
    return _fill(amount * WH_A_PERSON, TANK_SLOT_WH, slots)


def _fill(wh: int, most: int, slots: Sequence[int]) -> list[int]:
    """A day's energy put into the first slots that take it, the rest evenly over all of them."""
    day = [0] * SLOTS
    for slot in slots:
        day[slot] = min(most, wh)
        wh -= day[slot]
    for place, slot in enumerate(slots):
        day[slot] += wh * (place + 1) // len(slots) - wh * place // len(slots)
    return day


def _heat(m2: int, on: date) -> list[int]:
    month = on.month - 1
    wh = round_div(m2 * HEAT_WH_A_M2 * HEATED[month], 1000 * MONTH_DAYS[month])
    whole, passed, given = sum(HEAT_HOURS) * 2, 0, 0
    day = []
    for slot in range(SLOTS):
        passed += HEAT_HOURS[slot // 2]
        upto = round_div(wh * passed, whole)
        day.append(upto - given)
        given = upto
    return day

"""What the metering room answers about what is to come: forecasts and simulations."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class SpanAnswer(msgspec.Struct, kw_only=True):
    """A month or year as it will have been: known so far, expected in all, and how sure that is.

    Amounts in Wh or dm3; cents with taxes and standing charges, null where there is no price.
    """

    from_on: date
    until_on: date
    so_far_amount: int
    so_far_cents: int | None
    amount: int
    low_amount: int
    high_amount: int
    cents: int | None
    low_cents: int | None
    high_cents: int | None


class ForecastAnswer(msgspec.Struct, kw_only=True):
    """This month (the next bill) and this year of the contract (the settlement)."""

    point: str
    unit: Literal["Wh", "dm3"]
    currency: str
    month: SpanAnswer
    year: SpanAnswer


class EquipmentForm(msgspec.Struct, kw_only=True):
    """Something new in the home. `size` is km a year for a car, persons for a water heater, m2 to
    heat for a heat pump; without it a common one.
    """

    kind: Literal["car", "water_heater", "heat_pump"]
    size: Annotated[int, Meta(ge=1, le=100_000)] | None = None


class SimulationForm(msgspec.Struct, kw_only=True):
    """What would be different: the tariff, the subscribed power, new equipment."""

    tariff: Annotated[str, Meta(max_length=60)] | None = None
    subscribed_power_va: Annotated[int, Meta(ge=1000, le=250_000)] | None = None
    equipment: Annotated[list[EquipmentForm], Meta(max_length=6)] = []


class MonthAnswer(msgspec.Struct, kw_only=True):
    """A month of a simulated year."""

    on: date
    amount: int
    cents: int | None


class YearAnswer(msgspec.Struct, kw_only=True):
    """A simulated year under one tariff."""

    tariff: str
    tariff_name: str
    subscribed_power_va: int | None
    amount: int
    cents: int | None
    months: list[MonthAnswer]


class OfferAnswer(msgspec.Struct, kw_only=True):
    """What the changed year would cost under a tariff; `reason` says why it cannot be told.

    `coloured`: its dear days are taken to fall as they did a year ago.
    """

    tariff: str
    tariff_name: str
    coloured: bool
    cents: int | None
    reason: Literal["", "colours_unknown", "no_price"] = ""


class SimulationAnswer(msgspec.Struct, kw_only=True):
    """The coming year as it is and as it would be.

    `basis` is `curve` where the hours are the caller's own, else `readings` with a typical day.
    `peak_w` is the highest half-hour; `over_power` how many half-hours exceed the power, `powers`
    those that the changed tariff offers.
    """

    point: str
    unit: Literal["Wh", "dm3"]
    currency: str
    from_on: date
    until_on: date
    basis: Literal["curve", "readings"]
    measured_days: int
    now: YearAnswer
    then: YearAnswer
    difference_cents: int | None
    offers: list[OfferAnswer]
    peak_w: int | None
    over_power: int
    powers: list[int] = []

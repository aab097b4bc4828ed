"""What other rooms are given of a supply point and a contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from chalicelib.errors import NotFound
from chalicelib.operators.pack import Energy
from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import Coefficient

LETTERS = {"electricity": "e", "gas": "g", "water": "w"}
"""The first letter of a supply point's id in URLs."""
_ENERGIES = {letter: energy for energy, letter in LETTERS.items()}


def point_key(operator: str, energy: str, number: str) -> str:
    """The key of a supply point; `number` is the EAN, PDL, PCE or the operator's own."""
    return f"{operator}#{energy}#{number}"


def point_of_short(operator: str, short: str) -> str:
    """The key behind an id such as `e-541448860000000017`; raises `NotFound`."""
    letter, _, number = short.partition("-")
    if letter not in _ENERGIES or not number or "#" in number or len(number) > 40:
        raise NotFound("supply_point_unknown")
    return point_key(operator, _ENERGIES[letter], number)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a supply point is."""

    street: str = ""
    postcode: str = ""
    place: str = ""


Season = Literal["all", "summer", "winter"]
"""Summer is April to October, winter the rest (the French regulator's seasons of cheap hours)."""


@dataclass(frozen=True, slots=True)
class CheapHours:
    """The cheap windows of a point from a day on, in a season, as local times to the minute."""

    from_on: date
    season: Season
    windows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SupplyPoint:
    """A place where one energy is supplied; it stays when its customers and its meters change.

    `customer` is the number of who holds it now. `grid_id` is the grid operator's own number for it
    ("" when there is none), `off_peak` its own cheap windows as local times ("22:30", "06:30"),
    `cheap_hours` those that replace them from a day on, `coefficients` what a cubic metre of its
    gas is worth, both in order.
    """

    point: str
    operator: str
    energy: Energy
    customer: str
    address: Address
    grid_id: str = ""
    label: str = ""
    company: str = ""
    off_peak: tuple[tuple[str, str], ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    cheap_hours: tuple[CheapHours, ...] = ()

    @property
    def number(self) -> str:
        """The EAN, PDL, PCE or the operator's own number."""
        return self.point.split("#", 2)[2]

    @property
    def short(self) -> str:
        """The id in URLs, as `e-541448860000000017`."""
        return f"{LETTERS[self.energy]}-{self.number}"


@dataclass(frozen=True, slots=True)
class Contract:
    """An agreement to supply one point under one tariff, from a day (in) until another (out).

    A change of tariff or power is a new contract item with the same number and a suffix, so that
    the past keeps its own terms. `options` choose among the tariff's prices.
    """

    contract: str
    customer: str
    operator: str
    point: str
    tariff: str
    started_on: date
    ended_on: date | None = None
    company: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    subscribed_power_va: int | None = None
    residents: int = 0
    dwellings: int = 1
    came_in_on: date | None = None

    @property
    def energy(self) -> str:
        """electricity, gas or water."""
        return self.point.split("#", 2)[1]

    def active_on(self, on: date) -> bool:
        """Whether the contract covers a day."""
        return self.started_on <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True, slots=True)
class Holding:
    """A supply point and the contracts, in order of time, under which the caller holds it.

    What was used at the point before or after those contracts is somebody else's.
    """

    point: SupplyPoint
    contracts: tuple[Contract, ...]

    @property
    def contract(self) -> Contract:
        """The latest contract."""
        return self.contracts[-1]

    def contract_on(self, on: date) -> Contract | None:
        """The contract that covers a day, or None."""
        for contract in self.contracts:
            if contract.active_on(on):
                return contract
        return None

    def within(self, period: Period) -> tuple[Period, ...]:
        """The parts of a period under contract, cut where one contract follows another."""
        found = []
        for contract in self.contracts:
            ends = min(contract.ended_on or period.until_on, period.until_on)
            starts = max(contract.started_on, period.from_on)
            if starts < ends:
                found.append(Period(starts, ends))
        return tuple(found)

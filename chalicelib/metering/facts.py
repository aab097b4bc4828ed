"""What other rooms are given of a meter and its readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from chalicelib.rules.meter import Epoch
from chalicelib.rules.usage import Reading as Index

Kind = Literal["real", "estimated"]
Unit = Literal["kWh", "m3"]
Source = Literal["customer", "operator", "clerk", "meter"]


@dataclass(frozen=True, slots=True)
class Register:
    """One dial of a meter: what it counts (`classed`, a class of the tariff) and from where to
    where (whole Wh or dm3).
    """

    register: str
    classed: str
    opening: int = 0
    closing: int | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter's time at a supply point. `unit` is what its dial shows: kWh or m3.

    `point` is the supply point's key; `digits` stand before the dial's point, `decimals` behind it.
    """

    point: str
    serial: str
    fitted_on: date
    digits: int
    unit: Unit
    registers: tuple[Register, ...]
    removed_on: date | None = None
    decimals: int = 0
    communicating: bool = False

    @property
    def operator(self) -> str:
        """The operator's code."""
        return self.point.partition("#")[0]

    @property
    def key(self) -> str:
        """Under which the readings of this meter stand."""
        return f"{self.operator}#{self.serial}"

    def register(self, name: str) -> Register | None:
        """The register of that name, or None."""
        return next((each for each in self.registers if each.register == name), None)

    def fitted_at(self, on: date) -> bool:
        """Whether the meter hung at the point on a day."""
        return self.fitted_on <= on and (self.removed_on is None or on < self.removed_on)

    def epoch(self) -> Epoch:
        """The same as the rules take it."""
        closing = {r.register: r.closing for r in self.registers if r.closing is not None}
        return Epoch(
            meter=self.serial,
            fitted_on=self.fitted_on,
            digits=self.digits,
            opening={r.register: r.opening for r in self.registers},
            removed_on=self.removed_on,
            closing=closing or None,
            classes={r.register: r.classed for r in self.registers},
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The index of one register at the start of a local day, as somebody sent it.

    `index` in whole Wh or dm3. A correction is another reading of the same day: the one sent last
    counts. `reading` is its id; `photo` the name of the picture of the dial that came with it.
    """

    reading: str
    meter: str
    register: str
    on: date
    index: int
    kind: Kind
    source: Source
    sent_at: datetime
    photo: str = ""

    def bare(self) -> Index:
        """The same as the rules take it."""
        return Index(self.on, self.index, self.kind, self.register, self.meter)


def in_force(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings that count: of a day's the last sent, and no estimate that a real one overtook.

    In order of day. An estimate counts until a real reading of the same register comes after it;
    what was used between two real readings is then known, and the estimate only divided it.
    """

    def order(reading: Reading) -> tuple[datetime, bool, str]:
        return reading.sent_at, reading.kind == "real", reading.reading

    latest: dict[tuple[str, str, date], Reading] = {}
    for reading in sorted(readings, key=order):
        latest[reading.meter, reading.register, reading.on] = reading
    last_real: dict[tuple[str, str], date] = {}
    for reading in latest.values():
        if reading.kind == "real":
            place = (reading.meter, reading.register)
            last_real[place] = max(reading.on, last_real.get(place, reading.on))
    kept = [
        reading
        for reading in latest.values()
        if reading.kind == "real"
        or reading.on > last_real.get((reading.meter, reading.register), date.min)
    ]
    return tuple(sorted(kept, key=lambda each: (each.on, each.meter, each.register)))

"""What was used: a quantity over a period, with the readings it comes from."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import Coefficient, wh_of
from chalicelib.rules.money import round_div

REAL, ESTIMATED, NORM = "real", "estimated", "norm"
SINGLE = "single"
"""The class of a register that counts all hours alike."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The index of one register at the start of a local day. `index` in whole Wh or dm3."""

    on: date
    index: int
    kind: str = REAL
    register: str = ""
    meter: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A quantity (whole Wh, or dm3) used over a period of at least one day.

    `service` is set only where one contract is billed for several by a norm (water, sewerage).
    `running` holds, for a use measured day by day, the sum before each day and after the last.
    `by_curve` says that half-hours tell which class it counts under; `before` and `after` are then
    the readings of all classes together.
    Raises ValueError for an empty period, or a `running` of another length.
    """

    period: Period
    quantity: int
    classed: str = SINGLE
    kind: str = REAL
    before: Reading | None = None
    after: Reading | None = None
    volume_dm3: int | None = None
    kwh_per_m3: Decimal | None = None
    service: str = ""
    running: tuple[int, ...] = ()
    by_curve: bool = False

    def __post_init__(self) -> None:
        if self.period.from_on == self.period.until_on:
            raise ValueError("use_of_no_day")
        if self.running and len(self.running) != self.period.days + 1:
            raise ValueError("running_of_another_length")

    def until(self, on: date) -> int:
        """What was used before a day: measured, or else spread evenly over the days.

        Rounded from the start of the period, so the parts of any cut add up to the whole.
        """
        if self.running and self.period.from_on < on < self.period.until_on:
            return self.running[(on - self.period.from_on).days]
        return self._spread(self.quantity, on)

    def between(self, period: Period) -> int:
        """What was used within a period; nothing outside the use's own."""
        return self.until(period.until_on) - self.until(period.from_on)

    def volume_between(self, period: Period) -> int | None:
        """The volume (dm3) behind what was used within a period, where gas was converted."""
        if self.volume_dm3 is None:
            return None
        until = self._spread(self.volume_dm3, period.until_on)
        return until - self._spread(self.volume_dm3, period.from_on)

    def _spread(self, whole: int, on: date) -> int:
        if on <= self.period.from_on:
            return 0
        if on >= self.period.until_on:
            return whole
        return round_div(whole * (on - self.period.from_on).days, self.period.days)


def total(uses: tuple[Use, ...]) -> int:
    """The sum of some uses of one unit."""
    return sum(use.quantity for use in uses)


def to_energy(use: Use, coefficients: tuple[Coefficient, ...]) -> tuple[Use, ...]:
    """A volume of gas as energy: one use for each coefficient that was in force.

    Where the coefficient changed without a reading, the volume is spread evenly over the days.
    Raises LookupError when no coefficient covers the first day.
    """
    cuts = [coefficient.from_on for coefficient in coefficients]
    converted = []
    for period in use.period.split(cuts):
        known = [c for c in coefficients if c.from_on <= period.from_on]
        if not known:
            raise LookupError("coefficient_missing")
        volume, worth = use.between(period), known[-1].kwh_per_m3
        converted.append(
            replace(
                use,
                period=period,
                quantity=wh_of(volume, worth),
                volume_dm3=volume,
                kwh_per_m3=worth,
                running=(),
            )
        )
    return tuple(converted)


def from_days(
    from_on: date, amounts: tuple[int, ...], classed: str = SINGLE, kind: str = REAL
) -> Use:
    """A use measured day by day (a smart meter): one amount for each day in order."""
    running = [0]
    for amount in amounts:
        running.append(running[-1] + amount)
    period = Period(from_on, from_on + timedelta(days=len(amounts)))
    return Use(period, running[-1], classed, kind, running=tuple(running))

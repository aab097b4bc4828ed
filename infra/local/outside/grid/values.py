"""What a usage point drew: from the curves that a test fed, else from its synthetic home."""

from dataclasses import dataclass, field
from datetime import date

from infra.local.homes import electricity, home_of
from infra.local.homes.traits import Home


@dataclass(frozen=True, slots=True)
class Curve:
    """A day's mean powers in W, one for each step of `minutes`, from local midnight on."""

    minutes: int
    watts: tuple[int, ...]

    @property
    def wh(self) -> int:
        """The day's energy."""
        return sum(self.watts) * self.minutes // 60


@dataclass
class Values:
    """The curves of all points."""

    zone: str = "Europe/Paris"
    fed: dict[tuple[str, date], Curve] = field(default_factory=dict)

    def of(self, point: str, on: date, minutes: int = 30) -> Curve:
        """The curve of a point's day; a fed one keeps its own step."""
        if fed := self.fed.get((point, on)):
            return fed
        home = home_of(point)
        if minutes == 30:
            return Curve(30, tuple(wh * 2 for wh in electricity.half_hours(home, on, self.zone)))
        return Curve(minutes, _at_step(home, on, minutes, self.zone))

    def peak(self, point: str, on: date) -> tuple[int, int]:
        """The day's highest apparent power in VA, and the minute of the day in which it came."""
        if fed := self.fed.get((point, on)):
            highest = max(fed.watts)
            return highest * 103 // 100, fed.watts.index(highest) * fed.minutes
        va, slot = electricity.day_peak_va(home_of(point), on, self.zone)
        return va, slot * 10


def _at_step(home: Home, on: date, minutes: int, zone: str) -> tuple[int, ...]:
    """Ten-minute energies at another step, through five minutes, losing no Wh."""
    fives: list[int] = []
    for wh in electricity.ten_minutes(home, on, zone):
        fives += (wh // 2, wh - wh // 2)
    many = minutes // 5
    return tuple(
        sum(fives[place : place + many]) * 60 // minutes for place in range(0, len(fives), many)
    )

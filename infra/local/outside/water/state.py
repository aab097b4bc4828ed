"""What the head-end's stand-in knows: its faults, its tokens, the calls that it counted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from infra.local.homes import water
from infra.local.homes.behind import Behind, behind

SINCE = date(2024, 1, 1)


class Faults(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The stand-in's misbehaviour; all of it is off at first."""

    now: datetime | None = None
    """What the stand-in takes for the present moment (aware)."""
    late_hours: int = 0
    """How long an index is on its way."""
    missing: dict[str, list[date]] = {}
    """Days of which a meter sent nothing; an empty list means all days."""
    lost: dict[str, list[datetime]] = {}
    """Single indexes that never arrived, by the full hour (aware)."""
    duplicated: bool = False
    shuffled: bool = False
    jitter_seconds: int = 0
    """How far a meter's clock is off, to one side and the other."""
    steps: dict[str, int] = {}
    """Minutes between two indexes of a meter: 15, 30 or 60."""
    states: dict[str, Literal["unknown", "silent", "decommissioned"]] = {}
    throttled: int = 0
    wait_seconds: int = 2
    failing: int = 0
    cut: int = 0
    dropped: int = 0
    """How many of the next calls get 429, 500, half a body, or a connection that closes early."""
    page: int = 1000
    """Records of an answer; what is left over comes on the next page."""


@dataclass
class Water:
    """One head-end; tests hold it and change it, or do so through `/water/control`."""

    faults: Faults = field(default_factory=Faults)
    tokens: set[str] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)
    dials: dict[str, list[int]] = field(default_factory=dict)

    def now(self) -> datetime:
        """The present moment."""
        return self.faults.now or datetime.now(UTC)

    def moments(self, meter: str, begins: datetime, until: datetime) -> list[datetime]:
        """When a meter sent its index between two moments, both in, as far as it arrived."""
        step = timedelta(minutes=self.faults.steps.get(meter, 60))
        ends = min(until, self.now() - timedelta(hours=self.faults.late_hours))
        zone = ZoneInfo(behind("water", meter).zone)
        lost = {moment.astimezone(UTC) for moment in self.faults.lost.get(meter, [])}
        silent = self.faults.missing.get(meter)
        found, at = [], begins
        while at <= ends:
            on = at.astimezone(zone).date()
            if at not in lost and (silent is None or (silent and on not in silent)):
                found.append(at)
            at += step
        return found

    def index(self, meter: str, at: datetime) -> int:
        """The dm3 on a meter's dial at a moment."""
        known = behind("water", meter)
        local = at.astimezone(ZoneInfo(known.zone))
        midnight = datetime.combine(local.date(), datetime.min.time(), tzinfo=ZoneInfo(known.zone))
        passed = int((at - midnight.astimezone(UTC)).total_seconds()) // 60
        hours = _hours(known, local.date())
        whole, rest = divmod(passed, 60)
        begun = hours[whole] * rest // 60 if rest else 0
        return self._at_midnight(meter, known, local.date()) + sum(hours[:whole]) + begun

    def _at_midnight(self, meter: str, known: Behind, on: date) -> int:
        dial = self.dials.setdefault(meter, [known.base])
        while len(dial) <= (on - SINCE).days:
            day = SINCE + timedelta(days=len(dial) - 1)
            dial.append(dial[-1] + sum(_hours(known, day)))
        return dial[(on - SINCE).days]


def _hours(known: Behind, on: date) -> list[int]:
    return [dm3 * known.times for dm3 in water.hours(known.home, on, known.leaks, known.zone)]

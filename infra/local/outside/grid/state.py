"""What the stand-in knows: its faults, fed curves, given tokens, counted calls."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from infra.local.outside.grid.faults import Faults
from infra.local.outside.grid.quota import Quota
from infra.local.outside.grid.values import Values


@dataclass
class Grid:
    """One grid operator; tests hold it and change it, or do so through `/grid/control`."""

    zone: str = "Europe/Paris"
    faults: Faults = field(default_factory=Faults)
    values: Values = field(default_factory=Values)
    quota: Quota = field(default_factory=Quota)
    tokens: dict[str, float] = field(default_factory=dict)
    tries: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    """How many calls came, by path and by answer (`load_curve`, `429`, …)."""

    def now(self) -> datetime:
        """The present moment in the grid's own time zone."""
        return (self.faults.now or datetime.now(UTC)).astimezone(ZoneInfo(self.zone))

    def reset(self) -> None:
        """Forget everything but the tokens."""
        self.faults, self.values, self.quota = Faults(), Values(self.zone), Quota()
        self.tries.clear()
        self.calls.clear()

    def strikes(self, kind: str, point: str, on: date) -> bool:
        """Whether a fault by chance happens at this try; counts the try."""
        if not self.faults.rates:
            return False
        key = (kind, point, on)
        self.tries[key] += 1
        return self.faults.strikes(kind, point, on, self.tries[key] - 1)

    def published(self, point: str, on: date) -> bool:
        """Whether the values of a point's day can be had by now."""
        now = self.now()
        if on >= now.date():
            return False
        yesterday = on == now.date() - timedelta(days=1)
        return not (self.faults.late and yesterday and now.hour < self.faults.published_at)

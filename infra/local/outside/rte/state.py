"""What the RTE stand-in knows: its faults, the tokens that it gave, the calls that it counted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Faults(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The stand-in's misbehaviour; all of it is off at first."""

    now: datetime | None = None
    """What the stand-in takes for the present moment (aware)."""
    out_at: tuple[int, int] = (10, 40)
    """When tomorrow's colour is out, local hour and minute."""
    fallback: list[date] = []
    """Days of which only a makeshift colour is known."""
    throttled: int = 0
    wait_seconds: int = 900
    failing: int = 0
    cut: int = 0
    """How many of the next calls are answered 429, 500, or by a body that ends in the middle."""


@dataclass
class Rte:
    """One data portal; tests hold it and change it, or do so through `/rte/control`."""

    zone: str = "Europe/Paris"
    faults: Faults = field(default_factory=Faults)
    tokens: set[str] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """The present moment in the portal's own time zone."""
        return (self.faults.now or datetime.now(UTC)).astimezone(ZoneInfo(self.zone))

    def known_until(self) -> date:
        """The first day whose colour is not out yet."""
        now = self.now()
        out = (now.hour, now.minute) >= self.faults.out_at
        return now.date() + timedelta(days=2 if out else 1)

"""What the gas stand-in knows: its faults, the tokens that it gave, the calls that it counted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Faults(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The stand-in's misbehaviour; all of it is off at first."""

    now: datetime | None = None
    """What the stand-in takes for the present moment (aware)."""
    delay_days: int = 1
    """Yesterday is out after so many days (1 to 3 in life)."""
    missing: dict[str, list[date]] = {}
    """Days that a point's answer lacks; an empty list means all days."""
    duplicated: bool = False
    shuffled: bool = False
    codes: dict[str, str] = {}
    """The code of `statut_restitution` for a point, as 1000014 (consent withdrawn)."""
    rights: dict[str, str] = {}
    """`etat_droit_acces` of a point, Active when not said; "" for no right at all."""
    informative: bool = True
    """Whether the rights cover daily values."""
    throttled: int = 0
    wait_seconds: int = 2
    failing: int = 0
    cut: int = 0
    """How many of the next calls are answered 429, 500, or by a body that ends in the middle."""


@dataclass
class Gas:
    """One gas distributor; tests hold it and change it, or do so through `/gas/control`."""

    zone: str = "Europe/Paris"
    faults: Faults = field(default_factory=Faults)
    tokens: set[str] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)

    def today(self) -> date:
        """The present local date."""
        return (self.faults.now or datetime.now(UTC)).astimezone(ZoneInfo(self.zone)).date()

    def published(self, point: str, on: date) -> bool:
        """Whether a point's day can be had by now."""
        late = on > self.today() - timedelta(days=self.faults.delay_days)
        lost = point in self.faults.missing and on in (self.faults.missing[point] or [on])
        return not late and not lost

    def settled(self, on: date) -> bool:
        """A month's days are final once the month is over."""
        return on < self.today().replace(day=1)

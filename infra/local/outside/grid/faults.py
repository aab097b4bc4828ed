"""What goes wrong: how the stand-in is told to misbehave, and how it decides to.

    PUT /grid/control {"late": true, "missing": {"30001234567890": ["2026-11-21"]}}

Names of points may be "*" for all. `rates` makes faults by chance: percent for each kind, drawn for
each point and day from their names, so that a run can be repeated; each heals after `heals_after`
tries, as real ones do.
"""

from datetime import date, datetime

import msgspec

from infra.local.homes.chance import draw, happens

DAY_FAULTS = ("missing", "duplicated", "shuffled", "half")
CALL_FAULTS = ("throttled", "failing", "cut", "dropped")


class Faults(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The stand-in's misbehaviour; all of it is off at first."""

    now: datetime | None = None
    """What the stand-in takes for the present moment (aware)."""
    late: bool = False
    """Nothing of yesterday before `published_at`, as in life."""
    published_at: int = 8
    """Local hour at which yesterday appears when `late`."""
    missing: dict[str, list[date]] = {}
    """Days that a point's answer lacks; an empty list means all days."""
    duplicated: list[str] = []
    """Points whose rows come twice."""
    shuffled: list[str] = []
    """Points whose rows come in no order."""
    half: list[str] = []
    """Points whose days end at noon."""
    throttled: int = 0
    """How many of the next calls are answered 429."""
    wait_seconds: int = 2
    """After how long a throttled caller may come again."""
    throttle_form: str = "hour"
    """second, hour or old: which of the three known bodies of a 429."""
    failing: int = 0
    """How many of the next calls are answered 500."""
    cut: int = 0
    """How many of the next bodies end in the middle."""
    dropped: int = 0
    """How many of the next calls get no answer: the connection closes."""
    consents: dict[str, str] = {}
    """gone, moved, refused (recording), wrong_direction or unknown, by point."""
    steps: dict[str, int] = {}
    """Minutes of the meter's step (5, 10, 15, 30 or 60), by point."""
    token_seconds: int = 12_600
    """How long a token lives."""
    calls_per_second: int = 5
    calls_per_hour: int = 10_000
    rates: dict[str, int] = {}
    """Percent of the days (or calls) that each kind of fault strikes by chance."""
    heals_after: int = 1
    """How many tries a fault by chance lasts."""

    def strikes(self, kind: str, point: str, on: date, tries: int) -> bool:
        """True when a fault of this kind is to happen for the point's day at this try (0 first)."""
        percent = self.rates.get(kind, 0)
        if not percent or tries >= self.heals_after:
            return False
        return happens(draw(kind, point, on.toordinal())[0], percent)

    def missing_on(self, point: str, on: date) -> bool:
        """True when the point's day is to be left out."""
        for name in (point, "*"):
            if name in self.missing and (not self.missing[name] or on in self.missing[name]):
                return True
        return False


def names(points: list[str], point: str) -> bool:
    """True when a list of points has this one, or all."""
    return point in points or "*" in points

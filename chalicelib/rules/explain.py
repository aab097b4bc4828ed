"""Why a line is what it is: a code and facts, which the catalogues turn into a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.rules.bill import INSTALMENT, Line, Part
from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import to_shown
from chalicelib.rules.usage import ESTIMATED, NORM, REAL

Fact = str | int | Decimal | date

CODES = (
    "quantity_real",
    "quantity_estimated",
    "quantity_norm",
    "tier_real",
    "tier_estimated",
    "tier_norm",
    "standing_days",
    "standing_days_of_year",
    "standing_months",
    "standing_months_of_year",
    "percentage",
    "instalment",
    "instalment_deducted",
)
"""Every code that `explain` gives; a catalogue has a sentence for each."""


@dataclass(frozen=True, slots=True)
class Step:
    """One measured step behind a line: between which readings, how much, how it was known.

    `quantity` is in the line's unit; `volume` (m3) and `kwh_per_m3` stand where gas was converted;
    `spread` is true when the line holds only some days of what lies between the two readings,
    `by_curve` when it holds the part of it that half-hours tell.
    """

    period: Period
    quantity: Decimal
    kind: str
    classed: str
    meter: str = ""
    register: str = ""
    before: Decimal | None = None
    before_kind: str = ""
    after: Decimal | None = None
    after_kind: str = ""
    volume: Decimal | None = None
    kwh_per_m3: Decimal | None = None
    spread: bool = False
    by_curve: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code of `CODES`, the facts its sentence needs, and the measured steps behind it."""

    code: str
    facts: Mapping[str, Fact]
    steps: tuple[Step, ...] = ()


def explain(line: Line) -> Explanation:
    """What the line came from: readings and their kind, days, price and since when, rule.

    Facts (all lines): quantity, unit, unit_price, price_base, cents, percent, from_on, last_on,
    days, version_on, source; where they apply: classed, tier.
    """
    facts: dict[str, Fact] = {
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": line.unit_price,
        "price_base": line.price_base,
        "cents": line.cents,
        "percent": line.percent,
        "from_on": line.period.from_on,
        "last_on": line.period.last_on,
        "days": line.period.days,
        "source": line.source,
    }
    if line.version_on is not None:
        facts["version_on"] = line.version_on
    if line.classed:
        facts["classed"] = line.classed
    if line.tier:
        facts["tier"] = line.tier
    return Explanation(_code(line), facts, tuple(_step(part) for part in line.parts))


def _code(line: Line) -> str:
    if line.code == INSTALMENT:
        return "instalment" if line.cents >= 0 else "instalment_deducted"
    if line.kind in (REAL, ESTIMATED, NORM):
        return f"{'tier' if line.tier else 'quantity'}_{line.kind}"
    if line.unit in ("day", "month"):
        return f"standing_{line.unit}s" + ("" if line.price_base == 1 else "_of_year")
    return "percentage"


def _step(part: Part) -> Step:
    before, after = part.before, part.after
    return Step(
        period=part.period,
        quantity=to_shown(part.quantity),
        kind=part.kind,
        classed=part.classed,
        meter=before.meter if before else "",
        register=before.register if before else "",
        before=to_shown(before.index) if before else None,
        before_kind=before.kind if before else "",
        after=to_shown(after.index) if after else None,
        after_kind=after.kind if after else "",
        volume=None if part.volume_dm3 is None else to_shown(part.volume_dm3),
        kwh_per_m3=part.kwh_per_m3,
        spread=before is not None
        and after is not None
        and (before.on, after.on) != (part.period.from_on, part.period.until_on),
        by_curve=part.by_curve,
    )

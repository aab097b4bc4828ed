"""Half-hours behind a bill: where the meter's dials do not tell the classes of the tariff."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from chalicelib import clock, operators
from chalicelib.contracts import tempo
from chalicelib.contracts.facts import Contract
from chalicelib.metering import curves
from chalicelib.metering.facts import Meter
from chalicelib.rules.calendar import Period, days_after, months_after
from chalicelib.rules.shared_out import HalfHours
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import ESTIMATED, REAL, Use

BY_HALF_HOURS = "half_hours"
"""The value of a contract's option `measured` for bills by the curve, whatever the dials count."""


def wanted(contract: Contract, terms: Terms, hung: Iterable[Meter]) -> bool:
    """Whether a contract is billed by its half-hours: its tariff has hours, and the dials that hang
    there count other classes than it (or it says so).
    """
    meters = tuple(hung)
    if not terms.hours or not meters:
        return False
    counted = {register.classed for meter in meters for register in meter.registers}
    asked = contract.options.get("measured") == BY_HALF_HOURS
    return asked or not counted <= set(terms.tariff.class_codes)


def of(contract: Contract, terms: Terms) -> HalfHours:
    """The half-hours under a contract, for as long as they are kept, and what classes them."""
    pack = operators.find(contract.operator)
    ends = clock.today(pack.time_zone)
    starts = max(contract.started_on, months_after(ends, -curves.KEPT_MONTHS))
    period = Period(starts, max(ends, starts))
    return HalfHours(
        days={day.on: day.values for day in curves.days(contract.point, period)},
        schedules=terms.hours,
        classes=terms.tariff.class_codes,
        zone=pack.time_zone,
        colours=tempo.colours(contract.operator, days_after(starts, -1), ends),
    )


def totals_of(uses: Sequence[Use]) -> tuple[Use, ...]:
    """What all dials counted together between two readings; nothing where they were read on
    different days (the curve alone then tells).
    """
    found: dict[Period, list[Use]] = {}
    for use in uses:
        found.setdefault(use.period, []).append(use)
    periods = sorted(found)
    if any(earlier.until_on > later.from_on for earlier, later in pairwise(periods)):
        return ()
    return tuple(_together(found[period]) for period in periods)


def _together(uses: Sequence[Use]) -> Use:
    one = uses[0]
    real = all(use.kind == REAL for use in uses)
    return Use(
        one.period,
        sum(use.quantity for use in uses),
        kind=REAL if real else ESTIMATED,
        before=one.before if len(uses) == 1 else None,
        after=one.after if len(uses) == 1 else None,
    )

"""What a contract used in a period that is billed: measured, and estimated where it is not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from chalicelib.billing import halfhours
from chalicelib.contracts.facts import Contract
from chalicelib.metering import facts as metering
from chalicelib.metering import measured
from chalicelib.metering.facts import Meter
from chalicelib.rules import estimate
from chalicelib.rules.calendar import Period
from chalicelib.rules.shared_out import HalfHours, by_class
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.usage import REAL, Reading, Use


class NotMeasured(LookupError):
    """Nothing tells what was used; `code` says why: `no_meter`, `no_history`, and
    `no_half_hours` (or the colour of a day) where they tell the classes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is known of a supply point's use up to a day: its meters and the uses between
    readings, in whole Wh or dm3 (gas too); `by_curve` where half-hours tell their classes.
    """

    meters: tuple[Meter, ...]
    uses: tuple[Use, ...]
    by_curve: bool = False

    @property
    def last_read_on(self) -> date | None:
        """The day of the last real reading."""
        real = [use.period.until_on for use in self.uses if use.kind == REAL]
        return max(real, default=None)


def known(
    hung: tuple[Meter, ...],
    found: Sequence[metering.Reading],
    on: date,
    half_hours: HalfHours | None = None,
) -> Measured:
    """What is known of a point's use by readings and half-hours made on a day or before."""
    by_then = [reading for reading in found if reading.on <= on]
    fitted = tuple(_as_of(meter, on) for meter in hung if meter.fitted_on <= on)
    uses = measured.between(by_then, fitted)
    if half_hours is None:
        return Measured(fitted, uses)
    return Measured(fitted, by_class(halfhours.totals_of(uses), half_hours.until(on)), True)


def _as_of(meter: Meter, on: date) -> Meter:
    """The meter as it was known on a day: not removed yet when that came later."""
    if meter.removed_on is None or meter.removed_on <= on:
        return meter
    return replace(meter, removed_on=None)


def strands(known: Measured) -> tuple[tuple[Use, ...], ...]:
    """The uses of each dial over time: a meter's register, and that of the meter it replaced.

    Two water meters of one flat are two strands, though both count the same class. Where half-hours
    tell the classes, each class is one.
    """
    if known.by_curve:
        classes = dict.fromkeys(use.classed for use in known.uses)
        return tuple(
            tuple(use for use in known.uses if use.classed == classed) for classed in classes
        )
    chains: list[list[Meter]] = []
    for meter in sorted(known.meters, key=lambda each: (each.fitted_on, each.serial)):
        for chain in chains:
            ended = chain[-1].removed_on
            if ended is not None and ended <= meter.fitted_on:
                chain.append(meter)
                break
        else:
            chains.append([meter])
    found: list[tuple[Use, ...]] = []
    for chain in chains:
        serials = {meter.serial for meter in chain}
        own = [use for use in known.uses if use.before and use.before.meter in serials]
        for classed in sorted({each.classed for meter in chain for each in meter.registers}):
            found.append(tuple(use for use in own if use.classed == classed))
    return tuple(found)


def covered_until(known: Measured, from_on: date) -> date:
    """The day until which every dial is really read, without a gap since `from_on`."""
    reached = [_reach(strand, from_on) for strand in strands(known)]
    return min(reached, default=from_on)


def _reach(strand: Sequence[Use], from_on: date) -> date:
    reached = from_on
    for use in sorted(strand, key=lambda each: each.period):
        if use.kind == REAL and use.period.from_on <= reached < use.period.until_on:
            reached = use.period.until_on
    return reached


def within(
    known: Measured, period: Period, contract: Contract, tariff: Tariff, in_a_row: int = 0
) -> tuple[Use, ...]:
    """The uses of exactly a period, dial by dial; what no reading covers is estimated and says so.

    `in_a_row` bills before this one were estimates too: where the tariff has norms, these count
    from the fourth on (order 354, point 60). Without a meter they always do. Raises `NotMeasured`.
    """
    if not known.meters:
        if not tariff.norms:
            raise NotMeasured("no_meter")
        surcharged = contract.options.get("meter") == "possible"
        return estimate.by_norm(period, tariff, contract.residents, surcharged=surcharged)
    if known.by_curve and not known.uses:
        raise NotMeasured("no_half_hours")
    found: list[Use] = []
    for strand in strands(known):
        cut = [part for use in strand if (part := clip(use, period))]
        found += cut
        for rest in _unread(known, strand, period):
            guessed = _estimated(known, strand, rest, tariff, in_a_row)
            if not guessed:
                return _by_norm(known, period, contract, tariff)
            found += guessed
    return tuple(sorted(found, key=lambda use: (use.period, use.classed)))


def _unread(known: Measured, strand: Sequence[Use], period: Period) -> list[Period]:
    """The days of a period that a dial was not read: those after its last index, and those between
    the last index of a meter and its removal, when nobody noted what it showed then.
    """
    cut = [own for use in strand if (own := use.period.overlap(period))]
    reached = max((own.until_on for own in cut), default=period.from_on)
    found = [Period(reached, period.until_on)] if reached < period.until_on else []
    removed = {meter.serial: meter.removed_on for meter in known.meters}
    for use, following in pairwise(sorted(strand, key=lambda each: each.period)):
        meter = use.after.meter if use.after else ""
        ends = min(removed.get(meter) or use.period.until_on, following.period.from_on, reached)
        starts = max(use.period.until_on, period.from_on)
        if starts < ends:
            found.append(Period(starts, ends))
    return found


def _by_norm(
    known: Measured, period: Period, contract: Contract, tariff: Tariff
) -> tuple[Use, ...]:
    """The days that every dial was read, and the norm of the home for those after."""
    if not tariff.norms:
        raise NotMeasured("no_history")
    reached = covered_until(known, period.from_on)
    read = Period(period.from_on, reached)
    cut = (part for use in known.uses if (part := clip(use, read)))
    rest = Period(reached, period.until_on)
    return (*cut, *estimate.by_norm(rest, tariff, contract.residents, surcharged=False))


def clip(use: Use, period: Period) -> Use | None:
    """The part of a use within a period; its readings stay those at its two ends."""
    own = use.period.overlap(period)
    if own is None:
        return None
    if own == use.period:
        return use
    running: tuple[int, ...] = ()
    if use.running:
        first = (own.from_on - use.period.from_on).days
        days = use.running[first : first + own.days + 1]
        running = tuple(amount - days[0] for amount in days)
    return replace(use, period=own, quantity=use.between(own), running=running, volume_dm3=None)


def _estimated(
    known: Measured, strand: Sequence[Use], period: Period, tariff: Tariff, in_a_row: int
) -> tuple[Use, ...]:
    """An estimate for the days after a dial's last reading, with the index that it leads to."""
    real = [use for use in strand if use.kind == REAL]
    if not real:
        return ()
    classed = real[0].classed
    if tariff.norms:
        enough = in_a_row >= estimate.AVERAGE_PERIODS
        mean = None if enough else estimate.from_average(period, real, classed)
        found: tuple[Use, ...] = (mean,) if mean else ()
    else:
        found = estimate.estimate(period, real, classed)
    ends = [use.after for use in strand if use.after and use.period.until_on == period.from_on]
    return tuple(_with_index(known, use, ends[-1] if ends else None) for use in found)


def _with_index(known: Measured, use: Use, before: Reading | None) -> Use:
    if before is None or known.by_curve:
        return use
    digits = {meter.serial: meter.digits for meter in known.meters}
    after = estimate.estimated_reading(
        before, use, use.period.until_on, digits.get(before.meter, 6)
    )
    return replace(use, before=before, after=after)

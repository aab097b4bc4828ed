"""What stands where no reading came: an estimate since a meter's last one, or the norm."""

from collections.abc import Sequence
from datetime import date

from chalicelib.contracts import tariffs
from chalicelib.contracts.facts import Contract, Holding
from chalicelib.metering.facts import Meter
from chalicelib.rules.calendar import Period, days_after, months_after
from chalicelib.rules.estimate import estimate, from_norm
from chalicelib.rules.usage import Use

MOST_MONTHS = 12
"""An estimate goes no further than a year beyond the last reading."""


def since_last_reading(
    holding: Holding, hung: Sequence[Meter], uses: Sequence[Use], today: date
) -> tuple[Use, ...]:
    """The use since the last reading of meters that are read by hand, estimated up to today.

    From the caller's own past only: the same days of last year, or else the mean. A communicating
    meter is not estimated: its days come, or are missing and said to be.
    """
    ends = _until(holding.contract, today)
    now = [meter for meter in hung if meter.fitted_at(days_after(ends, -1))]
    if not now:
        return _by_norm(holding, hung, today)
    if any(meter.communicating for meter in now):
        return ()
    mine = [use for use in uses if use.period.from_on >= holding.contracts[0].started_on]
    found: list[Use] = []
    for classed in dict.fromkeys(use.classed for use in mine):
        own = [use for use in mine if use.classed == classed]
        last = max(use.period.until_on for use in own)
        if last < ends <= months_after(last, MOST_MONTHS):
            found += estimate(Period(last, ends), own, classed)
    return tuple(found)


def _by_norm(holding: Holding, hung: Sequence[Meter], today: date) -> tuple[Use, ...]:
    """The norm for each resident where there never was a meter (Russia: order 354)."""
    if hung:
        return ()
    found: list[Use] = []
    for contract in holding.contracts:
        tariff = tariffs.find(contract.operator, contract.tariff)
        if tariff is None or not tariff.norms or not contract.residents:
            continue
        starts = max(contract.started_on, tariff.norms[0].from_on)
        ends = _until(contract, today)
        if starts < ends:
            service = tariff.norms[0].service
            for month in Period(starts, ends).months():
                found += from_norm(month, tariff.norms, service, contract.residents)
    return tuple(found)


def _until(contract: Contract, today: date) -> date:
    return today if contract.ended_on is None else min(contract.ended_on, today)

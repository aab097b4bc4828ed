"""Indexes as the dial shows them, in and out: kWh or m3, whole Wh or dm3 within."""

from decimal import ROUND_DOWN, Decimal

from chalicelib.metering.facts import Meter
from chalicelib.rules.measure import to_base, to_shown

Number = int | float
"""A number in JSON. Floats are made here only, of at most three decimals: they print exactly."""
MOST = 10**12


def shown(base: int, decimals: int = 0) -> Number:
    """An index or a use as the dial shows it, its finer digits cut."""
    exact = abs(to_shown(abs(base), decimals))
    exact = -exact if base < 0 else exact
    return int(exact) if decimals == 0 else float(exact)


def read(value: Decimal, meter: Meter) -> int | None:
    """An index as a customer reads it, as whole Wh or dm3; None for what no dial can show.

    Digits finer than the dial's are cut.
    """
    if not value.is_finite() or not 0 <= value < MOST:
        return None
    return to_base(value.quantize(Decimal(1).scaleb(-meter.decimals), rounding=ROUND_DOWN))

"""Windows, dials, and the figures of a curve."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import operators
from chalicelib.metering import dial, figures
from chalicelib.metering.facts import Meter, Register
from chalicelib.metering.window import window_at
from chalicelib.rules.curve import MISSING


def meter(decimals: int = 0) -> Meter:
    return Meter("op#gas#1", "M1", date(2024, 1, 1), 5, "m3", (Register("single", "single"),),
                 decimals=decimals)  # fmt: skip


def windows(from_day: int, until_day: int):
    pack = operators.find(operators.codes()[0])
    reading = msgspec.structs.replace(pack.reading, from_day=from_day, until_day=until_day)
    return msgspec.structs.replace(pack, reading=reading)


@pytest.mark.parametrize(
    "value", ["-1", "-0.001", "NaN", "Infinity", "-Infinity", "1e12", "1e999999"]
)
def test_what_no_dial_shows_is_not_read(value):
    assert dial.read(Decimal(value), meter()) is None


@pytest.mark.parametrize(
    ("value", "decimals", "base"),
    [("12345", 0, 12345000), ("12345.9", 0, 12345000), ("3.4567", 3, 3456), ("1e-99", 3, 0)],
)
def test_digits_finer_than_the_dial_are_cut(value, decimals, base):
    assert dial.read(Decimal(value), meter(decimals)) == base


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_what_is_shown_prints_exactly(base, decimals):
    step = 10 ** (3 - decimals)
    whole = abs(base) // step * step * (-1 if base < 0 else 1)
    assert Decimal(str(dial.shown(base, decimals))) * 1000 == whole


@pytest.mark.parametrize(
    ("days", "on", "from_on", "until_on", "is_open"),
    [
        ((1, 25), date(2026, 11, 25), date(2026, 11, 1), date(2026, 11, 25), True),
        ((1, 25), date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 25), False),
        ((1, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 25), False),
        ((15, 31), date(2026, 2, 1), date(2026, 2, 15), date(2026, 2, 28), False),
        ((15, 31), date(2026, 2, 28), date(2026, 2, 15), date(2026, 2, 28), True),
        ((30, 31), date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28), True),
    ],
)
def test_the_window_is_the_present_one_or_the_next(days, on, from_on, until_on, is_open):
    found = window_at(windows(*days), on)
    assert (found.from_on, found.until_on, found.open) == (from_on, until_on, is_open)


def test_what_is_always_on_forgets_days_away_and_holes():
    curve = {
        date(2026, 1, 1): [50] * 48,
        date(2026, 1, 2): [70] * 47 + [900],
        date(2026, 1, 3): [80] * 48,
        date(2026, 1, 4): [0] * 47 + [MISSING],
    }
    assert figures.always_on(curve) == 140
    assert figures.always_on({}) is None


def test_the_peak_is_told_with_its_hour_on_a_long_day_too():
    curve = {date(2026, 10, 25): [100] * 49 + [2000]}
    found = figures.peak(curve, "Europe/Brussels")
    assert found is not None
    assert (found.rate, found.at.isoformat()) == (4000, "2026-10-25T22:30:00+00:00")
    assert figures.peak({date(2026, 10, 25): [MISSING] * 50}, "Europe/Brussels") is None

"""A use over a period: however it is cut, its parts add up to it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import Coefficient
from chalicelib.rules.usage import Use, from_days, to_energy, total

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
dates = st.dates(date(2025, 12, 1), date(2026, 3, 1))


def test_a_use_of_no_day_is_refused():
    with pytest.raises(ValueError, match="use_of_no_day"):
        Use(Period(date(2026, 1, 1), date(2026, 1, 1)), 5)


def test_a_running_sum_of_another_length_is_refused():
    with pytest.raises(ValueError, match="running_of_another_length"):
        Use(JANUARY, 5, running=(0, 5))


def test_gas_without_a_coefficient_is_refused():
    later = (Coefficient(date(2026, 1, 15), Decimal("11.2")),)
    with pytest.raises(LookupError, match="coefficient_missing"):
        to_energy(Use(JANUARY, 100_000), later)


def test_a_use_is_spread_evenly_over_its_days():
    use = Use(JANUARY, 310_000)
    assert use.between(Period(date(2026, 1, 1), date(2026, 1, 11))) == 100_000
    assert use.between(Period(date(2025, 1, 1), date(2027, 1, 1))) == 310_000
    assert use.between(Period(date(2026, 2, 1), date(2026, 3, 1))) == 0


def test_a_use_measured_by_day_is_not_spread():
    use = from_days(date(2026, 1, 1), (5, 0, 7))
    assert (use.quantity, use.period.days) == (12, 3)
    assert use.between(Period(date(2026, 1, 2), date(2026, 1, 4))) == 7
    assert total((use, use)) == 24


@given(st.integers(-(10**7), 10**7), st.lists(dates, max_size=6))
def test_the_parts_of_a_cut_use_add_up_to_it(quantity, cuts):
    use = Use(JANUARY, quantity)
    assert sum(use.between(part) for part in JANUARY.split(cuts)) == quantity


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60), st.lists(dates, max_size=6))
def test_the_parts_of_a_use_measured_by_day_add_up_to_it(amounts, cuts):
    use = from_days(date(2026, 1, 1), tuple(amounts))
    assert sum(use.between(part) for part in use.period.split(cuts)) == sum(amounts)


def test_a_change_of_coefficient_in_the_middle_of_a_month_splits_the_volume_by_days():
    # 93 m3 in 31 days: 45 m3 in 15 days at 11.20, 48 m3 in 16 days at 10.90.
    coefficients = (
        Coefficient(date(2025, 10, 1), Decimal("11.05")),
        Coefficient(date(2026, 1, 1), Decimal("11.20")),
        Coefficient(date(2026, 1, 16), Decimal("10.90")),
    )
    first, second = to_energy(Use(JANUARY, 93_000), coefficients)
    assert (first.volume_dm3, first.kwh_per_m3, first.quantity) == (
        45_000,
        Decimal("11.20"),
        504_000,
    )
    assert (second.volume_dm3, second.kwh_per_m3, second.quantity) == (
        48_000,
        Decimal("10.90"),
        523_200,
    )


def test_the_volume_behind_a_part_of_converted_gas_is_known():
    (use,) = to_energy(Use(JANUARY, 31_000), (Coefficient(date(2026, 1, 1), Decimal("11")),))
    half = Period(date(2026, 1, 1), date(2026, 1, 17))
    assert use.volume_between(half) == 16_000
    assert Use(JANUARY, 31_000).volume_between(half) is None


@given(st.integers(0, 10**7), st.lists(dates, max_size=4))
def test_converting_gas_loses_no_volume(volume, starts):
    coefficients = tuple(
        Coefficient(on, Decimal("10") + Decimal(place) / 10)
        for place, on in enumerate(sorted({date(2025, 1, 1), *starts}))
    )
    uses = to_energy(Use(JANUARY, volume), coefficients)
    assert sum(use.volume_dm3 for use in uses) == volume
    assert uses[-1].period.until_on - uses[0].period.from_on == timedelta(days=31)

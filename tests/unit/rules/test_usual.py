"""A usual year: nothing is made up where little is known, and what is known adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.calendar import Period
from chalicelib.rules.usual import LEAST_A_MONTH, Past, usual_year, weekend

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
NEXT = Period(date(2026, 1, 1), date(2027, 1, 1))


def flat(amount: int = 100, period: Period = YEAR, measured: bool = True) -> dict[date, Past]:
    return {on: Past(amount, measured) for on in period.dates()}


def test_without_a_past_there_is_no_usual_year():
    assert usual_year({}) is None


@pytest.mark.parametrize("month", [1, 2, 12])
def test_a_month_of_which_little_is_known_makes_none(month: int):
    days = flat()
    few = [on for on in days if on.month == month][: LEAST_A_MONTH - 1]
    days = {on: day for on, day in days.items() if on.month != month or on in few}
    assert usual_year(days) is None


def test_days_laid_out_between_readings_tell_no_sunday_from_a_monday():
    days = {on: Past(40 if weekend(on) else 10, measured=False) for on in YEAR.dates()}
    found = usual_year(days)
    assert found is not None
    assert not found.by_kind
    sunday, monday = (
        Period(on, on + timedelta(days=1)) for on in (date(2026, 3, 1), date(2026, 3, 2))
    )
    assert found.of(sunday) == found.of(monday)


def test_three_weekends_of_a_month_are_too_few_to_tell_them_apart():
    days = {on: Past(40 if weekend(on) else 10, measured=on.day <= 7) for on in YEAR.dates()}
    found = usual_year(days)
    assert found is not None
    assert not found.by_kind


def test_measured_weekends_are_told_apart_from_weekdays():
    found = usual_year({on: Past(40 if weekend(on) else 10) for on in YEAR.dates()})
    assert found is not None
    assert found.of(Period(date(2026, 3, 1), date(2026, 3, 2))) == 40
    assert found.of(Period(date(2026, 3, 2), date(2026, 3, 3))) == 10


def test_one_cold_winter_weighs_as_one_of_two():
    cold = {on: Past(300 if on.month in (1, 2, 12) else 100, False) for on in YEAR.dates()}
    mild = {on: Past(200 if on.month in (1, 2, 12) else 100, False) for on in NEXT.dates()}
    found = usual_year(cold | mild)
    assert found is not None
    assert found.of(Period(date(2027, 1, 1), date(2027, 2, 1))) == 31 * 250
    assert found.of(Period(date(2027, 7, 1), date(2027, 8, 1))) == 31 * 100


def test_what_the_mildest_months_use_is_what_no_weather_moves():
    days = {on: Past(300 if on.month in (1, 2, 12) else 100) for on in YEAR.dates()}
    found = usual_year(days | {on: Past(5) for on in YEAR.dates() if on.month == 8})
    assert found is not None
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    august = Period(date(2026, 8, 1), date(2026, 9, 1))
    assert found.base_of(january) == 31 * 100
    assert found.base_of(august) == found.of(august) == 31 * 5


def test_no_days_use_nothing():
    found = usual_year(flat())
    assert found is not None
    assert found.of(Period(date(2026, 1, 1), date(2026, 1, 1))) == 0


amounts = st.lists(st.integers(0, 50_000), min_size=365, max_size=365)


@given(amounts)
@settings(max_examples=25, deadline=None)
def test_the_usual_year_of_one_year_is_that_year(values: list[int]):
    found = usual_year({on: Past(value) for on, value in zip(YEAR.dates(), values, strict=True)})
    assert found is not None
    assert found.of(YEAR) == sum(values)


@given(amounts, st.integers(1, 364))
@settings(max_examples=25, deadline=None)
def test_parts_add_up_to_the_whole_but_for_their_rounding(values: list[int], cut: int):
    found = usual_year({on: Past(value) for on, value in zip(YEAR.dates(), values, strict=True)})
    assert found is not None
    on = YEAR.from_on + timedelta(days=cut)
    parts = found.of(Period(YEAR.from_on, on)) + found.of(Period(on, YEAR.until_on))
    assert abs(parts - found.of(YEAR)) <= 1
    assert 0 <= found.base_of(YEAR) <= found.of(YEAR)


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=25, deadline=None)
def test_who_always_uses_the_same_usually_does(amount: int, measured: bool):
    found = usual_year(flat(amount, measured=measured))
    assert found is not None
    assert found.of(NEXT) == found.base_of(NEXT) == 365 * amount

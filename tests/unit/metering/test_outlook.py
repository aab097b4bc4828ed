"""Projections, days to come and what new equipment draws: sums are kept, nothing is negative."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.metering import scenario
from chalicelib.metering.days import Day
from chalicelib.metering.equipment import COMMON, NIGHT, draws
from chalicelib.metering.outlook import BENT, project
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING

SINCE = date(2025, 1, 1)


def known(days: int, wh: int = 1000, since: date = SINCE) -> dict[date, Day]:
    return {since + timedelta(days=n): Day({"single": wh}) for n in range(days)}


def test_known_days_stay_and_the_others_follow_the_year_before():
    found = project(known(400), Period(date(2026, 1, 1), date(2026, 3, 1)))
    assert len(found.known) == 35
    assert len(found.coming) == 24
    assert all(day.amount == 1000 and day.estimated for day in found.coming.values())


def test_a_colder_winter_bends_the_projection_and_is_bounded():
    for factor, percent in ((3, 150), (9, BENT[1]), (0, BENT[0])):
        days = known(364) | known(60, 1000 * factor // 2, date(2025, 12, 31))
        found = project(days, Period(date(2026, 3, 1), date(2026, 4, 1)))
        assert {day.amount for day in found.coming.values()} == {1000 * percent // 100}


def test_without_a_year_before_the_mean_stands_and_the_doubt_is_wide():
    found = project(known(28), Period(SINCE, date(2025, 3, 1)))
    assert {day.amount for day in found.coming.values()} == {1000}
    assert found.doubt_percent > 20
    low, high = (sum(d.amount for d in found.days(p).values()) for p in (-24, 24))
    assert low < 59_000 < high


@given(st.lists(st.integers(0, 5000), min_size=50, max_size=50), st.sampled_from([46, 48, 50]))
def test_odd_days_keep_their_sum_when_made_even_and_back(values, slots):
    day = values[:slots]
    assert len(scenario.even(day)) == 48
    assert sum(scenario.even(day)) == sum(day)
    assert len(scenario.fitted(values[:48], slots)) == slots
    assert sum(scenario.fitted(values[:48], slots)) == sum(values[:48])


@given(st.integers(0, 10**6))
def test_a_shaped_day_keeps_its_sum(amount):
    day = scenario.shaped(amount)
    assert sum(day) == amount
    assert min(day) >= 0


def test_the_curve_of_a_year_ago_goes_before_a_typical_day():
    period = Period(date(2026, 1, 1), date(2026, 1, 8))
    curve = {date(2025, 1, 2): [7] * 48, date(2025, 1, 3): [7] * 47 + [MISSING]}
    days = scenario.coming(known(365), curve, period)
    assert days[date(2026, 1, 1)] == [7] * 48
    assert days[date(2026, 1, 2)] == scenario.shaped(1000)
    assert len(days) == 7


@pytest.mark.parametrize("kind", sorted(COMMON))
@pytest.mark.parametrize("month", range(1, 13))
def test_equipment_draws_something_believable(kind, month):
    day = draws(kind, None, date(2026, month, 15), [])
    assert len(day) == 48
    assert all(wh >= 0 for wh in day)
    assert sum(day) <= 60_000
    if kind != "heat_pump":
        assert {slot for slot, wh in enumerate(day) if wh} <= set(NIGHT)
    elif month in (6, 7, 8):
        assert sum(day) == 0


@given(st.integers(1, 100_000), st.sets(st.integers(0, 47), max_size=20))
def test_a_days_energy_is_drawn_whole_in_the_cheap_hours(km, cheap):
    day = draws("car", km, date(2026, 1, 15), sorted(cheap))
    assert abs(sum(day) - km * 180 / 365) <= 1
    drawn = {slot for slot, wh in enumerate(day) if wh}
    assert drawn <= (cheap & set(NIGHT) or cheap or set(NIGHT))


def test_coloured_days_fall_again_as_a_year_ago_and_none_is_made_up():
    known = {date(2025, 12, 2): "red", date(2024, 12, 4): "white"}
    period = Period(date(2026, 12, 1), date(2026, 12, 4))
    assert scenario.colours_again(known, period) == {
        date(2026, 12, 1): "red",
        date(2026, 12, 2): "white",
    }

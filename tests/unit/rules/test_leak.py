"""Leaks: a night without an hour's rest, an empty home that drinks, twice as much as ever."""

from datetime import date, timedelta

import pytest

from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from chalicelib.rules.leak import empty_home, night_flow, warsmann
from chalicelib.rules.usage import Use

TODAY = date(2026, 11, 20)
LEAKING = [2] * 48
DRIPPING = [0, 1] * 24
SOUND = [0] * 12 + [8] * 36


def days(*kinds: list[int]) -> dict[date, list[int]]:
    """Days that end yesterday, in order."""
    return {TODAY - timedelta(days=len(kinds) - n): kind for n, kind in enumerate(kinds)}


def test_two_nights_are_not_enough():
    assert night_flow(days(SOUND, LEAKING, LEAKING), TODAY) is None


def test_a_night_with_a_missing_half_hour_or_a_missing_day_proves_nothing():
    gap = [*LEAKING[:5], MISSING, *LEAKING[6:]]
    assert night_flow(days(LEAKING, gap, LEAKING), TODAY) is None
    assert night_flow(days(LEAKING, LEAKING), TODAY) is None


def test_a_toilet_flushed_at_night_is_no_leak():
    flushed = [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, *[4] * 38]
    assert night_flow(days(flushed, flushed, flushed), TODAY) is None


def test_three_nights_of_steady_flow_are_a_leak_with_its_figures():
    found = night_flow(days(SOUND, LEAKING, LEAKING, [3] * 48), TODAY)
    assert found is not None
    assert (found.code, found.litres_an_hour, found.litres) == ("leak_night_flow", 4, 288)
    assert (found.since_on, found.last_on) == (date(2026, 11, 17), date(2026, 11, 19))


def test_a_leak_is_dated_back_to_its_first_night():
    found = night_flow(days(SOUND, *[LEAKING] * 9), TODAY)
    assert found is not None and found.since_on == date(2026, 11, 11)
    whole = night_flow(days(*[LEAKING] * 5), TODAY)
    assert whole is not None and whole.since_on == date(2026, 11, 15)


def test_an_empty_home_that_uses_nothing_or_little_is_no_leak():
    quiet = [0] * 38 + [1] * 10
    assert empty_home(days(SOUND, quiet, quiet, quiet), TODAY) is None
    assert empty_home(days(SOUND, [0] * 48, [0] * 48, [0] * 48), TODAY) is None


def test_days_that_are_not_known_prove_nothing_of_an_empty_home():
    assert empty_home({}, TODAY) is None
    assert empty_home(days(DRIPPING, [*DRIPPING[:47], MISSING], DRIPPING), TODAY) is None


def test_a_home_that_somebody_lives_in_is_not_empty():
    at_home = [*DRIPPING[:14], 9, *DRIPPING[15:]]
    assert empty_home(days(DRIPPING, DRIPPING, at_home), TODAY) is None
    assert empty_home(days(DRIPPING, at_home, DRIPPING, DRIPPING), TODAY) is None


def test_three_days_of_water_in_an_empty_home_are_a_leak_with_its_figures():
    found = empty_home(days(SOUND, DRIPPING, DRIPPING, DRIPPING, DRIPPING), TODAY)
    assert found is not None
    assert (found.code, found.litres, found.litres_an_hour) == ("leak_empty_home", 96, 1)
    assert (found.since_on, found.last_on) == (date(2026, 11, 16), date(2026, 11, 19))


def test_a_valve_that_lets_go_now_and_then_in_an_empty_home_is_a_leak():
    valve = [0, 0, 0, 0, 0, 4] * 8
    found = empty_home(days(valve, valve, valve), TODAY)
    assert found is not None and found.litres == 96


HALF_YEAR = Period(date(2026, 1, 1), date(2026, 7, 1))


def past(*amounts: int) -> list[Use]:
    return [
        Use(Period(date(2026 - n, 1, 1), date(2026 - n, 7, 1)), amount)
        for n, amount in enumerate(amounts, start=1)
    ]


@pytest.mark.parametrize(("used", "abnormal"), [(120_000, False), (120_001, True)])
def test_more_than_twice_the_mean_of_three_years_is_abnormal(used, abnormal):
    found = warsmann(used, HALF_YEAR, past(50_000, 60_000, 70_000), 1)
    assert found.abnormal is abnormal
    assert (found.mean, found.limit, found.local) == (60_000, 120_000, False)


def test_a_year_that_is_not_wholly_known_is_left_out():
    half = Use(Period(date(2024, 1, 1), date(2024, 4, 1)), 999_000)
    assert warsmann(1, HALF_YEAR, [*past(50_000), half], 1).mean == 50_000


def test_a_new_customer_is_compared_with_the_place():
    found = warsmann(100_000, HALF_YEAR, [], 40_000)
    assert (found.abnormal, found.mean, found.local) == (True, 40_000, True)

"""Readings: refused when they cannot be, asked about when they are strange, otherwise accepted."""

from datetime import date

import pytest

from chalicelib.rules.calendar import Period
from chalicelib.rules.plausibility import judge, usual_use
from chalicelib.rules.usage import ESTIMATED, Reading, Use

TODAY = date(2026, 11, 20)
LAST = Reading(date(2026, 10, 20), 12_000_000)


def verdict(index, last=LAST, on=TODAY, **facts):
    return judge(index, on, last, today=TODAY, digits=5, **facts)


def answer(index, last=LAST, on=TODAY, **facts):
    found = verdict(index, last, on, **facts)
    return found.answer, found.code


@pytest.mark.parametrize("index", [100_000_000, -1])
def test_an_index_of_more_digits_than_the_dial_is_refused(index):
    assert answer(index) == ("refuse", "reading_too_many_digits")
    assert verdict(index).facts == {"digits": 5}


def test_a_reading_of_tomorrow_is_refused():
    assert answer(13_000_000, on=date(2026, 11, 21)) == ("refuse", "reading_in_future")


def test_a_reading_from_before_the_last_is_refused():
    assert answer(13_000_000, on=date(2026, 10, 1)) == ("refuse", "reading_before_last")


def test_a_lower_index_is_refused_unless_the_meter_rolled_over():
    assert answer(11_999_000) == ("refuse", "reading_lower")
    high = Reading(date(2026, 10, 20), 99_950_000)
    assert answer(50_000, high) == ("accept", "reading_rolled_over")
    assert verdict(50_000, high).used == 100_000


def test_a_roll_over_by_more_than_can_have_been_used_is_refused():
    high = Reading(date(2026, 10, 20), 99_950_000)
    assert answer(90_000_000, high) == ("refuse", "reading_lower")
    assert answer(4_000_000, high, usual=100_000) == ("refuse", "reading_lower")
    assert answer(4_000_000, high, most_a_day=100_000) == ("refuse", "reading_lower")
    assert answer(60_000, high, usual=100_000, most_a_day=100_000)[0] == "accept"


def test_a_real_reading_below_an_estimate_is_asked_about_and_then_accepted():
    estimate = Reading(date(2026, 10, 20), 12_000_000, ESTIMATED)
    assert answer(11_900_000, estimate) == ("ask", "reading_below_estimate")
    assert verdict(11_900_000, estimate).used == -100_000
    assert answer(11_900_000, estimate, confirmed=True) == ("accept", "reading_below_estimate")


def test_more_than_the_connection_can_carry_is_refused():
    # 6 kVA x 24 h = 144 kWh a day, 31 days.
    assert answer(12_000_000 + 144_000 * 31, most_a_day=144_000)[0] == "accept"
    found = verdict(12_000_001 + 144_000 * 31, most_a_day=144_000)
    assert (found.answer, found.code) == ("refuse", "reading_impossible")
    assert found.facts["most"] == 4_464_000


def test_forty_times_the_usual_is_asked_about_with_its_figures():
    found = verdict(16_000_000, usual=100_000)
    assert (found.answer, found.code) == ("ask", "reading_unusual")
    assert found.facts == {
        "last_index": 12_000_000,
        "last_on": "2026-10-20",
        "used": 4_000_000,
        "usual": 100_000,
        "times": 40,
    }


def test_a_strange_reading_that_is_confirmed_is_accepted():
    assert answer(16_000_000, usual=100_000, confirmed=True) == ("accept", "reading_confirmed")


def test_a_small_use_is_never_unusual():
    assert answer(12_005_000, usual=10)[0] == "accept"
    assert answer(12_005_001, usual=0) == ("ask", "reading_unusual")


def test_an_index_that_has_not_moved_for_a_month_is_asked_about():
    assert answer(12_000_000, usual=100_000) == ("ask", "reading_unchanged")
    assert answer(12_000_000, usual=4_000) == ("accept", "reading_fine")
    assert answer(12_000_000, on=date(2026, 10, 21), usual=100_000) == ("accept", "reading_fine")


def test_the_first_reading_and_an_ordinary_one_are_accepted():
    assert answer(5_000, None) == ("accept", "reading_first")
    assert answer(12_100_000) == ("accept", "reading_fine")
    assert answer(12_100_000, usual=90_000) == ("accept", "reading_fine")
    assert (verdict(12_100_000).used, verdict(12_100_000).days) == (100_000, 31)


def test_a_second_reading_on_the_day_of_the_last_is_judged_as_one_day():
    assert answer(12_001_000, on=LAST.on, most_a_day=1_000)[0] == "accept"
    assert answer(12_001_001, on=LAST.on, most_a_day=1_000)[0] == "refuse"


def test_nothing_is_usual_without_a_real_use():
    period = Period(date(2026, 11, 1), date(2026, 12, 1))
    assert usual_use([], period) is None
    estimated = Use(Period(date(2026, 9, 1), date(2026, 11, 1)), 5_000, kind=ESTIMATED)
    assert usual_use([estimated], period) is None


def test_the_usual_is_last_years_same_days_where_they_were_measured():
    period = Period(date(2026, 11, 1), date(2026, 12, 1))
    winter = Use(Period(date(2025, 11, 1), date(2025, 12, 1)), 900_000)
    summer = Use(Period(date(2026, 7, 1), date(2026, 8, 1)), 31_000)
    assert usual_use([winter, summer], period) == 900_000


def test_the_usual_is_otherwise_the_mean_day_of_all_real_use():
    period = Period(date(2026, 11, 1), date(2026, 12, 1))
    summer = Use(Period(date(2026, 7, 1), date(2026, 8, 1)), 31_000)
    assert usual_use([summer], period) == 30_000
    assert usual_use([summer], Period(TODAY, TODAY)) == 0

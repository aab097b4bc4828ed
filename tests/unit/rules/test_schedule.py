"""Hours: to the minute, by weekday and season, with days that begin at six and have a colour."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.calendar import day_minutes
from chalicelib.rules.schedule import Hours, Schedule, Window, runs, schedule_on, split

PARIS = "Europe/Paris"
MONDAY, SATURDAY = date(2026, 1, 5), date(2026, 1, 10)
ODD = (Schedule(date(2024, 1, 1), "peak", (Hours("off_peak", (Window(94, 454),)),)),)
TEMPO = (
    Schedule(
        date(2024, 1, 1),
        "peak",
        (Hours("off_peak", (Window(22 * 60, 6 * 60),)),),
        6 * 60,
        ("blue", "white", "red"),
    ),
)
MISSING = 65535


def test_a_day_without_its_colour_is_refused():
    with pytest.raises(KeyError):
        runs(TEMPO, MONDAY, PARIS, {MONDAY: "red"})


def test_edges_are_to_the_minute():
    assert runs(ODD, MONDAY, PARIS, {}) == (
        ("peak", 0, 94),
        ("off_peak", 94, 454),
        ("peak", 454, 1440),
    )


def test_a_window_may_run_over_midnight():
    night = Window(22 * 60, 6 * 60)
    assert 23 * 60 in night and 0 in night
    assert 6 * 60 not in night and 12 * 60 not in night


def test_the_night_before_a_red_day_keeps_the_colour_of_its_eve():
    colours = {
        MONDAY - timedelta(days=1): "blue",
        MONDAY: "red",
        MONDAY + timedelta(days=1): "white",
    }
    assert runs(TEMPO, MONDAY, PARIS, colours) == (
        ("blue_off_peak", 0, 360),
        ("red_peak", 360, 1320),
        ("red_off_peak", 1320, 1440),
    )
    assert runs(TEMPO, MONDAY + timedelta(days=1), PARIS, colours)[0] == ("red_off_peak", 0, 360)


def test_coloured_days_that_begin_at_midnight_need_no_eve():
    plain = (Schedule(date(2024, 1, 1), "all", (), 0, ("green",)),)
    assert runs(plain, MONDAY, PARIS, {MONDAY: "green"}) == (("green_all", 0, 1440),)


def test_weekdays_and_weekends_differ_until_the_hours_are_reformed():
    # CWaPE: 07:00-22:00 on weekdays, then since 2026 07:00-11:00 and 17:00-22:00 every day.
    schedules = (
        Schedule(
            date(2024, 1, 1),
            "off_peak",
            (Hours("peak", (Window(420, 1320),), frozenset(range(5))),),
        ),
        Schedule(
            date(2026, 1, 1), "off_peak", (Hours("peak", (Window(420, 660), Window(1020, 1320))),)
        ),
    )
    assert runs(schedules, date(2025, 12, 27), "Europe/Brussels", {}) == (("off_peak", 0, 1440),)
    assert len(runs(schedules, SATURDAY, "Europe/Brussels", {})) == 5
    assert schedule_on(schedules, date(2020, 1, 1)) == schedules[0]


@pytest.mark.parametrize(
    ("season", "on", "fits"),
    [
        (((4, 1), (10, 31)), date(2026, 4, 1), True),
        (((4, 1), (10, 31)), date(2026, 10, 31), True),
        (((4, 1), (10, 31)), date(2026, 11, 1), False),
        (((11, 1), (3, 31)), date(2026, 12, 1), True),
        (((11, 1), (3, 31)), date(2026, 2, 1), True),
        (((11, 1), (3, 31)), date(2026, 7, 1), False),
        (None, date(2026, 7, 1), True),
    ],
)
def test_a_season_holds_both_its_ends_and_may_run_over_new_year(season, on, fits):
    assert Hours("summer", season=season).on_day(on) is fits


def test_hours_of_other_weekdays_do_not_count():
    assert not Hours("peak", weekdays=frozenset(range(5))).on_day(SATURDAY)


def test_a_slot_that_an_edge_cuts_is_shared_by_its_minutes():
    # 01:34 to 07:34 in slots of 300 Wh: slot 3 (01:30) gives 4 min to peak, slot 15 (07:30) 4 to off.
    parts = split([300] * 48, runs(ODD, MONDAY, PARIS, {}), MISSING)
    assert parts["off_peak"] == 300 * 360
    values = [0] * 48
    values[3] = 300
    assert split(values, runs(ODD, MONDAY, PARIS, {}), MISSING) == {"peak": 1200, "off_peak": 7800}


def test_missing_slots_count_as_nothing():
    values = [100] * 48
    values[10] = MISSING
    parts = split(values, runs(ODD, MONDAY, PARIS, {}), MISSING)
    assert sum(parts.values()) == 47 * 100 * 30


windows = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).filter(
    lambda pair: pair[0] != pair[1]
)


@given(
    windows,
    st.sampled_from([MONDAY, date(2026, 3, 29), date(2026, 10, 25)]),
    st.lists(st.integers(0, 65534), min_size=50, max_size=50),
)
def test_the_classes_of_a_day_add_up_to_it_whatever_the_edges_and_the_clock(edges, on, values):
    schedules = (Schedule(date(2024, 1, 1), "peak", (Hours("off_peak", (Window(*edges),)),)),)
    day = values[: day_minutes(on, PARIS) // 30]
    found = runs(schedules, on, PARIS, {})
    assert found[0][1] == 0 and found[-1][2] == day_minutes(on, PARIS)
    assert sum(split(day, found, MISSING).values()) == sum(day) * 30

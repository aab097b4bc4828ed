from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules import calendar
from chalicelib.rules.calendar import Period

PARIS = "Europe/Paris"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
days = st.dates(date(2023, 1, 1), date(2030, 1, 1))


def test_a_reversed_period_is_refused():
    with pytest.raises(ValueError, match="period_reversed"):
        Period(date(2026, 2, 1), date(2026, 1, 1))


def test_a_period_holds_its_first_day_and_not_its_last():
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert january.days == 31
    assert january.last_on == date(2026, 1, 31)
    assert date(2026, 1, 1) in january
    assert date(2026, 2, 1) not in january
    assert len(list(january.dates())) == 31


def test_periods_that_only_touch_do_not_overlap():
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert january.overlap(Period(date(2026, 2, 1), date(2026, 3, 1))) is None
    assert january.overlap(Period(date(2026, 1, 15), date(2026, 3, 1))) == Period(
        date(2026, 1, 15), date(2026, 2, 1)
    )


def test_a_period_is_cut_only_at_days_inside():
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    cuts = [date(2026, 1, 15), date(2026, 1, 1), date(2026, 2, 1), date(2025, 1, 1)]
    assert january.split(cuts) == (
        Period(date(2026, 1, 1), date(2026, 1, 15)),
        Period(date(2026, 1, 15), date(2026, 2, 1)),
    )


def test_a_period_is_cut_into_months_and_years():
    period = Period(date(2025, 12, 15), date(2026, 2, 2))
    assert [part.days for part in period.months()] == [17, 31, 1]
    assert [part.days for part in period.years()] == [17, 32]


@given(days, days, st.lists(days, max_size=5))
def test_the_parts_of_a_cut_period_add_up(one: date, other: date, cuts: list[date]):
    period = Period(min(one, other), max(one, other))
    assert sum(part.days for part in period.split(cuts)) == period.days
    assert sum(part.days for part in period.months()) == period.days


def test_a_month_after_the_31st_is_the_last_of_a_shorter_month():
    assert calendar.months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert calendar.months_after(date(2026, 3, 31), -14) == date(2025, 1, 31)
    assert calendar.months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert calendar.days_after(date(2026, 2, 27), 2) == date(2026, 3, 1)


def test_a_part_of_a_month_counts_by_that_months_days():
    parts = calendar.month_parts(date(2026, 1, 16), date(2026, 3, 15))
    # 16 of 31 days + February + 14 of 31 days.
    assert parts * 31 == calendar.MONTH_PARTS * (16 + 31 + 14)


def test_whole_months_count_one_each():
    assert calendar.month_parts(date(2025, 11, 1), date(2026, 11, 1)) == 12 * calendar.MONTH_PARTS
    assert calendar.month_parts(date(2026, 4, 1), date(2026, 4, 1)) == 0


@given(days, days, days)
def test_cutting_a_period_changes_no_part_of_a_month(one: date, two: date, three: date):
    first, middle, last = sorted((one, two, three))
    whole = calendar.month_parts(first, last)
    cut = calendar.month_parts(first, middle) + calendar.month_parts(middle, last)
    assert whole == cut


def test_the_days_on_which_the_clock_changes_have_46_and_50_half_hours():
    assert calendar.slots(SPRING, PARIS) == 46
    assert calendar.slots(AUTUMN, PARIS) == 50
    assert calendar.slots(date(2026, 6, 1), PARIS) == 48
    assert calendar.slots(AUTUMN, PARIS, 60) == 25
    assert calendar.day_minutes(date(2026, 10, 25), "Europe/Moscow") == 1440


def test_slots_start_at_utc_moments_without_gap():
    starts = calendar.slot_starts(AUTUMN, PARIS)
    assert starts[0] == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert starts[-1] == datetime(2026, 10, 25, 22, 30, tzinfo=UTC)
    assert len(set(starts)) == 50


def test_the_repeated_hour_has_two_slots_of_its_own():
    first = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert calendar.slot_of(first, PARIS) == (AUTUMN, 4)
    assert calendar.slot_of(second, PARIS) == (AUTUMN, 6)


@given(days, st.sampled_from(["Europe/Paris", "Europe/Moscow"]), st.sampled_from([10, 15, 30, 60]))
def test_a_slot_is_found_by_its_start(on: date, zone: str, step: int):
    for ordinal, start in enumerate(calendar.slot_starts(on, zone, step)):
        assert calendar.slot_of(start, zone, step) == (on, ordinal)
        assert calendar.local_on(start, zone) == on


def test_the_clock_skips_an_hour_in_march_and_repeats_one_in_october():
    spring = calendar.clock_minutes(calendar.clock_of(SPRING, PARIS))
    autumn = calendar.clock_minutes(calendar.clock_of(AUTUMN, PARIS))
    assert len(spring) == 1380
    assert spring[119:121] == (119, 180)
    assert len(autumn) == 1500
    assert autumn[179:181] == (179, 120)
    assert calendar.clock_of(date(2026, 1, 5), PARIS) == calendar.ORDINARY

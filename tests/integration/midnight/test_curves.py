"""Curves as stored: each day once, whoever writes, and small enough to cost one write unit."""

import itertools
import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curve_table, curves, pacing
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from chalicelib.storage import new_id

ON = date(2026, 6, 1)
JUNE = Period(ON, date(2026, 7, 1))


@pytest.fixture
def key(cloud):
    return f"anop#electricity#{new_id('p')}"


def day(values, on=ON, step=30):
    return DayCurve(on, values, step)


def kept(key, on=ON):
    (found,) = curves.days(key, Period(on, on + timedelta(days=1)))
    return found


def test_a_day_of_another_length_never_replaces_half_of_one(key):
    curves.store(key, day([1] * 48))
    curves.store(key, day([2] * 46))
    assert list(kept(key).values) == [2] * 46


def test_the_same_again_changes_nothing(key):
    assert curves.store(key, day(list(range(48)))).outcome == "new"
    assert curves.store(key, day(list(range(48)))).outcome == "same"
    assert kept(key).revision == 1


def test_what_an_answer_lacks_stays_and_what_differs_is_corrected(key):
    curves.store(key, day([5] * 24 + [MISSING] * 24))
    assert kept(key).missing == 24
    assert curves.store(key, day([MISSING] * 24 + [7] * 24)).outcome == "corrected"
    assert curves.store(key, day([6] + [MISSING] * 47)).outcome == "corrected"
    found = kept(key)
    assert list(found.values) == [6] + [5] * 23 + [7] * 24
    assert (found.total, found.missing, found.revision) == (6 + 5 * 23 + 7 * 24, 0, 3)


def test_many_writers_of_parts_of_a_day_lose_nothing(key):
    parts = [[9 if slot % 6 == part else MISSING for slot in range(48)] for part in range(6)]
    failed = []

    def write(values):
        for _ in range(20):
            try:
                curves.store(key, day(values))
            except curves.CurveContended:
                continue
            return
        failed.append(values)

    threads = [threading.Thread(target=write, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert list(kept(key).values) == [9] * 48
    assert kept(key).revision == 6


def test_a_period_is_read_in_order_and_only_it(key):
    for passed in (3, 1, 2, 40):
        curves.store(key, day([passed] * 48, ON + timedelta(days=passed)))
    assert [found.on.day for found in curves.days(key, JUNE)] == [2, 3, 4]
    assert list(curves.packed(key, JUNE)) == ["2026-06-02", "2026-06-03", "2026-06-04"]


def test_injection_stands_beside_consumption(key):
    curves.store(key, day([1] * 48))
    curves.store(key, day([2] * 48), "fed_in")
    assert kept(key).total == 48
    (fed_in,) = curves.days(key, JUNE, "fed_in")
    assert fed_in.total == 96


def test_a_day_costs_one_write_unit_and_ends_after_two_years(cloud, key):
    curves.store(key, day([65_000] * 50, date(2026, 10, 25)))
    (item,) = curve_table.query_days(curves.key(key), "2026-10-25", "2026-10-25")
    size = sum(
        len(name) + len(value.get("S") or value.get("B") or value["N"])
        for name, value in item.items()
    )
    assert size < 300
    ends = datetime.fromtimestamp(int(item["expires_at"]["N"]), UTC)
    assert ends.date() == date(2028, 10, 27)


def test_no_two_bookings_of_the_grid_overlap(cloud):
    bucket, taken, lock = new_id("bucket"), [], threading.Lock()

    def book():
        for _ in range(5):
            first = pacing.book(bucket, 10, 20, wait_seconds=60)
            with lock:
                taken.append(first)

    threads = [threading.Thread(target=book) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    assert len(taken) == 30
    assert all(later - sooner >= 200 for sooner, later in itertools.pairwise(taken))


def test_who_would_wait_too_long_for_a_call_is_sent_away(cloud):
    bucket = new_id("bucket")
    pacing.book(bucket, 1000, 360)
    with pytest.raises(pacing.Crowded) as crowded:
        pacing.book(bucket, 1, 360)
    assert 330 < crowded.value.seconds <= 361


@pytest.mark.parametrize(
    ("second", "hour", "each"), [(5, 10_000, 360), (5, 10**6, 200), (1, 10**6, 1000)]
)
def test_calls_keep_both_quotas(second, hour, each):
    assert pacing.interval_ms(second, hour) == each

"""The Enedis adapter against a grid that speaks the real wire format, and misbehaves."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib import clock
from chalicelib.gateways.grid.enedis import Enedis
from chalicelib.gateways.grid.enedis_rows import Row, days_of
from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from infra.local.homes import electricity, home_of
from infra.local.outside import grid as stand_in
from tests.grid import running

MEASURED = Path(__file__).parents[4] / "shared" / "data" / "powercons-180-days.tsv"
POINT = "30001610071843"
ZONE = "Europe/Brussels"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
YESTERDAY = Period(date(2026, 11, 21), date(2026, 11, 22))
WEEK = Period(date(2026, 11, 15), date(2026, 11, 22))


@pytest.fixture(scope="module")
def served():
    grid = stand_in.Grid()
    with running(grid) as base:
        yield grid, base


@pytest.fixture
def grid(served):
    found, _ = served
    found.reset()
    found.faults.now = NOW
    found.faults.calls_per_second = 10**6
    return found


@pytest.fixture
def enedis(served, grid):
    return Enedis(served[1], "client", "secret", ZONE)


def drawn(on):
    return electricity.half_hours(home_of(POINT), on)


def refused(enedis, period=YESTERDAY):
    with pytest.raises(GridRefused) as no:
        enedis.load_curve(POINT, period)
    return no.value


@pytest.mark.parametrize(
    ("consent", "reason"),
    [
        ("gone", "consent_gone"),
        ("moved", "moved_out"),
        ("refused", "recording_off"),
        ("wrong_direction", "wrong_direction"),
        ("unknown", "unknown_point"),
    ],
)
def test_a_refusal_is_a_reason_with_the_code_of_the_grid(enedis, grid, consent, reason):
    grid.faults.consents = {POINT: consent}
    no = refused(enedis)
    assert no.reason == reason
    assert no.code


def test_a_day_that_is_not_there_yet_is_no_data(enedis, grid):
    grid.faults.missing = {POINT: []}
    assert refused(enedis).reason == "no_data"


def test_history_ends_somewhere(enedis, grid):
    assert refused(enedis, Period(date(2024, 10, 1), date(2024, 10, 8))).reason == "too_old"


@pytest.mark.parametrize(("form", "wait"), [("hour", 1800), ("second", 1800), ("old", 1800)])
def test_a_quota_says_when_to_come_again(enedis, grid, form, wait):
    enedis.load_curve(POINT, YESTERDAY)
    grid.faults.throttled, grid.faults.throttle_form, grid.faults.wait_seconds = 1, form, wait
    with clock.freeze(NOW):
        no = refused(enedis)
    assert no.reason == "quota"
    assert no.next_try_at == NOW + timedelta(seconds=wait)
    assert sorted(enedis.load_curve(POINT, YESTERDAY)) == [date(2026, 11, 21)]


@pytest.mark.parametrize("fault", ["failing", "cut", "dropped"])
def test_a_grid_that_stumbles_is_unavailable_and_the_next_call_works(enedis, grid, fault):
    enedis.load_curve(POINT, YESTERDAY)
    setattr(grid.faults, fault, 2)
    assert refused(enedis).reason == "unavailable"
    grid.faults.failing = grid.faults.cut = grid.faults.dropped = 0
    assert enedis.load_curve(POINT, YESTERDAY)


def test_nobody_at_the_address_is_unavailable():
    assert refused(Enedis("http://127.0.0.1:1/grid", "a", "b", ZONE)).reason == "unavailable"


def test_a_wrong_client_is_unavailable_and_not_a_crash(served, grid):
    assert refused(Enedis(served[1], "", "", ZONE)).code == "token_401"


def test_a_day_is_its_half_hours_in_watt_hours(enedis):
    found = enedis.load_curve(POINT, YESTERDAY)
    assert list(found) == [date(2026, 11, 21)]
    assert list(found[date(2026, 11, 21)].values) == drawn(date(2026, 11, 21))
    assert found[date(2026, 11, 21)].step == 30


@pytest.mark.parametrize("kind", ["duplicated", "shuffled", "both"])
@pytest.mark.parametrize(
    "week",
    [
        WEEK,
        Period(date(2026, 10, 20), date(2026, 10, 27)),
        Period(date(2026, 3, 24), date(2026, 3, 31)),
    ],
)
def test_rows_twice_or_in_no_order_change_nothing_on_any_day(enedis, grid, kind, week):
    if kind != "shuffled":
        grid.faults.duplicated = ["*"]
    if kind != "duplicated":
        grid.faults.shuffled = ["*"]
    found = enedis.load_curve(POINT, week)
    assert {on: list(day.values) for on, day in found.items()} == {
        on: drawn(on) for on in week.dates()
    }


def test_the_hour_that_comes_twice_is_kept_twice(enedis):
    autumn = Period(date(2026, 10, 25), date(2026, 10, 26))
    values = enedis.load_curve(POINT, autumn)[date(2026, 10, 25)].values
    assert len(values) == 50
    assert list(values) == drawn(date(2026, 10, 25))


def test_a_day_cut_at_noon_has_its_afternoon_missing(enedis, grid):
    grid.faults.half = [POINT]
    values = enedis.load_curve(POINT, YESTERDAY)[date(2026, 11, 21)].values
    assert list(values) == drawn(date(2026, 11, 21))[:24] + [MISSING] * 24


@pytest.mark.parametrize("step", [5, 10, 15, 60])
def test_any_step_of_a_meter_gives_the_same_energy(enedis, grid, step):
    grid.faults.steps = {POINT: step}
    day = enedis.load_curve(POINT, YESTERDAY)[date(2026, 11, 21)]
    assert day.step == step
    assert len(day.values) == 48
    assert sum(day.values) == sum(drawn(date(2026, 11, 21)))


def test_a_token_is_kept_until_it_ends_and_renewed_when_refused(enedis, grid):
    for _ in range(3):
        enedis.load_curve(POINT, YESTERDAY)
    assert grid.calls["token"] == 1
    grid.tokens.clear()
    enedis.load_curve(POINT, YESTERDAY)
    assert grid.calls["token"] == 2
    grid.tokens.clear()
    grid.faults.token_seconds = 30
    for _ in range(2):
        enedis.load_curve(POINT, YESTERDAY)
    assert grid.calls["token"] == 4


def test_a_point_can_be_checked_before_it_is_collected(enedis, grid):
    enedis.check(POINT)
    grid.faults.consents = {POINT: "gone"}
    with pytest.raises(GridRefused):
        enedis.check(POINT)


@pytest.mark.parametrize("value", [None, "", "a", "-3", "131070", "9999999"])
def test_a_value_that_no_meter_can_send_leaves_its_slot_missing(value):
    rows = [
        Row(date=f"2026-11-21 {h:02d}:{m:02d}:00", value="100") for h in range(24) for m in (0, 30)
    ]
    rows[13] = Row(date=rows[13].date, value=value)
    values = days_of(rows, YESTERDAY, ZONE)[date(2026, 11, 21)].values
    assert values[12] == MISSING
    assert values.count(MISSING) == 2  # the row of 24:00 is dated the day after


def test_rows_outside_what_was_asked_or_of_an_unheard_step_do_not_count():
    rows = [
        Row(date="2026-11-20 12:00:00", value="100"),
        Row(date="2026-11-21 12:00:00", value="100", interval_length="PT7M"),
        Row(date="noon", value="100"),
    ]
    assert days_of(rows, YESTERDAY, ZONE) == {}


@pytest.mark.skipif(
    not MEASURED.is_file(),
    reason="the measured curves are not part of this repository",
)
def test_measured_curves_come_through_the_wire_whole(enedis, grid):
    lines = MEASURED.read_text().splitlines()
    days = list(WEEK.dates())
    fed = {}
    for on, line in zip(days, lines, strict=False):
        watts = [round(float(kw) * 1000) for kw in line.split("\t")[1:]]
        assert len(watts) == 144
        fed[on] = watts
        grid.values.fed[POINT, on] = stand_in.values.Curve(10, tuple(watts))
    found = enedis.load_curve(POINT, WEEK)
    assert sorted(found) == days
    for on, day in found.items():
        assert day.step == 10
        assert MISSING not in day.values
        assert abs(sum(day.values) - sum(fed[on]) / 6) < 1
        for slot, wh in enumerate(day.values):
            assert abs(wh - sum(fed[on][slot * 3 : slot * 3 + 3]) / 6) <= 1

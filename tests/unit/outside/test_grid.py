"""The grid operator's stand-in: Data Connect v5 as its callers meet it, and its misbehaviour."""

from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from infra.local.homes import electricity, home_of
from infra.local.outside import grid as stand_in

POINT = "30001610071843"
CURVE = "/grid/metering_data_clc/v5/consumption_load_curve"
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def grid():
    found = stand_in.Grid()
    found.faults.now = MORNING
    return found


@pytest.fixture
def call(grid):
    client = TestClient(stand_in.application(grid))
    form = {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}
    token = client.post("/grid/oauth2/v3/token", data=form).json()
    client.headers["Authorization"] = f"Bearer {token['access_token']}"
    return client


def asked(point=POINT, start="2026-11-21", end="2026-11-22"):
    return {"usage_point_id": point, "start": start, "end": end}


def rows(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["meter_reading"]["interval_reading"]


def test_a_token_needs_a_client_and_its_secret(call):
    assert call.post("/grid/oauth2/v3/token", data={"grant_type": "password"}).status_code == 400
    only = {"grant_type": "client_credentials", "client_id": "a"}
    assert call.post("/grid/oauth2/v3/token", data=only).status_code == 401


def test_nothing_is_read_without_a_token_or_after_it_ended(call, grid):
    assert call.get(CURVE, params=asked(), headers={"Authorization": ""}).status_code == 401
    grid.tokens.clear()
    assert call.get(CURVE, params=asked()).json()["code"] == "900901"


@pytest.mark.parametrize(
    ("params", "status", "error"),
    [
        ({"usage_point_id": ""}, 400, "Invalid_request"),
        ({"usage_point_id": "123"}, 400, "Invalid_request"),
        ({"start": "21/11/2026"}, 400, "Invalid_request"),
        ({"start": "2026-11-22"}, 400, "Invalid_request"),
        ({"end": "2026-11-23"}, 400, "Invalid_request"),
        ({"start": "2026-11-14"}, 400, "ADAM-DC-0015"),
        ({"start": "2024-10-01", "end": "2024-10-05"}, 400, "ADAM-ERR0125"),
    ],
)
def test_a_wrong_request_gets_the_code_that_enedis_gives(call, params, status, error):
    answer = call.get(CURVE, params=asked() | params)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("consent", "status", "error"),
    [
        ("gone", 403, "ADAM-DC-0008"),
        ("moved", 403, "ADAM-DC-0007"),
        ("refused", 400, "ADAM-ERR0075"),
        ("wrong_direction", 400, "ADAM-ERR0069"),
        ("unknown", 404, "STM-ERR-0000019"),
    ],
)
def test_a_point_without_consent_is_refused(call, grid, consent, status, error):
    grid.faults.consents = {POINT: consent}
    answer = call.get(CURVE, params=asked())
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_day_is_48_mean_powers_dated_by_the_end_of_their_slot(call):
    answer = call.get(CURVE, params=asked()).json()["meter_reading"]
    assert answer["usage_point_id"] == POINT
    assert answer["quality"] == "BRUT"
    assert answer["reading_type"]["unit"] == "W"
    found = answer["interval_reading"]
    assert [found[0]["date"], found[-1]["date"]] == ["2026-11-21 00:30:00", "2026-11-22 00:00:00"]
    assert {row["interval_length"] for row in found} == {"PT30M"}
    wh = electricity.half_hours(home_of(POINT), date(2026, 11, 21))
    assert [int(row["value"]) for row in found] == [2 * value for value in wh]


def test_the_days_of_the_clock_change_have_46_and_50_half_hours(call):
    spring = rows(call.get(CURVE, params=asked(start="2026-03-29", end="2026-03-30")))
    assert len(spring) == 46
    assert [row["date"][11:16] for row in spring[2:5]] == ["01:30", "03:00", "03:30"]
    autumn = rows(call.get(CURVE, params=asked(start="2026-10-25", end="2026-10-26")))
    assert len(autumn) == 50
    assert [row["date"][11:16] for row in autumn[3:9]] == [
        "02:00",
        "02:30",
        "02:00",
        "02:30",
        "03:00",
        "03:30",
    ]


@pytest.mark.parametrize(("step", "many"), [(5, 288), (10, 144), (15, 96), (30, 48), (60, 24)])
def test_meters_have_steps_of_their_own_and_the_same_energy(call, grid, step, many):
    grid.faults.steps = {POINT: step}
    found = rows(call.get(CURVE, params=asked()))
    assert len(found) == many
    whole = sum(int(row["value"]) for row in found) * step // 60
    assert whole == electricity.day_wh(home_of(POINT), date(2026, 11, 21))


def test_yesterday_comes_at_eight_when_the_grid_is_late(call, grid):
    grid.faults.late = True
    grid.faults.now = datetime(2026, 11, 22, 6, 59, tzinfo=UTC)  # 7:59 in Paris
    answer = call.get(CURVE, params=asked())
    assert (answer.status_code, answer.json()["error"]) == (404, "no_data_found")
    assert len(rows(call.get(CURVE, params=asked(start="2026-11-20")))) == 48
    grid.faults.now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    assert len(rows(call.get(CURVE, params=asked()))) == 48


def test_the_grid_can_lose_double_shuffle_and_halve_rows(call, grid):
    week = asked(start="2026-11-15", end="2026-11-22")
    right = rows(call.get(CURVE, params=week))
    grid.faults.missing = {POINT: [date(2026, 11, 18)]}
    assert len(rows(call.get(CURVE, params=week))) == 6 * 48
    grid.faults.missing = {}
    grid.faults.duplicated = [POINT]
    assert len(rows(call.get(CURVE, params=week))) == 2 * 7 * 48
    grid.faults.duplicated, grid.faults.shuffled = [], ["*"]
    mixed = rows(call.get(CURVE, params=week))
    assert mixed != right
    assert sorted(mixed, key=lambda row: row["date"]) == right
    grid.faults.shuffled, grid.faults.half = [], [POINT]
    assert len(rows(call.get(CURVE, params=week))) == 7 * 24


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("hour", '"nextAccessTime":"2026-Nov-22 09:00:30+0000 UTC"'),
        ("second", '"code":900807'),
        ("old", "Call threshold allowed on 0:00:30"),
    ],
)
def test_a_throttled_call_is_told_when_to_come_again(call, grid, form, said):
    grid.faults.throttled, grid.faults.throttle_form, grid.faults.wait_seconds = 1, form, 30
    answer = call.get(CURVE, params=asked())
    assert answer.status_code == 429
    assert said in answer.text
    assert call.get(CURVE, params=asked()).status_code == 200


def test_a_sixth_call_in_one_second_is_too_many(call, grid):
    statuses = [call.get(CURVE, params=asked()).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_a_call_can_fail_and_a_body_can_end_in_the_middle(call, grid):
    grid.faults.failing = 1
    assert call.get(CURVE, params=asked()).json()["error"] == "technical_error"
    grid.faults.cut = 1
    whole = len(call.get(CURVE, params=asked()).content)
    assert whole < len(call.get(CURVE, params=asked()).content)


def test_faults_by_chance_strike_the_same_days_again_and_heal(call, grid):
    grid.faults.calls_per_second = 10**6
    grid.faults.rates = {"missing": 30}
    week = asked(start="2026-11-15", end="2026-11-22")
    first = len(rows(call.get(CURVE, params=week)))
    assert first < 7 * 48
    assert len(rows(call.get(CURVE, params=week))) == 7 * 48
    grid.tries.clear()
    assert len(rows(call.get(CURVE, params=week))) == first


def test_measured_curves_can_be_fed_to_a_point(call):
    fed = {"minutes": 10, "watts": [600] * 144}
    told = call.put(f"/grid/control/curves/{POINT}/2026-11-21", json=fed)
    assert told.json() == {"wh": 14_400}
    found = rows(call.get(CURVE, params=asked()))
    assert len(found) == 144
    assert {row["value"] for row in found} == {"600"}


def test_daily_values_are_the_sums_of_the_curve(call):
    daily = rows(call.get("/grid/metering_data_dc/v5/daily_consumption", params=asked()))
    curve = rows(call.get(CURVE, params=asked()))
    assert daily == [
        {"value": str(sum(int(row["value"]) for row in curve) // 2), "date": "2026-11-21"}
    ]


def test_the_peak_of_a_day_has_its_time_and_the_contract_its_power(call):
    path = "/grid/metering_data_dcmp/v5/daily_consumption_max_power"
    peak = rows(call.get(path, params=asked()))
    assert int(peak[0]["value"]) > 0
    assert peak[0]["date"].startswith("2026-11-21 ")
    contract = call.get(
        "/grid/customers_upc/v5/usage_points/contracts", params={"usage_point_id": POINT}
    ).json()["customer"]["usage_points"][0]
    assert contract["usage_point"]["usage_point_status"] == "com"
    assert contract["contracts"]["segment"] == "C5"


def test_the_control_desk_sets_shows_refuses_and_resets(call, grid):
    shown = call.put("/grid/control", json={"late": True, "half": [POINT]}).json()
    assert shown["faults"]["late"] is True
    assert grid.faults.half == [POINT]
    assert grid.faults.now == MORNING
    assert call.put("/grid/control", json={"unheard_of": 1}).status_code == 400
    assert call.request("DELETE", "/grid/control").json()["faults"]["late"] is False

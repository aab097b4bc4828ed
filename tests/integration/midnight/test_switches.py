"""The customer's switches over the API: off, pending, active; and the year that they open."""

import base64
from datetime import date, timedelta

import pytest

from chalicelib import clock
from chalicelib.metering import curves, gaps
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING, unpack
from tests.integration.accounts.steps import code_of, signed_in
from tests.integration.midnight.steps import (
    MORNING,
    TODAY,
    YESTERDAY,
    agree,
    night,
    point,
    state,
    stored,
)

DAY = timedelta(days=1)


@pytest.fixture
def who(api, cloud, grid):
    return signed_in(api, cloud)


def path(at, *rest):
    return "/".join((f"/engie/supply-points/{at.short}", *rest))


def turn(api, at, purpose, granted=True):
    return api.put(path(at, "consents", purpose), json={"granted": granted})


def states(api, at):
    items = api.get(path(at, "consents")).json()["items"]
    return {item["purpose"]: item["state"] for item in items}


def curve(api, at, from_on, until_on):
    return api.get(path(at, "load-curve"), params={"from": str(from_on), "until": str(until_on)})


def slots(answer):
    return list(unpack(base64.b64decode(answer.json()["values"])))


def test_another_persons_point_answers_as_if_it_did_not_exist(api, cloud, who):
    foreign = point()
    assert code_of(api.get(path(foreign, "consents")), 404) == "supply_point_unknown"
    assert code_of(turn(api, foreign, "daily"), 404) == "supply_point_unknown"
    assert state(foreign, "daily") == "off"


def test_an_unheard_purpose_is_not_found(api, cloud, who):
    assert turn(api, point(who), "advertising").status_code == 404


def test_a_meter_that_does_not_communicate_cannot_be_collected(api, cloud, who):
    mute = point(who, communicating=False)
    assert code_of(turn(api, mute, "half_hourly"), 409) == "meter_not_communicating"


def test_every_switch_is_off_at_first_and_says_what_it_stands_for(api, cloud, who):
    items = api.get(path(point(who), "consents")).json()["items"]
    assert [item["purpose"] for item in items] == ["recording", "daily", "half_hourly", "advice"]
    assert {item["state"] for item in items} == {"off"}
    assert all(len(item["wording"]) > 40 and item["title"] for item in items)


def test_a_switch_is_pending_until_the_grid_agreed_and_off_with_one_click(api, cloud, who):
    mine = point(who)
    asked = turn(api, mine, "recording")
    assert (asked.status_code, asked.json()["state"]) == (202, "pending")
    assert states(api, mine)["recording"] == "pending"
    cloud.drain("collection")
    others = {"daily": "off", "half_hourly": "off", "advice": "off"}
    assert states(api, mine) == {"recording": "active"} | others
    assert turn(api, mine, "recording", granted=False).json()["state"] == "off"
    assert states(api, mine)["recording"] == "off"


def test_the_consent_to_advice_asks_nothing_of_the_grid(api, cloud, who, grid):
    mine = point(who)
    assert turn(api, mine, "advice").json()["state"] == "pending"
    cloud.drain("collection")
    assert states(api, mine)["advice"] == "active"
    assert grid.calls["contracts"] == 0
    assert turn(api, mine, "advice", granted=False).json()["state"] == "off"


def test_a_grid_that_refuses_turns_the_switch_off_and_says_why(api, cloud, who, grid):
    mine = point(who)
    grid.faults.consents = {mine.grid_id: "moved"}
    turn(api, mine, "half_hourly")
    cloud.drain("collection")
    items = {each["purpose"]: each for each in api.get(path(mine, "consents")).json()["items"]}
    assert items["half_hourly"]["state"] == "off"
    assert items["half_hourly"]["why"]


def test_without_consent_the_curve_stays_closed(api, cloud, who):
    mine = point(who)
    assert code_of(curve(api, mine, YESTERDAY, TODAY), 403) == "consent_needed"
    turn(api, mine, "half_hourly")
    assert curve(api, mine, YESTERDAY, TODAY).json()["state"] == "pending"


def test_a_fresh_consent_opens_the_whole_past_of_the_contract(api, cloud, who):
    mine = point(who, since=TODAY - 400 * DAY)
    turn(api, mine, "recording")
    turn(api, mine, "half_hourly")
    cloud.drain("collection")
    answer = curve(api, mine, TODAY - 365 * DAY, TODAY)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["unit"], body["step_minutes"], body["gaps"]) == ("Wh", 30, [])
    assert sorted(body["odd_days"].values()) == [46, 50]
    drawn = [wh for n in range(365, 0, -1) for wh in mine.drawn(TODAY - n * DAY)]
    assert slots(answer) == drawn
    assert stored(mine, TODAY - 400 * DAY) == mine.drawn(TODAY - 400 * DAY)
    assert stored(mine, TODAY - 401 * DAY) is None


def test_the_past_is_not_fetched_twice(api, cloud, who, grid):
    mine = point(who, since=TODAY - 40 * DAY)
    for granted in (True, False, True):
        turn(api, mine, "recording", granted)
        turn(api, mine, "half_hourly", granted)
        cloud.drain("collection")
    assert grid.calls["load_curve"] == 6
    assert curves.days(mine.key, Period(YESTERDAY, TODAY)).__next__().revision == 1


def test_what_the_grid_does_not_have_of_the_past_is_no_gap(api, cloud, who, grid):
    mine = point(who, since=TODAY - 30 * DAY)
    grid.faults.missing = {mine.grid_id: [TODAY - n * DAY for n in range(10, 31)]}
    turn(api, mine, "recording")
    turn(api, mine, "half_hourly")
    cloud.drain("collection")
    assert gaps.of_point(mine.key, Period(TODAY - 31 * DAY, TODAY)) == ()
    values = slots(curve(api, mine, TODAY - 30 * DAY, TODAY))
    assert set(values[: 20 * 46]) == {MISSING}
    assert MISSING not in values[-9 * 48 :]


def test_a_missing_yesterday_says_why_and_when_it_is_asked_for_again(api, cloud, who, grid):
    mine = point(who)
    agree(mine)
    early = curve(api, mine, YESTERDAY, TODAY).json()["gaps"]
    assert [gap["reason"] for gap in early] == ["not_published"]
    grid.faults.half = [mine.grid_id]
    night(cloud)
    french = api.get(
        path(mine, "load-curve"),
        params={"from": str(YESTERDAY), "until": str(TODAY)},
        headers={"Accept-Language": "fr"},
    ).json()["gaps"]
    assert [(gap["on"], gap["reason"]) for gap in french] == [(str(YESTERDAY), "incomplete")]
    assert "manque" in french[0]["why"]
    assert french[0]["next_try_at"] > MORNING.isoformat()


def test_the_days_before_my_contract_are_not_mine_to_see(api, cloud, who):
    mine = point(who, since=TODAY - 3 * DAY)
    agree(mine)
    before = point(grid_id=mine.grid_id)
    assert before.key != mine.key
    from chalicelib.gateways.grid import DayCurve

    earlier = TODAY - 5 * DAY
    curves.store(mine.key, DayCurve(earlier, mine.drawn(earlier), 30))
    values = slots(curve(api, mine, earlier, earlier + DAY))
    assert set(values) == {MISSING}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"from": "yesterday", "until": "today"}, 422),
        ({"from": str(TODAY), "until": str(YESTERDAY)}, 422),
        ({"from": "1990-01-01", "until": str(TODAY)}, 422),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(api, cloud, who, asked, status):
    mine = point(who)
    agree(mine)
    answer = api.get(path(mine, "load-curve"), params=asked)
    assert answer.status_code in (400, status), answer.text


def test_a_consent_ends_by_itself_after_three_years(api, cloud, who, grid):
    mine = point(who)
    turn(api, mine, "daily")
    cloud.drain("collection")
    daily = api.get(path(mine, "consents")).json()["items"][1]
    assert daily["state"] == "active"
    ends = date.fromisoformat(daily["until_on"])
    assert ends.year == TODAY.year + 3
    from chalicelib.consents import record

    standing = record.standing(mine.key)
    with clock.freeze(MORNING):
        assert standing.of("daily", mine.customer, ends).state == "expired"

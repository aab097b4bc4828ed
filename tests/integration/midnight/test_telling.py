"""A meter gone silent is not passed over in silence, nor told twice; nor to who does not want it."""

from datetime import timedelta

from chalicelib import clock
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts.shards import shard_of
from tests.api import Api
from tests.integration.accounts.steps import signed_in
from tests.integration.midnight.steps import MORNING, TODAY, agree, night, point, state


def live(cloud, grid, first, last):
    """Some days: each asked for in the morning, and the look over the points at 16:00."""
    for days in range(first, last + 1):
        for hour, task in ((8, "collect"), (16, "watch")):
            moment = MORNING.replace(hour=hour) + timedelta(days=days, minutes=31)
            grid.faults.now = moment
            with clock.freeze(moment):
                night(cloud, task)
    cloud.drain("outbox")


def agreed(api, cloud, grid):
    """A signed-in customer who agreed to half-hours; what was mailed before is forgotten."""
    who = signed_in(api, cloud)
    mine = point(who)
    with clock.freeze(MORNING):
        agree(mine)
    cloud.drain("outbox")
    cloud.forget_messages()
    return who, mine


def test_a_meter_that_gives_its_days_is_told_nothing(api, cloud, grid):
    who, _ = agreed(api, cloud, grid)
    live(cloud, grid, 1, 5)
    assert cloud.mails(to=who.email) == []


def test_three_silent_days_are_told_once_with_the_reason_and_what_to_do(api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    grid.faults.missing = {mine.grid_id: []}
    live(cloud, grid, 1, 2)
    assert cloud.mails(to=who.email) == []
    live(cloud, grid, 3, 9)
    (mail,) = cloud.mails(to=who.email)
    assert "gestionnaire du réseau" in mail.text
    assert "envoyez-nous par message" in mail.text
    assert "/engie/fr/usage/" in mail.text
    assert "{{" not in mail.text + mail.html
    (told,) = api.get(f"/engie/supply-points/{mine.short}/notices").json()["items"][3]["noticed"]
    assert told["facts"] == {"days": 3}
    assert told["seen_on"] == str((MORNING + timedelta(days=8)).date())


def test_whoever_said_no_is_not_told_of_a_silent_meter(api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    turned = api.put(f"/engie/supply-points/{mine.short}/notices/meter_silent", json={"on": False})
    assert turned.status_code == 200
    grid.faults.missing = {mine.grid_id: []}
    live(cloud, grid, 1, 5)
    assert cloud.mails(to=who.email) == []


def test_a_meter_whose_collection_ended_is_not_silent(api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    switch = f"/engie/supply-points/{mine.short}/consents/half_hourly"
    assert api.put(switch, json={"granted": False}).status_code == 202
    live(cloud, grid, 1, 5)
    assert cloud.mails(to=who.email) == []


def test_a_consent_that_ended_at_the_grid_is_told_with_what_to_do(api: Api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    grid.faults.consents = {mine.grid_id: "gone"}
    night(cloud)
    night(cloud)
    cloud.drain("outbox")
    mails = cloud.mails(to=who.email)
    assert len(mails) == 1
    assert "/engie/fr/consents/" in mails[0].text
    assert state(mine) == "off"


def test_a_consent_whose_time_is_over_stops_the_collection_and_is_told_once(api: Api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    last, ended = MORNING + timedelta(days=899), TODAY + timedelta(days=900)
    for moment in (last, last + timedelta(days=1), last + timedelta(days=2)):
        grid.faults.now = moment
        before = sum(grid.calls.values())
        with clock.freeze(moment):
            night(cloud)
            asked = sum(grid.calls.values()) > before
            night(cloud, "watch")
            night(cloud, "watch")
            cloud.drain("outbox")
        assert asked is (moment.date() <= ended), "the last agreed day comes the night after"
        assert len(cloud.mails(to=who.email)) == (moment > last)
    (mail,) = cloud.mails(to=who.email)
    assert "pris fin" in mail.subject
    assert "/engie/fr/consents/" in mail.text
    assert "{{" not in mail.text + mail.html
    steps = [each["step"] for each in record.history(mine.key) if each["purpose"] == "half_hourly"]
    assert steps == ["granted", "activated", "expired"]
    switch = record.standing(mine.key).of("half_hourly", mine.customer, last.date())
    assert (switch.state, switch.until_on) == ("expired", ended)


def test_an_ended_consent_is_told_although_another_was_turned_since(api: Api, cloud, grid):
    who, mine = agreed(api, cloud, grid)
    ended = MORNING + timedelta(days=900)
    with clock.freeze(ended):
        record.change(
            mine.key,
            "advice",
            "granted",
            Word("acc"),
            customer=mine.customer,
            shard=shard_of("engie", mine.key),
            today=ended.date(),
        )
        night(cloud, "watch")
        cloud.drain("outbox")
    assert len(cloud.mails(to=who.email)) == 1

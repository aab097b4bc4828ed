"""A curve that does not come is not passed over in silence, nor told twice."""

from datetime import timedelta

from chalicelib import clock
from tests.integration.accounts.steps import signed_in
from tests.integration.midnight.steps import MORNING, YESTERDAY, agree, night, point, state


def late(cloud, grid, days):
    """The catch-up of so many days later, at half past eight in Brussels."""
    moment = MORNING + timedelta(days=days, minutes=-29)
    grid.faults.now = moment
    with clock.freeze(moment):
        night(cloud, "catch_up", on=YESTERDAY.isoformat())


def test_two_silent_mornings_are_told_once_with_the_reason(api, cloud, grid):
    who = signed_in(api, cloud)
    mine = point(who)
    agree(mine)
    cloud.drain("outbox")
    cloud.forget_messages()
    grid.faults.missing = {mine.grid_id: []}
    night(cloud)
    late(cloud, grid, 1)
    cloud.drain("outbox")
    assert cloud.mails(to=who.email) == []
    for days in (2, 2, 6):
        late(cloud, grid, days)
    cloud.drain("outbox")
    mails = cloud.mails(to=who.email)
    assert len(mails) == 1
    assert "gestionnaire du réseau" in mails[0].text
    assert "/engie/fr/usage/" in mails[0].text


def test_a_consent_that_ended_at_the_grid_is_told_with_what_to_do(api, cloud, grid):
    who = signed_in(api, cloud)
    mine = point(who)
    agree(mine)
    cloud.drain("outbox")
    cloud.forget_messages()
    grid.faults.consents = {mine.grid_id: "gone"}
    night(cloud)
    night(cloud)
    cloud.drain("outbox")
    mails = cloud.mails(to=who.email)
    assert len(mails) == 1
    assert "/engie/fr/consents/" in mails[0].text
    assert state(mine) == "off"

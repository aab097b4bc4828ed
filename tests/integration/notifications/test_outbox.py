"""The outbox: a message goes out once, whatever stops in between."""

from datetime import timedelta

import pytest

from chalicelib import clock, notifications
from chalicelib.gateways import mail, queue
from chalicelib.notifications import delivery
from chalicelib.notifications.outbox import Recipient
from chalicelib.notifications.table import NotificationRow
from tests.integration.accounts.steps import digits

LINKS = {"sign_in": "https://example.com/", "recover": "https://example.com/"}


def greet(to: str, once: str) -> str:
    return notifications.send(
        "engie",
        to=Recipient(email=to),
        kind="already_activated",
        language="fr",
        facts={"login": "amina"},
        secrets=LINKS,
        once=once,
    )


@pytest.fixture
def someone(cloud):
    cloud.drain("outbox", strict=False)
    return f"amina{digits(12)}@example.com"


def test_a_message_of_a_name_goes_out_once(cloud, someone):
    name = greet(someone, digits(12))
    cloud.drain("outbox")
    assert greet(someone, name.split("#")[1]) == name
    cloud.drain("outbox")
    assert len(cloud.mails(to=someone)) == 1


def test_a_caller_that_stops_before_the_queue_is_made_good_when_it_comes_again(
    cloud, someone, monkeypatch
):
    once = digits(12)
    with monkeypatch.context() as broken:
        broken.setattr(queue, "send", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            greet(someone, once)
    greet(someone, once)
    greet(someone, once)
    cloud.drain("outbox")
    assert len(cloud.mails(to=someone)) == 1


def test_what_another_worker_is_sending_is_left_to_it_until_it_has_stopped(cloud, someone):
    name = greet(someone, digits(12))
    row = NotificationRow.get(name)
    row.update(
        actions=[
            NotificationRow.state.set("sending"),
            NotificationRow.taken_at.set(clock.now()),
        ]
    )
    with pytest.raises(delivery.InHand):
        delivery.deliver(name, LINKS)
    assert cloud.mails(to=someone) == []
    with clock.shift(timedelta(minutes=3)):
        delivery.deliver(name, LINKS)
    assert len(cloud.mails(to=someone)) == 1


def test_a_message_that_could_not_be_handed_over_may_be_tried_again_at_once(
    cloud, someone, monkeypatch
):
    name = greet(someone, digits(12))
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            delivery.deliver(name, LINKS)
    delivery.deliver(name, LINKS)
    assert len(cloud.mails(to=someone)) == 1

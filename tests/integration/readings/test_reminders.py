"""A reminder's link sends one meter's reading without sign-in, and opens nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.contracts.shards import shard_of
from chalicelib.metering import linked, reminders
from chalicelib.metering.messages import RemindMessage
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits, home
from tests.integration.readings.steps import NOON, Place, contract, form, monthly, place, read

DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""Four days before the last day on which readings are taken."""
LAST = date(2026, 11, 28)


@pytest.fixture
def gas() -> Place:
    """A gas meter that showed 4,400 on 1 November, of a customer who never signed up."""
    email = f"gaz{digits(10)}@example.com"
    who = home(email=email, language="fr")
    who.email = email
    made = place("gas", who=who)
    monthly(made, 100, until=date(2026, 10, 1))
    return made


def token(at: Place, until_on: date = LAST) -> str:
    return linked.token_of(at.key, at.who.number, until_on)


def reminded(at: Place) -> int:
    return reminders.remind(RemindMessage("engie", (at.key,), DAY.date()))


@pytest.mark.parametrize(
    "bad", ["A" * 60, "a.b" * 10, "é" * 30, "." * 30, "=" * 43 + "." + "0" * 43]
)
def test_what_is_no_link_opens_nothing(api: Api, bad: str):
    for path in ("look", "send"):
        body = {"token": bad} | (form(1) if path == "send" else {})
        assert code_of(api.post(f"/engie/readings/{path}", json=body), 404) == "reading_link_over"


def test_a_changed_link_opens_nothing(api: Api, gas: Place):
    said, _, signature = token(gas).partition(".")
    other = linked.token_of(place("gas").key, gas.who.number, LAST).partition(".")[0]
    for changed in (f"{other}.{signature}", f"{said}.{signature[:-1]}x", f"{said}.", said):
        refused = api.post("/engie/readings/look", json={"token": changed})
        assert code_of(refused, 404) == "reading_link_over"


def test_a_link_ends_with_its_last_day_and_with_its_customer(api: Api, gas: Place):
    body = {"token": token(gas)}
    with clock.freeze(datetime(2026, 11, 28, 22, tzinfo=UTC)):
        assert api.post("/engie/readings/look", json=body).status_code == 200
    with clock.freeze(datetime(2026, 11, 29, 1, tzinfo=UTC)):
        assert code_of(api.post("/engie/readings/look", json=body), 404) == "reading_link_over"
    contract(gas.who, gas, ended_on="2026-11-02")
    contract(home(), Place(home(), "gas", gas.point, gas.serial), started_on="2026-11-02")
    assert code_of(api.post("/engie/readings/look", json=body), 404) == "reading_link_over"


def test_a_link_is_of_one_operator(api: Api, gas: Place):
    refused = api.post("/oya/readings/look", json={"token": token(gas)})
    assert code_of(refused, 404) == "reading_link_over"


def test_a_link_shows_the_meter_and_no_person(api: Api, gas: Place):
    shown = api.post("/engie/readings/look", json={"token": token(gas)}).json()
    assert set(shown) == {"energy", "label", "until_on", "meters"}
    (meter,) = shown["meters"]
    assert meter["serial"] == gas.serial
    assert meter["registers"][0]["last"]["index"] == 4300
    assert api.get("/engie/me").status_code == 401


def test_a_reading_by_link_is_judged_and_taken_like_any_other(api: Api, gas: Place):
    lower = api.post("/engie/readings/send", json=form(4299) | {"token": token(gas)})
    assert code_of(lower, 422) == "reading_lower"
    body = form(4410) | {"token": token(gas)}
    taken = api.post("/engie/readings/send", json=body)
    assert taken.status_code == 201
    assert api.post("/engie/readings/send", json=body).json() == taken.json()
    assert taken.json()["usage"][0]["used"] == 110


def test_who_was_not_read_is_reminded_once(api: Api, cloud: TestCloud, gas: Place):
    with clock.freeze(DAY):
        cloud.forget_messages()
        assert reminded(gas) == 1
        reminded(gas)
        cloud.drain("outbox")
        (mail,) = cloud.mails(to=gas.who.email)
        assert "28 novembre 2026" in mail.subject.replace("\xa0", " ")
        behind = mail.text.split("/send-reading/#")[1].split()[0]
        body = form(4410) | {"token": behind}
        assert api.post("/engie/readings/send", json=body).status_code == 201
        assert reminded(gas) == 0


def test_nobody_is_reminded_in_vain(api: Api, cloud: TestCloud, gas: Place):
    automatic = place("electricity", who=gas.who, communicating="true")
    already = place("gas", who=gas.who)
    read(already, "2026-11-03", 5)
    with clock.freeze(DAY):
        assert reminded(automatic) == reminded(already) == 0
        contract(gas.who, gas, ended_on="2026-11-02")
        assert reminded(gas) == 0


def test_the_schedule_reminds_on_its_day_only(cloud: TestCloud, gas: Place):
    event = {"operator": "engie", "task": "remind"}
    assert cloud.handle("midnight", event) == {"messages": 0}
    with clock.freeze(DAY):
        cloud.drain("collection", "outbox", strict=False)
        cloud.forget_messages()
        assert cloud.handle("midnight", event) == {"messages": 16}
        waiting = [
            each for each in cloud.waiting("collection") if shard_of("engie", gas.key) in str(each)
        ]
        assert waiting
        cloud.drain("collection", "outbox")
        assert len(cloud.mails(to=gas.who.email)) == 1
    with clock.freeze(DAY + timedelta(days=1)):
        assert cloud.handle("midnight", event) == {"messages": 0}


def test_the_tests_stand_in_the_window():
    assert NOON < DAY

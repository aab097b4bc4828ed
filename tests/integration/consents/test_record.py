"""Consents: the record is only ever added to, and what it says now is never in doubt."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.storage import new_id

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SHARD = "anop#07"


@pytest.fixture(autouse=True)
def frozen(cloud):
    with clock.freeze(NOW):
        yield


@pytest.fixture
def subject():
    return f"anop#electricity#{new_id('pt')}"


def change(subject, purpose, step, customer="20", by="acc_1", **more):
    word = Word(by, more.pop("language", ""), more.pop("wording", ""), more.pop("reason", ""))
    asked = {"customer": customer, "shard": SHARD, "today": TODAY} | more
    return record.change(subject, purpose, step, word, **asked)


def state(subject, purpose, customer="20", today=TODAY):
    return record.standing(subject).of(purpose, customer, today).state


def activate(subject, *purposes, until_on=date(2029, 11, 22), **more):
    for purpose in purposes or ("recording", "half_hourly"):
        change(subject, purpose, "granted", **more)
        change(subject, purpose, "activated", by="grid", until_on=until_on, **more)


def test_everything_is_off_at_first(subject):
    for purpose in ("recording", "daily", "half_hourly"):
        assert state(subject, purpose) == "off"
    assert record.history(subject) == ()


def test_a_switch_is_pending_until_it_was_processed(subject):
    assert change(subject, "recording", "granted").state == "pending"
    assert change(subject, "recording", "activated", until_on=date(2029, 1, 1)).state == "active"
    assert state(subject, "half_hourly") == "off"


def test_one_click_turns_it_off_again_and_another_asks_anew(subject):
    activate(subject, "daily")
    assert change(subject, "daily", "withdrawn").state == "off"
    assert change(subject, "daily", "granted").state == "pending"


@pytest.mark.parametrize("step", ["activated", "withdrawn", "refused", "lapsed"])
def test_a_step_that_means_nothing_records_nothing(subject, step):
    assert change(subject, "recording", step).state == "off"
    assert record.history(subject) == ()


def test_granting_twice_is_granting_once(subject):
    change(subject, "recording", "granted")
    change(subject, "recording", "granted")
    assert len(record.history(subject)) == 1


def test_a_refusal_of_the_grid_says_why(subject):
    change(subject, "recording", "granted")
    refused = change(subject, "recording", "refused", by="grid", reason="moved_out")
    assert (refused.state, refused.reason) == ("off", "moved_out")


def test_an_active_consent_expires_on_its_last_day_and_can_be_given_again(subject):
    activate(subject, "recording", until_on=date(2026, 12, 1))
    assert state(subject, "recording", today=date(2026, 11, 30)) == "active"
    assert state(subject, "recording", today=date(2026, 12, 1)) == "expired"
    later = change(subject, "recording", "granted", today=date(2026, 12, 2))
    assert later.state == "pending"


def test_the_next_holder_of_a_point_inherits_nothing(subject):
    activate(subject)
    assert state(subject, "half_hourly", customer="21") == "off"
    change(subject, "daily", "granted", customer="21")
    assert state(subject, "half_hourly", customer="21") == "off"
    assert not any(each.subject == subject for each in record.collecting(SHARD, TODAY))


def test_the_curve_is_collected_only_when_it_is_recorded_too(subject):
    activate(subject, "half_hourly")
    assert not any(each.subject == subject for each in record.collecting(SHARD, TODAY))
    activate(subject, "recording")
    assert any(each.subject == subject for each in record.collecting(SHARD, TODAY))
    assert not any(each.subject == subject for each in record.collecting(SHARD, date(2029, 11, 22)))
    change(subject, "half_hourly", "withdrawn")
    assert not any(each.subject == subject for each in record.collecting(SHARD, TODAY))


def test_the_record_keeps_who_when_and_the_very_words(subject):
    change(subject, "recording", "granted", language="fr", wording="J'accepte que…")
    with clock.freeze(NOW + timedelta(hours=1)):
        change(subject, "recording", "withdrawn")
    first, second = record.history(subject)
    assert (first["step"], first["by"], first["at"]) == ("granted", "acc_1", NOW)
    assert (first["language"], first["wording"]) == ("fr", "J'accepte que…")
    assert (second["step"], second["at"]) == ("withdrawn", NOW + timedelta(hours=1))


def test_many_at_once_leave_one_grant_and_a_standing_that_agrees(subject):
    threads = [
        threading.Thread(target=change, args=(subject, "recording", "granted")) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry["step"] for entry in record.history(subject)] == ["granted"]
    assert state(subject, "recording") == "pending"

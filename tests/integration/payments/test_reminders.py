"""Reminders: calm, once for each step, and never where money is on its way."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from chalicelib import ledger, operators
from chalicelib.operators.pack import Dunning, Reminder
from chalicelib.payments import reminding
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home
from tests.integration.payments.steps import (
    Browser,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)

DUE = date(2026, 12, 15)
FIRST, SECOND = (
    DUE + timedelta(days=step.after_days) for step in operators.find("engie").dunning.steps
)
"""The days on which the operator's own ladder has its two steps."""


@pytest.fixture
def late(api: Api, cloud: TestCloud) -> tuple[Home, str]:
    """A customer and an invoice that is due on a day of the test's own."""
    who = payer(api, cloud)
    return who, invoiced(who, due=DUE)


def mails(cloud: TestCloud, who: Home, number: str) -> list[str]:
    cloud.drain("outbox")
    return [mail.subject for mail in cloud.mails(to=who.email) if number in mail.subject]


def test_nobody_is_reminded_before_the_day(cloud: TestCloud, late):
    who, number = late
    reminding.run("engie", FIRST - timedelta(days=1))
    assert mails(cloud, who, number) == []


def test_each_step_is_taken_once_calm_first(cloud: TestCloud, late):
    who, number = late
    for _ in range(2):
        reminding.run("engie", FIRST)
    reminding.run("engie", FIRST + timedelta(days=1))
    assert [subject[:2] for subject in mails(cloud, who, number)] == ["La"]
    reminding.run("engie", SECOND)
    assert [subject[:6] for subject in mails(cloud, who, number)][1:] == ["Rappel"]
    assert ledger.standing(key_of(who)).balance_cents == 8420


def test_a_run_that_was_missed_is_made_up_for(cloud: TestCloud, late):
    who, number = late
    reminding.run("engie", FIRST + timedelta(days=2))
    assert len(mails(cloud, who, number)) == 1


def test_who_has_paid_is_left_in_peace(api: Api, cloud: TestCloud, holder: Browser, late):
    who, number = late
    begun = press(api, number).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    reminding.run("engie", FIRST)
    assert mails(cloud, who, number) == []


def test_while_a_payment_is_under_way_nobody_is_reminded(
    api: Api, cloud: TestCloud, holder: Browser, late
):
    who, number = late
    holder.control(debit_seconds=3600)
    begun = press(api, number).json()
    holder.debit(begun)
    until(lambda: state_of(api, begun["payment"]), "processing")
    reminding.run("engie", FIRST)
    assert mails(cloud, who, number) == []


def test_a_closed_account_is_somebody_elses_to_remind(cloud: TestCloud, late):
    who, number = late
    at = datetime(2026, 12, 16, tzinfo=UTC)
    ledger.post([ledger.close_account(key_of(who), "collector", at=at, currency="EUR")])
    reminding.run("engie", FIRST)
    assert mails(cloud, who, number) == []


def ladder(monkeypatch: pytest.MonkeyPatch, dunning: Dunning) -> None:
    pack = msgspec.structs.replace(operators.find("engie"), dunning=dunning)
    monkeypatch.setattr(reminding.operators, "find", lambda code: pack)


def test_a_fee_is_added_once_and_named(cloud: TestCloud, late, monkeypatch):
    who, number = late
    ladder(monkeypatch, Dunning(steps=(Reminder(after_days=20, tone="formal", fee_cents=750),)))
    for _ in range(2):
        reminding.run("engie", DUE + timedelta(days=20))
    monkeypatch.undo()
    assert ledger.standing(key_of(who)).invoices[number].open_cents == 9170
    cloud.drain("outbox")
    (mail,) = [mail for mail in cloud.mails(to=who.email) if number in mail.subject]
    assert "91,70" in mail.text and "7,50" in mail.text


def test_in_the_winter_truce_no_step_speaks_of_ending_a_supply(cloud: TestCloud, late, monkeypatch):
    who, number = late
    steps = (Reminder(after_days=25, tone="formal", cuts=True),)
    ladder(monkeypatch, Dunning(steps=steps, truce=("11-01", "03-31")))
    assert reminding.run("engie", DUE + timedelta(days=25)) == 0
    monkeypatch.undo()
    assert mails(cloud, who, number) == []


@pytest.mark.parametrize(
    ("truce", "on", "within"),
    [
        (("11-01", "03-31"), date(2026, 11, 1), True),
        (("11-01", "03-31"), date(2027, 3, 31), True),
        (("11-01", "03-31"), date(2026, 10, 31), False),
        (("11-01", "03-31"), date(2027, 4, 1), False),
        (("06-01", "06-30"), date(2026, 6, 15), True),
        (None, date(2026, 12, 24), False),
    ],
)
def test_the_truce_goes_over_the_turn_of_the_year(truce, on, within):
    assert reminding.in_truce(Dunning(truce=truce), on) is within

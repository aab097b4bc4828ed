"""Payment plans: proposed on the site, agreed at once or by a clerk, kept, missed, resumed."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib import clock, ledger, operators
from chalicelib.payments import debiting, keeping, reminding
from chalicelib.rules.plan import GRACE
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of
from tests.integration.payments.steps import (
    Browser,
    clerk,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)
from tests.integration.payments.test_direct_debit import agree, mails

TODAY = clock.today(operators.find("engie").time_zone)
FIRST = TODAY + timedelta(days=10)
SOON = TODAY + timedelta(days=30)
BOUNDS = operators.find("engie").dunning.plan


def propose(api: Api, parts: int = 3, first_on: date = FIRST, **more: Any) -> Any:
    form = {"parts": parts, "first_on": str(first_on), **more}
    return api.post("/engie/plans", json=form)


@pytest.fixture
def who(api: Api, cloud: TestCloud) -> Home:
    """A customer who is signed in."""
    return payer(api, cloud)


def pay(api: Api, holder: Browser, number: str, cents: int) -> None:
    begun = press(api, number, amount_cents=cents).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")


def plan_of(api: Api) -> dict[str, Any]:
    return dict(api.get("/engie/plans").json()["items"][0])


def test_a_plan_outside_the_bounds_is_refused(api: Api, who: Home):
    invoiced(who, 9000)
    assert code_of(propose(api, parts=1), 422) == "plan_parts_wrong"
    assert code_of(propose(api, parts=7), 422) == "plan_parts_wrong"
    assert code_of(propose(api, first_on=TODAY), 422) == "plan_first_wrong"
    late = TODAY + timedelta(days=32)
    assert code_of(propose(api, first_on=late), 422) == "plan_first_wrong"
    assert api.get("/engie/plans").json()["items"] == []


def test_somebody_elses_invoice_is_in_no_plan_of_mine(api: Api, cloud: TestCloud, who: Home):
    invoiced(who)
    other = api.another()
    foreign = invoiced(payer(other, cloud))
    assert code_of(propose(api, invoices=[foreign]), 404) == "invoice_unknown"
    assert code_of(propose(api, customer="2999999999"), 404) == "customer_unknown"


def test_who_owes_nothing_is_offered_nothing(api: Api, who: Home):
    assert api.get("/engie/plans").json()["offer"] is None
    assert code_of(propose(api), 409) == "already_paid"


def test_a_closed_account_gets_no_plan(api: Api, who: Home):
    invoiced(who)
    at = clock.now()
    ledger.post([ledger.close_account(key_of(who), "collector", at=at, currency="EUR")])
    assert code_of(propose(api), 409) == "account_closed"


def test_a_proposal_is_shown_before_anything_is_kept(api: Api, who: Home):
    invoiced(who, 10_000)
    offer = api.get("/engie/plans").json()["offer"]
    assert offer["open_cents"] == 10_000 and offer["most_parts"] == 6
    form = {"parts": 3, "first_on": str(FIRST)}
    shown = api.post("/engie/plans/drafts", json=form).json()
    assert [part["cents"] for part in shown["parts"]] == [3334, 3333, 3333]
    assert shown["state"] == "agreed" and api.get("/engie/plans").json()["items"] == []


def test_a_small_plan_is_agreed_at_once_and_only_one_lasts(api: Api, cloud: TestCloud, who: Home):
    number = invoiced(who, 10_000)
    assert propose(api).json()["state"] == "agreed"
    (text,) = mails(cloud, who, "accepté")
    assert "33,34" in text and number in text
    assert code_of(propose(api), 409) == "plan_lasts"
    assert plan_of(api)["parts"][0]["state"] == "due"


def test_while_a_plan_lasts_nobody_is_reminded(api: Api, cloud: TestCloud, who: Home):
    number = invoiced(who, 10_000, due=SOON)
    propose(api)
    step = operators.find("engie").dunning.steps[0]
    reminding.run("engie", SOON + timedelta(days=step.after_days))
    assert mails(cloud, who, number) == []


def test_a_large_plan_waits_for_a_clerk_who_agrees_or_refuses_once(
    api: Api, cloud: TestCloud, who: Home
):
    invoiced(who, BOUNDS.at_once_cents + 100)
    plan = propose(api).json()
    assert plan["state"] == "asked"
    desk = clerk(api, cloud)
    assert plan["plan"] in [
        each["plan"] for each in desk.get("/engie/office/plans").json()["items"]
    ]
    assert api.get("/engie/office/plans").status_code == 404
    path = f"/engie/office/customers/{who.number}/plans/{plan['plan']}/decision"
    unknown = f"/engie/office/customers/{who.number}/plans/plan_none/decision"
    assert code_of(desk.post(unknown, json={"agreed": True}), 404) == "plan_unknown"
    decided = desk.post(path, json={"agreed": False, "note": "Appelez-nous, s’il vous plaît."})
    assert decided.json()["state"] == "refused"
    (text,) = mails(cloud, who, "n’a pas pu être accepté")
    assert "Appelez-nous" in text
    assert code_of(desk.post(path, json={"agreed": True}), 409) == "plan_decided"
    again = propose(api).json()
    path = f"/engie/office/customers/{who.number}/plans/{again['plan']}/decision"
    assert desk.post(path, json={"agreed": True}).json()["state"] == "agreed"


def test_a_plan_that_is_paid_ends_well(api: Api, cloud: TestCloud, holder: Browser, who: Home):
    number = invoiced(who, 10_000)
    propose(api, parts=2)
    keeping.run("engie", FIRST - timedelta(days=3))
    keeping.run("engie", FIRST - timedelta(days=2))
    (text,) = mails(cloud, who, "à payer pour le")
    assert "50,00" in text and "amount=5000" in text
    pay(api, holder, number, 5000)
    assert [part["state"] for part in plan_of(api)["parts"]] == ["paid", "due"]
    pay(api, holder, number, 5000)
    keeping.run("engie", FIRST)
    assert plan_of(api)["state"] == "kept"
    assert len(mails(cloud, who, "terminé")) == 1


def test_a_missed_part_ends_the_plan_and_the_reminders_go_on(api: Api, cloud: TestCloud, who: Home):
    number = invoiced(who, 10_000, due=TODAY)
    propose(api)
    keeping.run("engie", FIRST + GRACE)
    assert plan_of(api)["state"] == "agreed"
    broken_on = FIRST + GRACE + timedelta(days=1)
    for _ in range(2):
        keeping.run("engie", broken_on)
    assert plan_of(api)["state"] == "broken"
    assert len(mails(cloud, who, "interrompu")) == 1
    step = operators.find("engie").dunning.steps[0]
    reminding.run("engie", broken_on + timedelta(days=step.after_days))
    reminding.run("engie", broken_on + timedelta(days=step.after_days + 1))
    cloud.drain("outbox")
    reminded = [mail for mail in cloud.mails(to=who.email) if "échappé" in mail.subject]
    assert len(reminded) == 1 and number in reminded[0].text
    assert propose(api).json()["state"] == "asked"  # after a broken one a clerk decides


def test_a_mandate_draws_the_parts_and_not_the_whole(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    assert api.get("/engie/plans").json()["drawn_from"] is None
    agree(api, holder)
    assert api.get("/engie/plans").json()["drawn_from"].startswith("•••• ")
    number = invoiced(who, 10_000)
    first = TODAY + timedelta(days=20)
    propose(api, parts=2, first_on=first)
    (coming,) = api.get("/engie/debits").json()["items"]
    assert (coming["amount_cents"], coming["on"]) == (5000, str(first))
    debiting.run("engie", TODAY)
    (text,) = mails(cloud, who, "seront prélevés")
    assert "50,00" in text
    debiting.run("engie", first)
    until(lambda: ledger.standing(key_of(who)).invoices[number].open_cents, 5000)
    assert [part["state"] for part in plan_of(api)["parts"]] == ["paid", "due"]

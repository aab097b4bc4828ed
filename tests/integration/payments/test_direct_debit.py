"""Direct debit in one click: agreed, announced, drawn, taken back, replaced, revoked."""

from datetime import date, timedelta

import pytest

from chalicelib import clock, ledger
from chalicelib.payments import debiting, store
from chalicelib.payments.mandate import in_force
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of
from tests.integration.payments.steps import (
    IBAN,
    IBAN_REFUSED,
    IBAN_TAKEN_BACK,
    Browser,
    invoiced,
    key_of,
    payer,
    press,
    until,
)

POOR_IBAN = "AT981904300002222227"
DUE = date(2026, 12, 15)


def agree(api: Api, holder: Browser, iban: str = IBAN) -> str:
    """One click on "direct debit", and the IBAN typed at the network."""
    begun = api.post("/engie/mandates", json={}).json()
    secret = begun["client_secret"]
    form = {
        "key": begun["publishable_key"],
        "client_secret": secret,
        "payment_method_data[type]": "sepa_debit",
        "payment_method_data[sepa_debit][iban]": iban,
        "payment_method_data[billing_details][name]": "Amina Peeters",
        "payment_method_data[billing_details][email]": "amina@example.com",
        "mandate_data[customer_acceptance][type]": "online",
    }
    path = f"/stripe/v1/setup_intents/{secret.partition('_secret_')[0]}/confirm"
    assert holder.line.post(path, data=form).json()["status"] == "succeeded"
    until(lambda: states(api).get(begun["mandate"]), "active")
    return str(begun["mandate"])


def states(api: Api) -> dict[str, str]:
    return {each["mandate"]: each["state"] for each in api.get("/engie/mandates").json()["items"]}


@pytest.fixture
def agreed(api: Api, cloud: TestCloud, holder: Browser) -> Home:
    """A customer with a mandate."""
    who = payer(api, cloud)
    agree(api, holder)
    return who


def mails(cloud: TestCloud, who: Home, word: str) -> list[str]:
    cloud.drain("outbox")
    return [mail.text for mail in cloud.mails(to=who.email) if word in mail.subject]


def test_nobody_agrees_for_a_customer_who_is_not_theirs(
    api: Api, cloud: TestCloud, holder: Browser
):
    payer(api, cloud)
    refused = api.post("/engie/mandates", json={"customer": "2999999999"})
    assert code_of(refused, 404) == "customer_unknown"


def test_a_mandate_that_was_not_confirmed_is_none(api: Api, cloud: TestCloud, holder: Browser):
    payer(api, cloud)
    begun = api.post("/engie/mandates", json={}).json()
    assert "8 semaines" in begun["wording"] and "au moins 14 jours" in begun["wording"]
    assert begun["creditor_id"] in begun["wording"]
    assert begun["notice_days"] == 14
    assert states(api) == {}


def test_a_confirmed_mandate_is_shown_and_mailed_with_what_was_agreed(
    api: Api, cloud: TestCloud, agreed: Home
):
    (shown,) = api.get("/engie/mandates").json()["items"]
    assert shown["state"] == "active" and shown["reference"] and shown["account_last4"] == "3201"
    assert shown["dead_on"] > "2029-01-01"
    (text,) = mails(cloud, agreed, "prélèvement automatique")
    assert shown["reference"] in text and "8 semaines" in text
    assert IBAN not in text


def test_a_debit_is_announced_two_weeks_before_and_not_drawn_earlier(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    number = invoiced(agreed, due=DUE)
    assert debiting.run("engie", DUE - timedelta(days=20)).announced >= 1
    (text,) = mails(cloud, agreed, "seront prélevés")
    assert "84,20" in text and number in text and "15" in text
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE - timedelta(days=1))
    assert len(mails(cloud, agreed, "seront prélevés")) == 1
    assert ledger.standing(key_of(agreed)).invoices[number].state == "due"


def test_an_invoice_that_is_due_sooner_is_still_announced_two_weeks_before(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    number = invoiced(agreed, due=DUE)
    debiting.run("engie", DUE - timedelta(days=2))
    debiting.run("engie", DUE + timedelta(days=11))
    assert ledger.standing(key_of(agreed)).invoices[number].state in ("due", "overdue")
    debiting.run("engie", DUE + timedelta(days=12))
    until(lambda: ledger.standing(key_of(agreed)).invoices[number].state, "paid")


def drawn(agreed: Home, holder: Browser) -> str:
    """An invoice that was announced and drawn on its day."""
    number = invoiced(agreed, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE)
    return number


def test_a_debit_is_drawn_once_on_its_day_and_paid_some_days_later(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    holder.control(debit_seconds=3600)
    number = drawn(agreed, holder)
    until(lambda: ledger.standing(key_of(agreed)).invoices[number].state, "pending")
    debiting.run("engie", DUE)
    debiting.run("engie", DUE + timedelta(days=1))
    assert code_of(press(api, number), 409) == "payment_in_progress"
    holder.advance(3600)
    until(lambda: ledger.standing(key_of(agreed)).invoices[number].state, "paid")
    assert ledger.standing(key_of(agreed)).balance_cents == 0
    assert len(list(store.of_customer(key_of(agreed)))) == 1


def test_a_card_payment_that_was_left_open_makes_way_for_the_debit(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    number = invoiced(agreed, due=DUE)
    begun = press(api, number).json()
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE)
    assert holder.state(begun) == "canceled"
    until(lambda: ledger.standing(key_of(agreed)).invoices[number].state, "paid")


def test_a_poor_account_is_tried_once_more_after_a_week_and_no_third_time(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = payer(api, cloud)
    agree(api, holder, POOR_IBAN)
    holder.control(debit_seconds=0)
    number = drawn(who, holder)
    until(lambda: ledger.standing(key_of(who)).invoices[number].state, "rejected")
    until(lambda: len(mails(cloud, who, "abouti")), 1)
    soon = clock.now().date() + timedelta(days=3)
    debiting.run("engie", soon)
    assert len(mails(cloud, who, "seront prélevés")) == 1
    later = clock.now().date() + timedelta(days=8)
    debiting.run("engie", later)
    assert len(mails(cloud, who, "seront prélevés")) == 2
    debiting.run("engie", later + timedelta(days=20))
    until(lambda: len(mails(cloud, who, "abouti")), 2)
    debiting.run("engie", later + timedelta(days=60))
    assert len(mails(cloud, who, "seront prélevés")) == 2


@pytest.mark.parametrize("iban", [IBAN_REFUSED, IBAN_TAKEN_BACK])
def test_a_debit_that_its_holder_refuses_is_not_tried_again(
    api: Api, cloud: TestCloud, holder: Browser, iban: str
):
    who = payer(api, cloud)
    agree(api, holder, iban)
    holder.control(debit_seconds=0)
    number = drawn(who, holder)
    until(lambda: ledger.standing(key_of(who)).invoices[number].state, "rejected")
    debiting.run("engie", clock.now().date() + timedelta(days=30))
    assert len(mails(cloud, who, "seront prélevés")) == 1


def test_a_new_iban_replaces_the_old_mandate(api: Api, holder: Browser, agreed: Home):
    (old,) = states(api)
    new = agree(api, holder)
    until(lambda: states(api), {old: "ended", new: "active"})
    ended = [each for each in api.get("/engie/mandates").json()["items"] if each["mandate"] == old]
    assert ended[0]["ended_why"] == "replaced"
    assert [each.mandate for each in in_force("engie") if each.customer == key_of(agreed)] == [new]


def test_a_revoked_mandate_is_never_drawn_on(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    (mandate,) = states(api)
    number = invoiced(agreed, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    assert api.delete(f"/engie/mandates/{mandate}").status_code == 204
    assert api.delete(f"/engie/mandates/{mandate}").status_code == 204
    assert states(api) == {mandate: "ended"}
    debiting.run("engie", DUE)
    assert ledger.standing(key_of(agreed), DUE).invoices[number].state == "due"
    other = api.another()
    payer(other, cloud)
    assert code_of(other.delete(f"/engie/mandates/{mandate}"), 404) == "mandate_unknown"


def test_a_mandate_that_the_bank_ends_is_ended_here(api: Api, holder: Browser, agreed: Home):
    (mandate,) = in_force_of(agreed)
    holder.line.post(
        f"/stripe/v1/payment_methods/{mandate.payment_method}/detach",
        headers={"Authorization": "Bearer sk_test_simulated"},
    )
    until(lambda: list(states(api).values()), ["ended"])


def in_force_of(who: Home) -> list:
    return [each for each in in_force("engie") if each.customer == key_of(who)]


def test_a_mandate_that_was_idle_for_three_years_is_dead(api: Api, cloud: TestCloud, agreed: Home):
    number = invoiced(agreed, due=DUE)
    (mandate,) = in_force_of(agreed)
    assert mandate.dead_on is not None
    debiting.run("engie", mandate.dead_on)
    assert in_force_of(agreed) == []
    assert ledger.standing(key_of(agreed)).invoices[number].state == "due"
    assert list(states(api).values()) == ["ended"]


def test_a_network_that_is_down_is_tried_again_the_next_day(
    api: Api, cloud: TestCloud, holder: Browser, agreed: Home
):
    number = invoiced(agreed, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    holder.control(fail_next=50)
    assert debiting.run("engie", DUE).failed >= 1
    holder.control(fail_next=0)
    debiting.run("engie", DUE + timedelta(days=1))
    until(lambda: ledger.standing(key_of(agreed)).invoices[number].state, "paid")

"""The pay button: what it refuses, and that however it is pressed there is one charge."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from chalicelib import ledger
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of
from tests.integration.payments.steps import (
    ASKS,
    IBAN,
    POOR,
    Browser,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)


def test_nobody_pays_without_being_signed_in(api: Api):
    assert code_of(press(api, "F1"), 401) == "sign_in_needed"


def test_a_press_without_an_idempotency_key_is_refused(api: Api, cloud: TestCloud, holder: Browser):
    number = invoiced(payer(api, cloud))
    refused = api.post("/engie/payments", json={"invoices": [number]})
    assert code_of(refused, 422) == "idempotency_key_missing"


@pytest.mark.parametrize(
    "form",
    [{}, {"invoices": []}, {"invoices": ["F1"], "amount_cents": "12"}, {"invoices": ["F1"], "card": "x"},
     {"invoices": ["F1"], "amount_cents": -1}, {"invoices": ["F1", "F1"]}, {"invoices": [""]}],
)  # fmt: skip
def test_a_form_that_makes_no_sense_is_refused(api: Api, cloud: TestCloud, holder: Browser, form):
    payer(api, cloud)
    refused = api.post("/engie/payments", json=form, headers={"Idempotency-Key": "12345678"})
    assert code_of(refused, 422) == "form_invalid"


def test_somebody_elses_invoice_answers_as_if_it_did_not_exist(
    api: Api, cloud: TestCloud, holder: Browser
):
    other = api.another()
    theirs = invoiced(payer(other, cloud))
    payer(api, cloud)
    refused, unknown = press(api, theirs), press(api, "F0000")
    assert code_of(refused, 404) == code_of(unknown, 404) == "invoice_unknown"
    assert {k: v for k, v in refused.json().items() if k != "request_id"} == {
        k: v for k, v in unknown.json().items() if k != "request_id"
    }


def test_an_amount_beyond_what_is_open_or_too_small_is_refused(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud), 8420)
    assert code_of(press(api, number, amount_cents=8421), 422) == "amount_wrong"
    assert code_of(press(api, number, amount_cents=49), 422) == "amount_wrong"


def test_another_currency_is_refused(api: Api, cloud: TestCloud, holder: Browser):
    number = invoiced(payer(api, cloud))
    refused = press(api, number, currency="USD")
    assert code_of(refused, 422) == "currency_wrong"
    assert "EUR" in refused.json()["detail"]


def test_a_closed_account_takes_no_payment(api: Api, cloud: TestCloud, holder: Browser):
    who = payer(api, cloud)
    number = invoiced(who)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    ledger.post([ledger.close_account(key_of(who), "collector-7", at=at, currency="EUR")])
    assert code_of(press(api, number), 409) == "account_closed"


def test_a_key_is_not_used_for_another_form(api: Api, cloud: TestCloud, holder: Browser):
    who = payer(api, cloud)
    one, two = invoiced(who), invoiced(who)
    assert press(api, one, key="the-same-key").status_code == 201
    assert code_of(press(api, two, key="the-same-key"), 409) == "idempotency_key_reused"


def test_a_paid_invoice_is_not_paid_again(api: Api, cloud: TestCloud, holder: Browser):
    number = invoiced(payer(api, cloud))
    begun = press(api, number).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    assert code_of(press(api, number), 409) == "already_paid"


def test_while_a_debit_is_on_its_way_nothing_more_is_taken(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud))
    holder.control(debit_seconds=3600)
    begun = press(api, number).json()
    assert holder.debit(begun, IBAN)["status"] == "processing"
    until(lambda: state_of(api, begun["payment"]), "processing")
    assert code_of(press(api, number), 409) == "payment_in_progress"


def test_a_charge_that_we_have_not_heard_of_yet_still_stops_a_second_one(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud))
    holder.control(paused=True)
    begun = press(api, number).json()
    assert holder.confirm(begun)["status"] == "succeeded"
    assert code_of(press(api, number), 409) == "payment_in_progress"


def test_five_presses_of_one_button_are_one_payment(api: Api, cloud: TestCloud, holder: Browser):
    number = invoiced(payer(api, cloud))
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: press(api, number, key="press-me-once"), range(5)))
    assert [each.status_code for each in answers] == [201] * 5
    assert len({each.json()["payment"] for each in answers}) == 1
    assert len({each.json()["client_secret"] for each in answers}) == 1


def test_two_tabs_share_one_payment_which_is_confirmed_once(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = payer(api, cloud)
    number = invoiced(who)
    with ThreadPoolExecutor(2) as pool:
        tabs = list(
            pool.map(lambda key: press(api, number, key=key), ["tab-number-1", "tab-number-2"])
        )
    one, two = (tab.json() for tab in tabs)
    assert one["client_secret"] == two["client_secret"]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(holder.confirm, [one, two]))
    assert sorted("error" in each for each in results) == [False, True]
    until(lambda: state_of(api, one["payment"]), "paid")
    assert ledger.standing(key_of(who)).balance_cents == 0


def test_another_choice_of_invoices_gives_the_first_payment_up(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = payer(api, cloud)
    one, two = invoiced(who), invoiced(who, 1000)
    first = press(api, one, key="first-choice").json()
    second = press(api, one, two).json()
    assert holder.state(first) == "canceled"
    assert second["amount_cents"] == 9420
    assert "error" in holder.confirm(first)
    assert code_of(press(api, one, key="first-choice"), 409) == "payment_superseded"


def test_an_answer_that_was_lost_is_found_again_by_pressing_again(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud))
    before = len(holder.list("payment_intents"))
    holder.control(lose_answers=1)
    assert code_of(press(api, number, key="lost-answer"), 503) == "cards_unavailable"
    found = press(api, number, key="lost-answer")
    assert found.status_code == 201
    assert len(holder.list("payment_intents")) == min(before + 1, 100)


def test_a_network_that_is_down_is_said_plainly_and_charges_nothing(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud))
    holder.control(fail_next=5)
    refused = press(api, number)
    assert code_of(refused, 503) == "cards_unavailable"
    holder.control(fail_next=0)
    assert press(api, number).status_code == 201


def test_several_invoices_and_a_part_are_paid_oldest_first(
    api: Api, cloud: TestCloud, holder: Browser
):
    from datetime import date

    who = payer(api, cloud)
    late, early = invoiced(who, 5000, date(2026, 12, 30)), invoiced(who, 3000, date(2026, 12, 1))
    begun = press(api, late, early, amount_cents=4000).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    standing = ledger.standing(key_of(who))
    assert (standing.invoices[early].open_cents, standing.invoices[late].open_cents) == (0, 4000)


def test_a_declined_card_leads_on_to_another_with_the_same_payment(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = payer(api, cloud)
    number = invoiced(who)
    begun = press(api, number).json()
    assert holder.confirm(begun, POOR)["error"]["decline_code"] == "insufficient_funds"
    until(lambda: state_of(api, begun["payment"]), "rejected")
    shown = api.get(f"/engie/payments/{begun['payment']}", headers={"Accept-Language": "en"}).json()
    assert (shown["reason"], shown["reason_text"]) == (
        "insufficient_funds", "there is not enough money on the account",
    )  # fmt: skip
    assert ledger.standing(key_of(who)).invoices[number].state == "rejected"
    again = press(api, number).json()
    assert again["payment"] == begun["payment"]
    assert holder.confirm(again, ASKS)["status"] == "requires_action"
    holder.answer_bank(again)
    until(lambda: state_of(api, begun["payment"]), "paid")
    assert ledger.standing(key_of(who)).invoices[number].state == "paid"


def test_a_refused_3d_secure_is_a_rejection_with_its_reason(
    api: Api, cloud: TestCloud, holder: Browser
):
    number = invoiced(payer(api, cloud))
    begun = press(api, number).json()
    holder.confirm(begun, ASKS)
    holder.answer_bank(begun, "failed")
    until(lambda: state_of(api, begun["payment"]), "rejected")
    shown = api.get(f"/engie/payments/{begun['payment']}").json()
    assert shown["reason"] == "authentication_failed"


def test_somebody_elses_payment_answers_as_if_it_did_not_exist(
    api: Api, cloud: TestCloud, holder: Browser
):
    other = api.another()
    begun = press(other, invoiced(payer(other, cloud))).json()
    payer(api, cloud)
    assert code_of(api.get(f"/engie/payments/{begun['payment']}"), 404) == "payment_unknown"
    assert code_of(api.get("/engie/payments/pay_nope"), 404) == "payment_unknown"
    assert code_of(api.get("/engie/payments/claim%23engie%231"), 404) == "payment_unknown"

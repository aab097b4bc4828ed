"""Paying by bank: the reference that the page shows is the one that the statement is matched by."""

import random
from datetime import date

from chalicelib import ledger
from chalicelib.payments import transfers
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of
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


def numbered() -> str:
    """An invoice number as billing gives them."""
    return f"E2026-{random.randrange(10**8):08d}"


def order(api: Api, *numbers: str):
    return api.get("/engie/transfer", params={"invoices": ",".join(numbers)})


def test_how_to_pay_somebody_elses_invoice_is_not_told(api: Api, cloud: TestCloud):
    who = payer(api, cloud)
    number = invoiced(who, number=numbered())
    other = api.another()
    payer(other, cloud)
    assert code_of(order(other, number), 404) == "invoice_unknown"
    assert code_of(order(other, ""), 422) == "form_invalid"


def test_a_paid_invoice_needs_no_transfer(api: Api, cloud: TestCloud, holder: Browser):
    number = invoiced(payer(api, cloud), number=numbered())
    begun = press(api, number).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    assert code_of(order(api, number), 409) == "already_paid"


def test_the_reference_shown_is_the_one_that_pays_the_invoice(api: Api, cloud: TestCloud):
    who = payer(api, cloud)
    number = invoiced(who, number=numbered())
    shown = order(api, number).json()
    assert shown["reference"].startswith("+++") and shown["amount_cents"] == 8420
    assert shown["square"].startswith("<svg") or "<svg" in shown["square"]
    row = {
        "iban": shown["iban"], "reference": f"bank-{random.randrange(10**12)}", "amount": "84.20",
        "currency": "EUR", "booked_on": str(date(2026, 12, 1)), "remittance": shown["reference"],
    }  # fmt: skip
    transfers.take("engie", row)
    assert ledger.standing(key_of(who)).invoices[number].state == "paid"


def test_several_invoices_are_named_by_their_numbers(api: Api, cloud: TestCloud):
    who = payer(api, cloud)
    numbers = [invoiced(who, number=numbered()) for _ in range(2)]
    shown = order(api, *numbers).json()
    assert shown["amount_cents"] == 16840 and all(each in shown["reference"] for each in numbers)


def test_a_reference_with_a_wrong_digit_waits_for_a_clerk(api: Api, cloud: TestCloud):
    who = payer(api, cloud)
    number = invoiced(who, number=numbered())
    said = order(api, number).json()["reference"]
    wrong = said[:3] + str((int(said[3]) + 1) % 10) + said[4:]
    name = f"bank-{random.randrange(10**12)}"
    row = {
        "iban": "", "reference": name, "amount": "84.20", "currency": "EUR",
        "booked_on": "2026-12-01", "remittance": wrong,
    }  # fmt: skip
    transfers.take("engie", row)
    assert ledger.standing(key_of(who)).invoices[number].state == "due"
    assert any(each.text == wrong for each in transfers.unmatched("engie"))


def test_the_counter_sees_every_payment_of_a_customer(api: Api, cloud: TestCloud, holder: Browser):
    who = payer(api, cloud)
    number = invoiced(who, number=numbered())
    begun = press(api, number, amount_cents=2000).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    desk = clerk(api, cloud)
    path = f"/engie/office/customers/{who.number}/payments"
    form = {"amount_cents": 7000, "means": "cash", "invoices": [number]}
    desk.post(path, json=form, headers={"Idempotency-Key": "a-key-of-mine"})
    seen = desk.get(path).json()
    by_channel = {each["channel"]: each for each in seen["items"]}
    assert by_channel["card"]["refundable_cents"] == 2000
    assert by_channel["cash"]["amount_cents"] == 7000 and by_channel["cash"]["receipt_number"]
    assert (seen["balance_cents"], seen["credit_cents"]) == (-580, 580)
    assert api.get(path).status_code == 404
    foreign = desk.get("/engie/office/customers/2999999999/payments")
    assert code_of(foreign, 404) == "customer_unknown"

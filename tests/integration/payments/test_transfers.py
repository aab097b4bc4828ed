"""Bank transfers find their invoices by what the payer wrote; the rest waits for a clerk."""

import json
import os
import random
from datetime import date
from pathlib import Path

import pytest

from chalicelib import ledger
from chalicelib.errors import Invalid
from chalicelib.gateways import camt
from chalicelib.gateways.rows import Fault
from chalicelib.ledger.posting import BANK, SUSPENSE
from chalicelib.payments import transfers
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of, home
from tests.integration.payments.steps import clerk, invoiced, key_of, payer

STATEMENT = (Path(__file__).parent / "statement.xml").read_text("utf-8")


def billed(
    cents: int = 8420, due: date = date(2026, 12, 15), who: Home | None = None
) -> tuple[Home, str]:
    """A customer with an invoice whose number is of the operator's series."""
    who = who or home(email=f"amina{random.randrange(10**9)}@example.com")
    number = invoiced(who, cents, due, number=f"E2026-{random.randrange(10**9):09d}")
    return who, number


def movement(remittance: str, amount: str = "84.20", **more: str) -> dict[str, str]:
    reference = f"BANK{random.randrange(10**12)}"
    return {
        "iban": "BE68539007547034", "reference": reference, "amount": amount, "currency": "EUR",
        "direction": "in", "booked_on": "2026-11-20", "remittance": remittance, "payer": "A. Peeters",
    } | more  # fmt: skip


def waiting(text: str) -> list[transfers.Transfer]:
    return [each for each in transfers.unmatched("engie") if text in each.text]


@pytest.mark.parametrize(
    ("column", "value"),
    [("amount", ""), ("amount", "12,30"), ("amount", "-5.00"), ("amount", "1.234"), ("amount", "NaN"),
     ("amount", "Infinity"), ("currency", "USD"), ("currency", ""), ("reference", ""),
     ("booked_on", "20.11.2026")],
)  # fmt: skip
def test_a_movement_that_makes_no_sense_is_refused_by_column(cloud: TestCloud, column, value):
    with pytest.raises(Invalid) as refused:
        transfers.take("engie", movement("x") | {column: value})
    assert (refused.value.code, list(refused.value.fields)) == ("row_invalid", [column])


def test_what_goes_out_is_none_of_ours(cloud: TestCloud):
    word = f"salaries {random.random()}"
    transfers.take("engie", movement(word, direction="out"))
    assert waiting(word) == []


@pytest.mark.parametrize("write", [
    lambda n: n, lambda n: n.replace("-", " "), lambda n: f"facture {n.lower()} merci",
    lambda n: n.replace("2026-", "2026/"), lambda n: f"E 2026 - {n[6:]}",
])  # fmt: skip
def test_a_transfer_finds_its_invoice_however_its_number_is_written(cloud: TestCloud, write):
    who, number = billed()
    transfers.take("engie", movement(write(number)))
    standing = ledger.standing(key_of(who))
    assert (standing.balance_cents, standing.invoices[number].state) == (0, "paid")


def test_a_statement_that_comes_twice_is_booked_once(cloud: TestCloud):
    who, number = billed()
    row = movement(number)
    for _ in range(3):
        transfers.take("engie", row)
    assert ledger.standing(key_of(who)).balance_cents == 0
    cloud.drain("outbox")
    (mail,) = [mail for mail in cloud.mails(to=str(_email(who))) if "84,20" in mail.subject]
    assert number in mail.text


def _email(who: Home) -> str | None:
    from chalicelib.accounts.contact import reader_of

    found = reader_of("engie", who.number)
    return found.email if found else None


def test_two_invoices_in_one_transfer_and_more_than_is_owed(cloud: TestCloud):
    who, one = billed(5000)
    _, two = billed(3000, who=who)
    transfers.take("engie", movement(f"{one} et {two}", "100.00"))
    standing = ledger.standing(key_of(who))
    assert (standing.balance_cents, standing.credit_cents, standing.open_count) == (-2000, 2000, 0)


def test_less_than_is_owed_leaves_the_rest_open(cloud: TestCloud):
    who, number = billed(5000)
    transfers.take("engie", movement(number, "20.00"))
    assert ledger.standing(key_of(who)).invoices[number].open_cents == 3000


def test_a_customer_number_alone_pays_the_oldest_invoice(cloud: TestCloud):
    who, late = billed(5000, date(2026, 12, 30))
    _, early = billed(3000, date(2026, 12, 1), who)
    transfers.take("engie", movement(f"client {who.number}", "30.00"))
    standing = ledger.standing(key_of(who))
    assert (standing.invoices[early].open_cents, standing.invoices[late].open_cents) == (0, 5000)


def test_what_names_nobody_or_two_customers_waits_for_a_clerk(cloud: TestCloud):
    word = f"merci {random.random()}"
    transfers.take("engie", movement(word))
    (_, one), (_, two) = billed(), billed()
    transfers.take("engie", movement(f"{one} {two} {word}"))
    transfers.take("engie", movement(f"E2026-999999 {word}"))
    assert len(waiting(word)) == 3


def test_what_waits_is_in_the_books_from_the_first_moment(cloud: TestCloud):
    word = f"merci {random.random()}"
    transfers.take("engie", movement(word, "12.34"))
    (found,) = waiting(word)
    entry = f"transfer#{found.transfer}"
    (posting,) = [each for each in ledger.entries("engie#unmatched") if each.entry == entry]
    assert dict(posting.lines) == {BANK: 1234, SUSPENSE: -1234}


def test_an_invoice_that_comes_after_its_transfer_does_not_book_it_twice(cloud: TestCloud):
    who = home()
    number = f"E2026-{random.randrange(10**9):09d}"
    row = movement(number)
    transfers.take("engie", row)
    invoiced(who, 8420, number=number)
    transfers.take("engie", row)
    assert ledger.standing(key_of(who)).balance_cents == 8420
    assert len(waiting(number)) == 1


def test_a_statement_of_the_bank_is_read_movement_by_movement():
    found = list(camt.read([STATEMENT.encode()]))
    rows = [row for _, row in found if isinstance(row, dict)]
    assert [(row["amount"], row["direction"], row["reference"]) for row in rows] == [
        ("84.20", "in", "2026112000001"), ("50.00", "in", "TX-1"), ("25.50", "in", "TX-2"),
        ("19.99", "out", "2026112000003"),
    ]  # fmt: skip
    assert rows[0] == {
        "iban": "BE68539007547034", "reference": "2026112000001", "amount": "84.20",
        "currency": "EUR", "direction": "in", "booked_on": "2026-11-20",
        "remittance": "Facture E2026-000042 merci", "payer": "Amina Peeters", "returned": "",
    }  # fmt: skip
    assert rows[1]["remittance"] == "RF18539007547034 E2E-77" and rows[1]["payer"] == "J. Janssens"
    assert rows[3]["returned"] == "AC04"


def test_a_statement_is_read_the_same_in_pieces():
    whole = list(camt.read([STATEMENT.encode()]))
    data = STATEMENT.encode()
    assert list(camt.read([data[at : at + 7] for at in range(0, len(data), 7)])) == whole


@pytest.mark.parametrize(
    "text",
    ["<Document><Stmt>", "no xml at all", "", '<!DOCTYPE x [<!ENTITY a "b">]><Document/>',
     "<a>&undefined;</a>"],
)  # fmt: skip
def test_a_broken_or_dangerous_statement_is_a_fault_and_no_crash(text: str):
    (_, fault), *rest = list(camt.read([text.encode()])) or [(0, Fault("row_malformed"))]
    assert isinstance(fault, Fault) and rest == []


def test_a_statement_dropped_into_the_inbox_is_taken_and_reported(cloud: TestCloud):
    who, number = billed()
    text = STATEMENT.replace("E2026-000042", number)
    text = text.replace("2026112000", f"{random.randrange(10**9)}").replace(
        "TX-", f"T{random.random()}"
    )
    name = f"statements-{random.randrange(10**9)}"
    cloud.drop(f"engie/{name}.xml", text)
    cloud.drain("intake")
    assert ledger.standing(key_of(who)).balance_cents == 0
    place = {"Bucket": os.environ["INBOX_BUCKET"], "Key": f"engie/reports/{name}.xml.json"}
    report = json.loads(cloud.client("s3").get_object(**place)["Body"].read())
    assert (report["taken"], report["refused"]) == (4, 0)


@pytest.fixture
def desk(api: Api, cloud: TestCloud) -> Api:
    """A clerk at the counter."""
    return clerk(api, cloud)


def test_a_customer_sees_nothing_of_the_desk(api: Api, cloud: TestCloud):
    payer(api, cloud)
    assert api.get("/engie/office/transfers").status_code == 404


def test_a_clerk_gives_a_waiting_transfer_to_its_customer_once(desk: Api, cloud: TestCloud):
    who, number = billed()
    word = f"merci {random.random()}"
    transfers.take("engie", movement(word))
    (found,) = [
        each for each in desk.get("/engie/office/transfers").json()["items"] if word in each["text"]
    ]
    path = f"/engie/office/transfers/{found['transfer']}/assignment"
    unknown = desk.post(path, json={"customer": "2999999999"})
    assert code_of(unknown, 404) == "customer_unknown"
    foreign = desk.post(path, json={"customer": who.number, "invoices": ["F1"]})
    assert code_of(foreign, 404) == "invoice_unknown"
    done = desk.post(path, json={"customer": who.number, "invoices": [number]})
    assert done.status_code == 200 and done.json()["amount_cents"] == 8420
    assert code_of(desk.post(path, json={"customer": who.number}), 404) == "transfer_unknown"
    assert ledger.standing(key_of(who)).balance_cents == 0
    assert waiting(word) == []


def test_cash_is_booked_once_for_each_key(desk: Api, cloud: TestCloud):
    who, number = billed()
    path, form = (
        f"/engie/office/customers/{who.number}/payments",
        {"amount_cents": 8420, "means": "cash"},
    )
    assert code_of(desk.post(path, json=form), 422) == "idempotency_key_missing"
    key = {"Idempotency-Key": f"cash-{random.random()}"}
    first = desk.post(path, json=form | {"invoices": [number]}, headers=key)
    again = desk.post(path, json=form | {"invoices": [number]}, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ledger.standing(key_of(who)).balance_cents == 0
    other = desk.post(path, json=form | {"amount_cents": 100}, headers=key)
    assert code_of(other, 409) == "idempotency_key_reused"
    unknown = desk.post("/engie/office/customers/2999999999/payments", json=form, headers=key)
    assert code_of(unknown, 404) == "customer_unknown"


def test_a_clerk_may_not_refund(desk: Api, cloud: TestCloud):
    refused = desk.post("/engie/office/payments/pay_x/refunds", json={"amount_cents": 100})
    assert code_of(refused, 403) == "role_may_not"


@pytest.fixture
def supervisor(api: Api, cloud: TestCloud) -> Api:
    return clerk(api, cloud, "supervisor")


def cash(desk: Api, who: Home, cents: int, *invoices: str) -> str:
    """Take cash; the path of its refunds."""
    path = f"/engie/office/customers/{who.number}/payments"
    form = {"amount_cents": cents, "means": "cash", "invoices": list(invoices)}
    taken = desk.post(path, json=form, headers={"Idempotency-Key": f"cash-{random.random()}"})
    assert taken.status_code == 201, taken.text
    return f"{path}/{taken.json()['payment']}/refunds"


def hand_back(desk: Api, path: str, cents: int, key: str = ""):
    headers = {"Idempotency-Key": key or f"back-{random.random()}"}
    return desk.post(path, json={"amount_cents": cents}, headers=headers)


def test_a_clerk_hands_no_cash_back(desk: Api, cloud: TestCloud):
    who, number = billed()
    path = cash(desk, who, 8420, number)
    assert code_of(hand_back(desk, path, 100), 403) == "role_may_not"


def test_no_more_cash_goes_back_than_came_and_only_to_its_customer(
    supervisor: Api, cloud: TestCloud
):
    (who, number), (other, _) = billed(), billed()
    path = cash(supervisor, who, 8420, number)
    assert code_of(hand_back(supervisor, path, 8421), 422) == "amount_wrong"
    foreign = path.replace(who.number, other.number)
    assert code_of(hand_back(supervisor, foreign, 100), 404) == "payment_unknown"
    nobody = path.replace(who.number, "2999999999")
    assert code_of(hand_back(supervisor, nobody, 100), 404) == "customer_unknown"
    unnamed = supervisor.post(path, json={"amount_cents": 100})
    assert code_of(unnamed, 422) == "idempotency_key_missing"
    assert ledger.standing(key_of(who)).balance_cents == 0


def test_cash_handed_back_is_booked_once_what_was_paid_ahead_first(
    supervisor: Api, cloud: TestCloud
):
    who, number = billed()
    path, key = cash(supervisor, who, 9000, number), f"back-{random.random()}"
    first, again = (hand_back(supervisor, path, 580, key) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert ledger.standing(key_of(who)).invoices[number].state == "paid"
    assert code_of(hand_back(supervisor, path, 100, key), 409) == "idempotency_key_reused"
    assert hand_back(supervisor, path, 420).status_code == 201
    standing = ledger.standing(key_of(who))
    assert (standing.balance_cents, standing.invoices[number].open_cents) == (420, 420)
    (seen,) = supervisor.get(path.rpartition("/")[0].rpartition("/")[0]).json()["items"]
    assert (seen["state"], seen["refundable_cents"]) == ("paid", 8000)
    assert hand_back(supervisor, path, 8000).status_code == 201
    assert code_of(hand_back(supervisor, path, 1), 409) == "refund_impossible"
    (seen,) = supervisor.get(path.rpartition("/")[0].rpartition("/")[0]).json()["items"]
    assert (seen["state"], seen["refundable_cents"]) == ("refunded", 0)
    till = [each.lines["cash"] for each in ledger.entries(key_of(who)) if "cash" in each.lines]
    assert (sum(till), len(till)) == (0, 4)
    assert ledger.standing(key_of(who)).invoices[number].open_cents == 8420


def test_who_gets_cash_back_gets_its_receipt_by_mail(api: Api, cloud: TestCloud):
    who = payer(api, cloud)
    number = invoiced(who)
    supervisor = clerk(api, cloud, "supervisor")
    path = cash(supervisor, who, 8420, number)
    receipt = hand_back(supervisor, path, 8420).json()["refund"]
    cloud.drain("outbox")
    (mail,) = [mail for mail in cloud.mails(to=who.email) if "rendu 84,20" in mail.subject]
    assert receipt in mail.text and number in mail.text

"""What a customer sees of their invoices, from run to PDF; strangers see nothing."""

from datetime import date

import httpx

from chalicelib import clock, ledger
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import signed_in
from tests.integration.billing.steps import billed
from tests.integration.readings.steps import Place, at_home, monthly, place
from tests.unit.billing import referees


def invoiced(api: Api, cloud: TestCloud) -> Place:
    """A signed-in customer with the bills of three months."""
    home = at_home(api, cloud, "electricity")
    monthly(home, 250)
    for month in (9, 10, 11):
        billed(home, date(2026, month, 2))
    return home


def test_nobody_sees_invoices_without_signing_in(api: Api) -> None:
    assert api.get("/engie/invoices").status_code == 401


def test_an_unknown_invoice_and_somebody_elses_are_answered_alike(
    api: Api, cloud: TestCloud
) -> None:
    other = place("electricity")
    monthly(other, 250)
    (foreign,) = billed(other)
    signed_in(api, cloud)
    for number in (foreign.number, "E2026-999999", "nonsense", "%00"):
        for answer in (
            api.get(f"/engie/invoices/{number}"),
            api.post(f"/engie/invoices/{number}/document"),
        ):
            assert answer.status_code == 404, number
            assert answer.json()["code"] == "invoice_unknown"


def test_a_cursor_of_another_list_and_an_unknown_state_are_refused(
    api: Api, cloud: TestCloud
) -> None:
    invoiced(api, cloud)
    assert api.get("/engie/invoices?cursor=E1999-000001").json()["code"] == "cursor_invalid"
    assert (
        api.get("/engie/invoices?state=lost").json()["fields"]["state"]["code"] == "field_invalid"
    )
    assert api.get("/engie/invoices?limit=0").status_code == 422


def test_a_customer_without_invoices_has_an_empty_list(api: Api, cloud: TestCloud) -> None:
    signed_in(api, cloud)
    answer = api.get("/engie/invoices").json()
    assert (answer["items"], answer["next"], answer["open_count"]) == ([], None, 0)


def test_invoices_are_listed_newest_first_page_by_page_with_their_states(
    api: Api, cloud: TestCloud
) -> None:
    invoiced(api, cloud)
    first = api.get("/engie/invoices?limit=2").json()
    rest = api.get(f"/engie/invoices?limit=2&cursor={first['next']}").json()
    items = [*first["items"], *rest["items"]]
    assert [item["issued_on"] for item in items] == ["2026-11-02", "2026-10-02", "2026-09-02"]
    assert [item["state"] for item in items] == ["due", "overdue", "overdue"]
    assert rest["next"] is None
    assert first["years"] == [{"year": 2026, "count": 3}]
    assert first["open_count"] == 3
    assert first["balance_cents"] == sum(item["open_cents"] for item in items)
    assert [item["state"] for item in api.get("/engie/invoices?state=due").json()["items"]] == [
        "due"
    ]


def test_an_invoice_explains_every_line_in_the_callers_language(api: Api, cloud: TestCloud) -> None:
    invoiced(api, cloud)
    number = api.get("/engie/invoices").json()["items"][0]["number"]
    dutch = api.get(f"/engie/invoices/{number}", headers={"Accept-Language": "nl"}).json()
    assert all(line["explanation"].endswith(".") for line in dutch["lines"])
    energy = next(line for line in dutch["lines"] if line["family"] == "energy")
    assert "250 kWh tussen 01/10/2026" in energy["explanation"].replace("\xa0", " ")
    assert energy["readings"][0]["until_kind"] == "real"
    assert sum(line["amount_cents"] for line in dutch["lines"]) == dutch["net_cents"]
    assert sum(each["amount_cents"] for each in dutch["vat"]) == dutch["vat_cents"]
    assert dutch["net_cents"] + dutch["vat_cents"] == dutch["total_cents"]
    assert sum(each["cents"] for each in dutch["shares"]) == dutch["total_cents"]
    assert [each["kind"] for each in dutch["cycle"]] == ["read", "issued", "due", "next_reading"]
    english = api.get(f"/engie/invoices/{number}", headers={"Accept-Language": "en"}).json()
    assert any("between 01/10/2026" in line["explanation"] for line in english["lines"])


def test_a_bill_leads_to_a_document_behind_a_short_lived_link(api: Api, cloud: TestCloud) -> None:
    invoiced(api, cloud)
    item = api.get("/engie/invoices").json()["items"][0]
    link = api.post(f"/engie/invoices/{item['number']}/document")
    assert link.status_code == 201
    document = httpx.get(link.json()["url"]).content
    assert referees.pdf_faults(document) == []
    xml = referees.xml_of(document)
    assert referees.xml_faults(xml) == []
    total = f"{item['total_cents'] / 100:.2f}"
    assert f"<ram:GrandTotalAmount>{total}<" in xml
    words = referees.words_of(document)
    assert item["number"] in words and total.replace(".", ",") in words
    assert "Identifiant" in words and "Code d’activation" not in words


def test_a_document_that_was_never_printed_is_printed_when_asked_for(
    api: Api, cloud: TestCloud
) -> None:
    invoiced(api, cloud)
    number = api.get("/engie/invoices").json()["items"][-1]["number"]
    first = httpx.get(api.post(f"/engie/invoices/{number}/document").json()["url"]).content
    again = httpx.get(api.post(f"/engie/invoices/{number}/document").json()["url"]).content
    assert first[:5] == b"%PDF-" and first == again


def test_once_paid_the_day_of_payment_stands_in_the_course_of_the_invoice(
    api: Api, cloud: TestCloud
) -> None:
    home = invoiced(api, cloud)
    item = api.get("/engie/invoices?limit=1").json()["items"][0]
    posting = ledger.payment_settled(
        f"engie#{home.who.number}", f"pay_{item['number']}", at=clock.now(), currency="EUR",
        shares={item["number"]: item["open_cents"]}, cents=item["open_cents"], reference="R-1",
    )  # fmt: skip
    ledger.post([posting])
    cycle = api.get(f"/engie/invoices/{item['number']}").json()["cycle"]
    assert [each["kind"] for each in cycle] == ["read", "issued", "paid", "next_reading"]
    assert cycle[2] == {"kind": "paid", "on": "2026-11-02", "done": True}

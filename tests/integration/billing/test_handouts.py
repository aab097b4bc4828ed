"""What a customer takes away: archives, payment slips, proofs that others can check; forecasts."""

import zipfile
from datetime import date
from io import BytesIO

import httpx
import pytest

from chalicelib import clock, ledger
from chalicelib.billing import archive
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import home, signed_in
from tests.integration.billing.steps import MORNING, billed
from tests.integration.readings.steps import Place, at_home, contract, monthly, place
from tests.unit.billing import referees


def invoiced(api: Api, cloud: TestCloud) -> Place:
    """A signed-in customer with a bill that is due and none past its day."""
    home = at_home(api, cloud, "electricity")
    monthly(home, 250)
    billed(home)
    return home


def paid(home: Place) -> None:
    """Everything that the customer owes is settled."""
    key = f"engie#{home.who.number}"
    opened = ledger.standing(key).invoices.values()
    for each in opened:
        if each.open_cents:
            posting = ledger.payment_settled(
                key, f"pay_{each.number}", at=clock.now(), currency="EUR",
                shares={each.number: each.open_cents}, cents=each.open_cents, reference="R-1",
            )  # fmt: skip
            ledger.post([posting])


def test_nobody_gets_anything_without_signing_in(api: Api) -> None:
    for path in ("invoice-archives", "attestations", "invoices/E2026-000001/slip"):
        assert api.post(f"/engie/{path}", json={"kind": "address"}).status_code == 401
    assert api.get("/engie/forecast").status_code == 401


def test_an_archive_of_a_year_without_invoices_is_refused(api: Api, cloud: TestCloud) -> None:
    invoiced(api, cloud)
    answer = api.post("/engie/invoice-archives", json={"year": 2019})
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing_to_archive")
    assert api.post("/engie/invoice-archives", json={"year": "soon"}).status_code == 422
    assert api.post("/engie/invoice-archives", json={"years": 3}).status_code == 422


def test_all_documents_come_in_one_archive(api: Api, cloud: TestCloud) -> None:
    home = at_home(api, cloud, "electricity")
    monthly(home, 250)
    numbers = {billed(home, date(2026, month, 2))[0].number for month in (9, 10, 11)}
    answer = api.post("/engie/invoice-archives", json={}).json()
    packed = httpx.get(answer["url"]).content
    assert (answer["count"], answer["left_out"], answer["size"]) == (3, 0, len(packed))
    with zipfile.ZipFile(BytesIO(packed)) as made:
        names = made.namelist()
        assert {name.partition("_")[2].removesuffix(".pdf") for name in names} == numbers
        assert all(made.read(name)[:5] == b"%PDF-" for name in names)


def test_an_archive_says_what_it_has_no_room_for(
    api: Api, cloud: TestCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST", 2)
    home = at_home(api, cloud, "electricity")
    monthly(home, 250)
    for month in (9, 10, 11):
        billed(home, date(2026, month, 2))
    answer = api.post("/engie/invoice-archives", json={"year": 2026}).json()
    assert (answer["count"], answer["left_out"]) == (2, 1)


def test_an_archive_that_takes_long_goes_on_when_asked_again(
    api: Api, cloud: TestCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "SECONDS", 0)
    home = at_home(api, cloud, "electricity")
    monthly(home, 250)
    for month in (9, 10, 11):
        billed(home, date(2026, month, 2))
    answers = [api.post("/engie/invoice-archives", json={}).json() for _ in range(3)]
    assert [answer["ready"] for answer in answers] == [1, 2, 3]
    assert [bool(answer["url"]) for answer in answers] == [False, False, True]


def test_a_household_has_no_invoice_for_machines_of_its_own(api: Api, cloud: TestCloud) -> None:
    invoiced(api, cloud)
    number = api.get("/engie/invoices").json()["items"][0]["number"]
    assert api.get(f"/engie/invoices/{number}").json()["structured"] is False
    answer = api.post(f"/engie/invoices/{number}/structured")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_structured_invoice")


def test_a_business_has_its_invoices_as_peppol_ubl(api: Api, cloud: TestCloud) -> None:
    bakery = home(kind="business", name="Boulangerie Lejeune SRL")
    shop = place("electricity", bakery)
    contract(bakery, shop, options="vat_id=BE0403170701")
    monthly(shop, 250)
    (invoice,) = billed(shop)
    signed_in(api, cloud, bakery)
    assert api.get(f"/engie/invoices/{invoice.number}").json()["structured"] is True
    url = api.post(f"/engie/invoices/{invoice.number}/structured").json()["url"]
    xml = httpx.get(url).content.decode()
    assert referees.ubl_faults(xml) == []
    assert invoice.number in xml and ">0403170701</cbc:EndpointID>" in xml


def test_a_slip_asks_for_what_is_still_open_and_for_nothing_once_paid(
    api: Api, cloud: TestCloud
) -> None:
    home = invoiced(api, cloud)
    item = api.get("/engie/invoices").json()["items"][0]
    document = httpx.get(api.post(f"/engie/invoices/{item['number']}/slip").json()["url"]).content
    assert referees.pdf_faults(document) == []
    assert item["number"] in referees.words_of(document)
    paid(home)
    answer = api.post(f"/engie/invoices/{item['number']}/slip")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_pay")


def test_a_proof_of_address_needs_a_contract_in_force(api: Api, cloud: TestCloud) -> None:
    signed_in(api, cloud)
    answer = api.post("/engie/attestations", json={"kind": "address"})
    assert (answer.status_code, answer.json()["code"]) == (404, "contract_unknown")


def test_a_proof_for_somebody_elses_contract_is_refused(api: Api, cloud: TestCloud) -> None:
    other = place("electricity")
    invoiced(api, cloud)
    for form in (
        {"kind": "address", "contract": other.contract},
        {"kind": "payment", "customer": other.who.number},
    ):
        answer = api.post("/engie/attestations", json=form)
        assert (answer.status_code, answer.json()["code"]) == (404, "contract_unknown"), form


def test_a_payment_certificate_is_refused_while_an_invoice_is_late(
    api: Api, cloud: TestCloud
) -> None:
    home = invoiced(api, cloud)
    with clock.freeze(MORNING.replace(month=12, day=20)):
        signed_again = api.post("/engie/attestations", json={"kind": "payment"})
    assert signed_again.json()["code"] in ("debt_open", "sign_in_needed")
    paid(home)
    assert api.post("/engie/attestations", json={"kind": "payment"}).status_code == 201


def test_anyone_can_check_a_proof_by_its_code_until_it_expires(
    api: Api, cloud: TestCloud, api_url: str
) -> None:
    home = invoiced(api, cloud)
    made = api.post("/engie/attestations", json={"kind": "address"}).json()
    document = httpx.get(made["url"]).content
    assert referees.pdf_faults(document) == []
    spelt = "-".join(made["code"][at : at + 4] for at in range(0, 16, 4)).upper()
    assert spelt in referees.words_of(document)
    with Api(api_url) as stranger:
        checked = stranger.get(f"/engie/attestations/{spelt}").json()
        assert checked["kind"] == "address"
        assert home.contract in {fact["value"] for fact in checked["facts"]}
        for wrong in (made["code"][:-1] + "x", "x", "0" * 400):
            assert (
                stranger.get(f"/engie/attestations/{wrong}").json()["code"] == "attestation_unknown"
            )
        assert stranger.get(f"/oya/attestations/{spelt}").status_code == 404
        with clock.freeze(MORNING.replace(year=2028)):
            assert stranger.get(f"/engie/attestations/{spelt}").status_code == 404


def test_the_forecast_tells_the_settlement_months_before(api: Api, cloud: TestCloud) -> None:
    home = at_home(api, cloud, "electricity")
    contract(home.who, home, options="billing=yearly instalment_cents=9000")
    monthly(home, 250)
    billed(home, date(2025, 1, 2))
    billed(home, date(2026, 1, 2))
    billed(home, date(2026, 2, 2))
    (found,) = api.get("/engie/forecast").json()["items"]
    assert found["contract"] == home.contract
    assert found["expected_cents"] > 0
    planned = sum(each["cents"] for each in found["instalments"])
    assert found["settlement_cents"] == found["expected_cents"] - planned
    assert found["instalments"][0]["number"]


def test_a_contract_without_a_history_has_no_forecast(api: Api, cloud: TestCloud) -> None:
    at_home(api, cloud, "electricity")
    assert api.get("/engie/forecast").json() == {"items": [], "next": None}

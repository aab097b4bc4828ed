"""A customer's tickets: refused when they are not theirs, numbered, a thread to the solution."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from chalicelib import audit, clock
from chalicelib.support import store
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of, signed_in
from tests.integration.payments.steps import (
    IBAN_TAKEN_BACK,
    POOR,
    Browser,
    clerk,
    invoiced,
    press,
    state_of,
    until,
)
from tests.integration.readings.steps import place

T = "/engie/tickets"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
PDF = b"%PDF-1.7\n" + b"x" * 60


def ask(api: Api, **more: Any) -> dict[str, Any]:
    form = {"about": "other", "message": "Où est ma facture ?"} | more
    done = api.post(T, json=form)
    assert done.status_code == 201, done.text
    return dict(done.json())


@pytest.fixture
def holder(outside: str) -> Browser:
    return Browser(outside)


@pytest.mark.parametrize(
    "form",
    [
        {"about": "other"}, {"about": "other", "message": ""}, {"about": "love", "message": "x"},
        {"about": "other", "message": "x" * 4001}, {"about": "other", "message": "x", "state": "y"},
        {"about": "other", "message": "x", "attachments": [{"attachment": "../../x"}]},
    ],
)  # fmt: skip
def test_a_form_that_makes_no_sense_is_refused(api: Api, cloud: TestCloud, form):
    signed_in(api, cloud)
    assert code_of(api.post(T, json=form), 422) == "form_invalid"


def test_somebody_elses_ticket_answers_as_if_it_did_not_exist(api: Api, cloud: TestCloud):
    other = api.another()
    signed_in(other, cloud)
    theirs = ask(other)["ticket"]
    signed_in(api, cloud)
    for number in (theirs, "T-2026-x"):
        assert code_of(api.get(f"{T}/{number}"), 404) == "ticket_unknown"
        said = api.post(f"{T}/{number}/messages", json={"message": "x"})
        assert code_of(said, 404) == "ticket_unknown"
        assert code_of(api.put(f"{T}/{number}/state", json={"state": "resolved"}), 404)
        assert code_of(api.put(f"{T}/{number}/seen"), 404) == "ticket_unknown"
    assert api.get(T).json()["items"] == []


def test_somebody_elses_payment_invoice_or_point_cannot_be_asked_about(api: Api, cloud: TestCloud):
    mine = signed_in(api, cloud)
    theirs = place("gas").short
    asked = [("payment", "pay_00000000000000000000000000"), ("bill", "F-1"), ("meter", theirs)]
    for about, reference in asked:
        query = {"about": about, "reference": reference}
        assert code_of(api.get(f"{T}/draft", params=query), 404) == "reference_unknown"
        refused = api.post(T, json=query | {"message": "x"})
        assert code_of(refused, 404) == "reference_unknown"
    form = {"about": "other", "message": "x", "customer": "2999999999"}
    assert code_of(api.post(T, json=form), 404) == "not_found"
    assert ask(api, customer=mine.number)["customer"] == mine.number


def test_more_than_twenty_tickets_an_hour_are_too_many(api: Api, cloud: TestCloud):
    with clock.freeze(datetime(2027, 3, 1, 9, 30, tzinfo=UTC)):
        signed_in(api, cloud)
        for _ in range(20):
            ask(api)
        refused = api.post(T, json={"about": "other", "message": "x"})
        assert code_of(refused, 429) == "too_many_requests"


def test_a_question_gets_a_number_to_say_on_the_phone_and_a_mail_without_its_text(
    api: Api, cloud: TestCloud
):
    who = signed_in(api, cloud)
    made = ask(api, about="leak", message="Ma cave est inondée")
    assert re.fullmatch(r"T-20\d\d-\d{6}", made["ticket"])
    assert made["state"] == "open"
    cloud.drain("outbox")
    mail = cloud.mails(to=who.email)[-1]
    assert made["ticket"] in mail.subject
    assert "inondée" not in mail.text + mail.html
    assert f"/engie/fr/messages/?ticket={made['ticket']}" in mail.text


def test_a_number_that_is_taken_is_drawn_again(api: Api, cloud: TestCloud, monkeypatch):
    signed_in(api, cloud)
    taken = ask(api)["ticket"]
    drawn = store.new_number
    monkeypatch.setattr(
        store, "new_number", lambda op, digits=6: taken if digits == 6 else drawn(op, digits)
    )
    another = ask(api)["ticket"]
    assert another != taken
    assert len(another) == len(taken) + 1


def test_questions_asked_at_once_get_a_number_each(api: Api, cloud: TestCloud):
    callers = []
    for _ in range(3):
        caller = api.another()
        signed_in(caller, cloud)
        callers += [caller] * 15
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda each: ask(each)["ticket"], callers))
    assert len(set(numbers)) == 45


def test_a_thread_from_question_to_solution(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    desk = clerk(api, cloud)
    number = ask(api, about="contract", message="Puis-je changer de tarif ?")["ticket"]
    office = f"/engie/office/tickets/{number}"

    taken = desk.put(f"{office}/clerk", json={"mine": True}).json()
    assert (taken["state"], taken["mine"]) == ("in_progress", True)
    desk.post(f"{office}/notes", json={"text": "À rappeler"})
    answer = {"message": "Oui. Lequel ?", "state": "awaiting_customer"}
    assert desk.post(f"{office}/messages", json=answer).json()["state"] == "awaiting_customer"
    cloud.drain("outbox")
    mail = cloud.mails(to=who.email)[-1]
    assert mail.subject == f"Réponse à votre demande {number}"
    assert "Lequel" not in mail.text + mail.html

    found = api.get(T).json()
    assert (found["unread"], found["items"][0]["preview"]) == (1, "Oui. Lequel ?")
    api.put(f"{T}/{number}/seen")
    assert api.get(T).json()["unread"] == 0
    said = api.post(f"{T}/{number}/messages", json={"message": "Le vert."}).json()
    assert said["state"] == "in_progress"
    desk.post(f"{office}/messages", json={"message": "C’est fait.", "state": "resolved"})

    thread = api.get(f"{T}/{number}").json()
    assert [(e["kind"], e["by"], e["text"], e["state"]) for e in thread["entries"]] == [
        ("message", "customer", "Puis-je changer de tarif ?", "open"),
        ("state", "staff", "", "in_progress"),
        ("message", "staff", "Oui. Lequel ?", "awaiting_customer"),
        ("message", "customer", "Le vert.", "in_progress"),
        ("message", "staff", "C’est fait.", "resolved"),
    ]
    kinds = [each["kind"] for each in desk.get(office).json()["entries"]]
    assert kinds == ["message", "state", "note", "message", "message", "message"]
    acts = [each.act for each in trail("engie", number)]
    assert acts.count("ticket_answered") == 2
    assert {
        "ticket_opened",
        "ticket_taken",
        "ticket_noted",
        "ticket_message",
        "ticket_read",
    } <= set(acts)


def trail(operator: str, about: str) -> list[audit.Act]:
    found, cursor = [], None
    while True:
        page = audit.acts_of(operator, clock.now().date(), cursor, limit=500)
        found += [each for each in page if each.about == about]
        cursor = page.next
        if cursor is None:
            return found


def test_the_customer_closes_and_opens_again_and_writing_opens_too(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    number = ask(api)["ticket"]
    closed = api.put(f"{T}/{number}/state", json={"state": "resolved"})
    assert closed.json()["state"] == "resolved"
    again = api.put(f"{T}/{number}/state", json={"state": "resolved"})
    assert code_of(again, 409) == "ticket_already"
    opened = api.put(f"{T}/{number}/state", json={"state": "open"})
    assert opened.json()["state"] == "open"
    api.put(f"{T}/{number}/state", json={"state": "resolved"})
    said = api.post(f"{T}/{number}/messages", json={"message": "Encore ça"})
    assert (said.json()["state"], len(said.json()["entries"])) == ("open", 5)


def test_messages_written_at_once_all_stand_in_the_thread(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    desk = clerk(api, cloud)
    number = ask(api)["ticket"]

    def write(n: int) -> int:
        if n % 2:
            return api.post(f"{T}/{number}/messages", json={"message": f"m{n}"}).status_code
        path = f"/engie/office/tickets/{number}/messages"
        return desk.post(path, json={"message": f"m{n}"}).status_code

    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(write, range(6)))
    texts = {each["text"] for each in api.get(f"{T}/{number}").json()["entries"]}
    written = {f"m{n}" for n, status in enumerate(statuses) if status == 201}
    assert {409} >= set(statuses) - {201}
    assert texts - {"Où est ma facture ?"} == written


def rejected(api: Api, holder: Browser) -> tuple[str, str]:
    """A payment that the bank refused, and its invoice."""
    who = home_of(api)
    number = invoiced(who)
    begun = press(api, number).json()
    holder.confirm(begun, POOR)
    until(lambda: state_of(api, begun["payment"]), "rejected")
    return begun["payment"], number


def home_of(api: Api) -> Home:
    number = api.get("/engie/me").json()["customers"][0]["number"]
    return Home(number, "", "")


def test_a_rejected_payment_leads_to_a_question_that_is_already_written(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = signed_in(api, cloud)
    payment, invoice = rejected(api, holder)
    query = {"about": "payment", "reference": payment}
    draft = api.get(f"{T}/draft", params=query, headers={"Accept-Language": "fr"}).json()
    assert "84,20\N{NO-BREAK SPACE}€" in draft["message"]
    assert invoice in draft["message"]
    assert "la provision est insuffisante" in draft["message"]
    assert {each["label"] for each in draft["facts"]} == {
        "Montant", "Facture", "Essayé le", "Raison donnée par la banque",
    }  # fmt: skip
    cloud.drain("outbox")
    told = [each for each in cloud.mails(to=who.email) if "n’a pas abouti" in each.subject][-1]
    assert f"/help/?about=payment&reference={payment}" in told.text

    made = ask(api, message=draft["message"], **query)
    for reference in (payment, invoice):
        found = api.get(T, params={"reference": reference}).json()["items"]
        assert [each["ticket"] for each in found] == [made["ticket"]]
    assert api.get(T, params={"reference": "F-other"}).json()["items"] == []


def test_a_debit_that_was_taken_back_says_so(api: Api, cloud: TestCloud, holder: Browser):
    who = signed_in(api, cloud)
    begun = press(api, invoiced(who, due=date(2026, 12, 1))).json()
    holder.debit(begun, IBAN_TAKEN_BACK)
    until(lambda: state_of(api, begun["payment"]) in ("processing", "paid", "rejected"), True)
    holder.advance(40 * 86400)
    holder.deliver()
    until(lambda: state_of(api, begun["payment"]), "rejected")
    query = {"about": "payment", "reference": begun["payment"]}
    draft = api.get(f"{T}/draft", params=query, headers={"Accept-Language": "nl"}).json()
    assert "teruggenomen" in draft["message"]


def test_a_question_about_a_supply_point_says_where_it_is(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    made = place("gas", who)
    query = {"about": "reading", "reference": made.short}
    draft = api.get(f"{T}/draft", params=query, headers={"Accept-Language": "en"}).json()
    assert made.point in draft["message"]
    assert "Rue Haute 1, 1000 Bruxelles" in draft["message"]
    thread = api.get(f"{T}/{ask(api, **query)['ticket']}").json()
    assert ["Supply point", made.point] in [
        list(each.values())
        for each in api.get(f"{T}/draft", params=query, headers={"Accept-Language": "en"}).json()[
            "facts"
        ]
    ]
    assert thread["reference"] == made.short


def test_without_a_reference_the_draft_is_empty(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    assert api.get(f"{T}/draft", params={"about": "other"}).json()["message"] == ""


def announced(api: Api, content: bytes, kind: str) -> dict[str, str]:
    made = api.post(f"{T}/attachments", json={"content_type": kind, "size": len(content)})
    assert made.status_code == 201, made.text
    return dict(made.json())


def sent(api: Api, content: bytes, kind: str) -> str:
    told = announced(api, content, kind)
    put = httpx.put(told["url"], content=content, headers={"Content-Type": kind})
    assert put.status_code == 200, put.text
    return told["attachment"]


@pytest.mark.parametrize(
    ("kind", "size", "why"),
    [
        ("text/html", 10, "attachment_type"),
        ("image/svg+xml", 10, "attachment_type"),
        ("image/png", 0, "attachment_large"),
        ("application/pdf", 10_000_001, "attachment_large"),
    ],
)
def test_files_of_other_types_or_too_large_are_refused_before_they_are_sent(
    api: Api, cloud: TestCloud, kind: str, size: int, why: str
):
    signed_in(api, cloud)
    refused = api.post(f"{T}/attachments", json={"content_type": kind, "size": size})
    assert refused.json()["fields"]["attachments"]["code"] == why


def test_a_file_that_is_not_what_it_said_is_not_kept(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    page = b"<html><script>alert(1)</script>" + b" " * 40
    disguised = sent(api, page, "image/png")
    form = {"about": "other", "message": "x", "attachments": [{"attachment": disguised}]}
    refused = api.post(T, json=form)
    assert refused.json()["fields"]["attachments"]["code"] == "attachment_type"


def test_a_file_that_never_came_or_is_somebody_elses_is_missing(api: Api, cloud: TestCloud):
    other = api.another()
    signed_in(other, cloud)
    theirs = sent(other, PNG, "image/png")
    signed_in(api, cloud)
    never = announced(api, PNG, "image/png")["attachment"]
    for attachment in (theirs, never):
        form = {"about": "other", "message": "x", "attachments": [{"attachment": attachment}]}
        refused = api.post(T, json=form)
        assert refused.json()["fields"]["attachments"]["code"] == "attachment_missing"


def test_the_upload_link_takes_no_other_type(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    told = announced(api, PNG, "image/png")
    refused = httpx.put(told["url"], content=PNG, headers={"Content-Type": "text/html"})
    assert refused.status_code == 403


def test_files_stand_in_the_thread_for_both_sides(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    desk = clerk(api, cloud)
    photo, scan = sent(api, PNG, "image/png"), sent(api, PDF, "application/pdf")
    names = [
        {"attachment": photo, "file_name": "compteur.png"},
        {"attachment": scan, "file_name": "bail.pdf"},
    ]
    number = ask(api, attachments=names)["ticket"]
    [entry] = api.get(f"{T}/{number}").json()["entries"]
    assert [(f["file_name"], f["content_type"], f["size"]) for f in entry["attachments"]] == [
        ("compteur.png", "image/png", len(PNG)), ("bail.pdf", "application/pdf", len(PDF)),
    ]  # fmt: skip
    link = api.post(f"{T}/{number}/attachments/{photo}").json()["url"]
    got = httpx.get(link)
    assert (got.content, got.headers["content-type"]) == (PNG, "image/png")
    theirs = desk.post(f"/engie/office/tickets/{number}/attachments/{scan}").json()["url"]
    assert httpx.get(theirs).content == PDF
    foreign = api.post(f"{T}/{number}/attachments/att_{'0' * 26}")
    assert code_of(foreign, 404) == "attachment_unknown"

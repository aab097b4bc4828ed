"""Tickets at the counter, and help for somebody who cannot sign in."""

import re

import pytest

from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of, digits, home, signed_in
from tests.integration.payments.steps import clerk
from tests.integration.support.test_tickets import ask, trail

HELP = "/engie/help-requests"


def plea(api: Api, email: str, **more: str) -> str:
    form = {"email": email, "message": "Je n’arrive plus à entrer.", "language": "fr"} | more
    done = api.post(HELP, json=form)
    assert done.status_code == 201, done.text
    assert done.json().keys() == {"ticket"}
    return str(done.json()["ticket"])


@pytest.mark.parametrize("role", ["clerk", "supervisor"])
def test_an_unknown_ticket_or_customer_is_not_found(api: Api, cloud: TestCloud, role: str):
    desk = clerk(api, cloud, role)
    assert code_of(desk.get("/engie/office/tickets/T-2020-1"), 404) == "ticket_unknown"
    number = plea(api, f"x{digits(12)}@example.com")
    refused = desk.put(f"/engie/office/tickets/{number}/customer", json={"customer": "nobody"})
    assert code_of(refused, 404) == "customer_unknown"


def test_what_is_so_already_is_refused(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    desk, number = clerk(api, cloud), ask(api)["ticket"]
    path = f"/engie/office/tickets/{number}"
    assert code_of(desk.put(f"{path}/state", json={"state": "open"}), 409) == "ticket_already"
    refused = desk.put(f"{path}/customer", json={"customer": "2000000017"})
    assert code_of(refused, 409) == "ticket_already"


def queue(desk: Api, **query: str) -> list[str]:
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        asked = query | {"limit": "100"} | ({"cursor": cursor} if cursor else {})
        page = desk.get("/engie/office/tickets", params=asked).json()
        found += [each["ticket"] for each in page["items"]]
        cursor = page["next"]
    return found


def test_queues_have_whoever_waits_longest_first(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    desk = clerk(api, cloud)
    first, second = ask(api)["ticket"], ask(api)["ticket"]
    opened = queue(desk, queue="open")
    assert opened.index(first) < opened.index(second)
    desk.put(f"/engie/office/tickets/{second}/clerk", json={"mine": True})
    assert queue(desk, queue="mine") == [second]
    assert second in queue(desk, queue="in_progress")
    assert second not in queue(desk, queue="open")
    assert set(queue(desk, customer=who.number)) == {first, second}
    desk.put(f"/engie/office/tickets/{second}/clerk", json={"mine": False})
    assert queue(desk, queue="mine") == []
    assert second in queue(desk, queue="open")
    desk.put(f"/engie/office/tickets/{second}/state", json={"state": "resolved"})
    assert second in queue(desk, queue="resolved")
    cloud.drain("outbox")
    assert cloud.mails(to=who.email)[-1].subject == f"Votre demande {second} est résolue"


def test_a_foreign_cursor_opens_no_other_queue(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    desk = clerk(api, cloud)
    ask(api)
    ask(api)
    page = desk.get("/engie/office/tickets", params={"limit": "1"}).json()
    query = {"queue": "resolved", "cursor": page["next"]}
    assert code_of(desk.get("/engie/office/tickets", params=query), 400) == "cursor_invalid"


def test_help_from_outside_says_the_same_whether_the_address_is_known(api: Api, cloud: TestCloud):
    known = signed_in(api.another(), cloud).email
    for email in (known, f"nobody{digits(12)}@example.com"):
        number = plea(api, email)
        assert re.fullmatch(r"T-20\d\d-\d{6}", number)
        cloud.drain("outbox")
        mail = cloud.mails(to=email)[-1]
        assert number in mail.subject
        assert "n’arrive plus" not in mail.text


def test_help_from_outside_is_limited_by_address(api: Api, cloud: TestCloud):
    email = f"many{digits(12)}@example.com"
    for _ in range(5):
        plea(api.another(), email)
    form = {"email": email, "message": "x"}
    assert code_of(api.another().post(HELP, json=form), 429) == "too_many_mails"


def test_a_bad_address_is_refused(api: Api):
    refused = api.post(HELP, json={"email": "x@", "message": "x"})
    assert refused.json()["fields"]["email"]["code"] == "email_invalid"


def test_the_answer_from_outside_goes_by_mail_whole_and_a_number_goes_on(
    api: Api, cloud: TestCloud
):
    email, desk = f"out{digits(12)}@example.com", clerk(api, cloud)
    number = plea(api, email, name="Jan Peeters")
    path = f"/engie/office/tickets/{number}"
    seen = desk.get(path).json()
    assert (seen["email"], seen["name"], seen["customer"]) == (email, "Jan Peeters", None)
    desk.post(f"{path}/messages", json={"message": "Bonjour,\nvenez <nous> voir."})
    cloud.drain("outbox")
    mail = cloud.mails(to=email)[-1]
    assert "Bonjour,\nvenez <nous> voir." in mail.text
    assert "venez &lt;nous&gt; voir." in mail.html
    assert f"/engie/fr/help/?ticket={number}" in mail.text

    assert plea(api, email.upper(), ticket=number.lower()) == number
    stranger = plea(api, f"other{digits(12)}@example.com", ticket=number)
    assert stranger != number
    assert len(desk.get(path).json()["entries"]) == 3


def test_a_request_from_outside_is_given_to_the_customer_it_came_from(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    desk, number = clerk(api, cloud), plea(api.another(), f"lost{digits(12)}@example.com")
    assert code_of(api.get(f"/engie/tickets/{number}"), 404) == "ticket_unknown"
    path = f"/engie/office/tickets/{number}"
    given = desk.put(f"{path}/customer", json={"customer": who.number})
    assert given.json()["customer"] == who.number
    assert api.get(f"/engie/tickets/{number}").status_code == 200
    assert "ticket_attached" in [each.act for each in trail("engie", number)]
    desk.post(f"{path}/messages", json={"message": "Voilà."})
    cloud.drain("outbox")
    assert "Voilà" not in cloud.mails(to=who.email)[-1].text


def test_a_customer_without_an_account_gets_the_whole_answer_by_mail(api: Api, cloud: TestCloud):
    email, desk = f"paper{digits(12)}@example.com", clerk(api, cloud)
    number = plea(api, email)
    path = f"/engie/office/tickets/{number}"
    desk.put(f"{path}/customer", json={"customer": home().number})
    desk.post(f"{path}/messages", json={"message": "Tout est réglé."})
    cloud.drain("outbox")
    assert "Tout est réglé." in cloud.mails(to=email)[-1].text

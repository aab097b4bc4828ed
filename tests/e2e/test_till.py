"""The till on the deployed stack, its rights enforced: a mandate is signed and drawn, a debit comes
back weeks later and its claim is filled in; a kept card pays by itself; a plan is agreed at once.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from chalicelib import clock
from infra.local.cloud import KEYS, REGION
from tests.cloud import ROOT
from tests.e2e.people import Person, newcomer
from tests.stack import Stack

Look = Callable[[str], None]
BILL = """
import sys
from datetime import date
from chalicelib import clock, ledger, storage
customer, number, cents, due_on = sys.argv[1:]
storage.transact([ledger.post_invoice(
    customer, number, net_cents=int(cents), vat_cents=0, currency="EUR",
    issued_at=clock.now(), due_on=date.fromisoformat(due_on),
)])
"""
TODAY = clock.today("Europe/Brussels")
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def who(site: Stack) -> Person:
    """Somebody with an account and nothing to pay yet."""
    return newcomer(site)


@pytest.fixture
def desk(page: Page, site: Stack, who: Person, quiet: list[str]) -> Page:
    """A browser in which they are signed in."""
    page.set_default_timeout(30_000)
    page.goto(f"{site.url}/engie/fr/login/")
    page.wait_for_selector("html[data-ready]")
    page.get_by_label("Identifiant").fill(who.email)
    page.locator("input[name=password]").fill(who.password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/engie/fr/home/")
    return page


def billed(site: Stack, who: Person, cents: int, due_on: date = SOON) -> str:
    """An invoice in the books of the stack; its number."""
    number = f"E2026-{random.randrange(10**8):08d}"
    environment = os.environ | KEYS | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{site.cloud_port}",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
    }  # fmt: skip
    words = [f"engie#{who.number}", number, str(cents), str(due_on)]
    run = [sys.executable, "-c", BILL, *words]
    subprocess.run(run, env=environment, cwd=ROOT, check=True)
    return number


def till(site: Stack, task: str, on: date) -> dict[str, Any]:
    """What the schedule does each morning, as of a day."""
    functions = site.client("lambda")
    names = [each["FunctionName"] for each in functions.list_functions()["Functions"]]
    (name,) = [name for name in names if "-Till-" in name or name.endswith("-till")]
    event = {"task": task, "operator": "engie", "on": str(on)}
    answer = functions.invoke(FunctionName=name, Payload=json.dumps(event).encode())
    told = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, told
    return dict(told)


def go(page: Page, site: Stack, name: str) -> None:
    page.goto(f"{site.url}/engie/fr/{name}")
    page.wait_for_selector("html[data-ready]")


def network(site: Stack, path: str, form: dict[str, Any], method: str = "POST") -> Any:
    """A switch of the card network."""
    answer = httpx.request(method, f"{site.url}/_outside/cards/control{path}", json=form)
    assert answer.is_success, answer.text
    return answer.json()


def mail_with(site: Stack, who: Person, word: str) -> Any:
    """The newest mail whose subject has a word."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = [mail for mail in site.mails(who.email) if word in mail.subject]
        if found:
            return found[-1]
        time.sleep(0.3)
    subjects = [mail.subject for mail in site.mails(who.email)]
    raise AssertionError(f"no mail about {word} among {subjects}")


def test_a_mandate_is_signed_drawn_and_taken_back_and_its_claim_comes_filled_in(
    desk: Page, site: Stack, who: Person, look: Look
):
    page, number = desk, billed(site, who, 8420)
    go(page, site, "means/")
    page.get_by_role("button", name="Activer le prélèvement").click()
    frame = page.frame_locator(".pay-frame iframe")
    frame.locator("#iban").fill("AT61 1904 3002 3457 3201")
    frame.locator("#holder").fill("Amina Peeters")
    frame.locator("#email").fill(who.email)
    look("till-01-sign")
    page.get_by_role("button", name="Signer le mandat").click()
    expect(page.locator(".means-on")).to_contain_text("3201", timeout=60_000)
    expect(page.locator(".means-next")).to_contain_text("84,20")
    look("till-02-mandate")
    assert "8 semaines" in mail_with(site, who, "prélèvement automatique").text

    assert till(site, "debits", TODAY)["announced"] >= 1
    assert number in mail_with(site, who, "seront prélevés").text
    till(site, "debits", SOON)
    receipt = mail_with(site, who, "est arrivé")
    assert number in receipt.text

    # Weeks later the holder's bank takes the money back: no page is open, a mail tells of it.
    intents = httpx.get(
        f"{site.url}/_outside/stripe/v1/payment_intents?limit=100",
        headers={"Authorization": "Bearer sk_test_simulated"},
    ).json()["data"]
    (mine,) = [each for each in intents if each["description"] == number]
    network(site, "/disputes", {"payment_intent": mine["id"], "reason": "debit_not_authorized"})
    mail = mail_with(site, who, "repris par la banque")
    found = re.search(r"/help/\?about=payment&reference=\S+", mail.text)
    assert found, mail.text
    page.goto(f"{site.url}/engie/fr{found[0]}")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("textarea")).to_have_value(re.compile("84,20"))
    look("till-03-claim")


def test_a_kept_card_pays_by_itself_and_a_transfer_has_its_reference(
    desk: Page, site: Stack, who: Person, look: Look
):
    page, first = desk, billed(site, who, 3000)
    go(page, site, f"pay/?invoice={first}")
    page.get_by_role("button", name="Par virement").click()
    expect(page.locator(".bank-facts")).to_contain_text("+++")
    look("till-04-transfer")
    page.get_by_role("button", name="Par carte").click()
    frame = page.frame_locator(".pay-frame iframe")
    frame.locator("#number").fill("4000 0025 0000 3155")  # asks once, when it is set up
    frame.locator("#expiry").fill("12/34")
    frame.locator("#cvc").fill("123")
    page.get_by_label("Enregistrer cette carte").check()
    page.get_by_role("button", name=re.compile("^Payer 30")).click()
    page.frame_locator("iframe[title='3-D Secure']").locator("#pass").click()
    expect(page.get_by_text("Paiement reçu, merci")).to_be_visible(timeout=60_000)
    look("till-05-paid")

    second = billed(site, who, 4550)
    go(page, site, "means/")
    switch = page.get_by_role("switch", name="Payer mes factures automatiquement")
    switch.click()
    expect(switch).to_be_checked()
    look("till-06-card")
    till(site, "debits", TODAY)
    till(site, "debits", SOON)
    deadline = time.monotonic() + 60
    while not any(
        second in mail.text and "est arrivé" in mail.subject for mail in site.mails(who.email)
    ):
        assert time.monotonic() < deadline, [mail.subject for mail in site.mails(who.email)]
        time.sleep(0.3)


def test_a_plan_is_proposed_agreed_at_once_and_its_missed_part_told(
    desk: Page, site: Stack, who: Person, look: Look
):
    page = desk
    billed(site, who, 21070, TODAY)
    go(page, site, "plan/")
    page.get_by_role("button", name="4", exact=True).click()
    expect(page.locator(".plan-line li")).to_have_count(4)
    look("till-07-plan")
    page.get_by_role("button", name="Choisir ce plan").click()
    expect(page.locator(".plan-line .is-due")).to_be_visible()
    look("till-08-running")
    assert "52,68" in mail_with(site, who, "accepté").text
    till(site, "reminders", TODAY + timedelta(days=60))
    mail_with(site, who, "interrompu")
    till(site, "reminders", TODAY + timedelta(days=67))
    mail_with(site, who, "échappé")

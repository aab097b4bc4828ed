"""The counter, worked at by a supervisor in a browser on the deployed stack: a customer who walked
in leaves with a sheet and makes the password their own; a strange bill is held, then let go; cash
is taken and the bill turns paid.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local import staff

WALK_IN, STRANGE = "2000000033", "2000000074"
NEW = "vier bakkers kneden brood"
Look = Callable[[str], None]


def code(site: Any) -> str:
    """What an authenticator app shows now, with some seconds left to type it."""
    while True:
        shown = httpx.get(f"{site.url}/_outbox/code").json()
        if shown["seconds"] > 2:
            return str(shown["code"])
        time.sleep(1)


def go(page: Page, site: Any, name: str) -> None:
    page.goto(f"{site.url}/engie/fr/{name}")
    page.wait_for_selector("html[data-ready]")


@pytest.fixture
def desk(page: Page, site: Any, quiet: list[str]) -> Page:
    """A supervisor at the counter, by password and authenticator app."""
    page.set_default_timeout(30_000)
    page.goto(f"{site.url}/engie/fr/counter/")
    page.wait_for_url("**/login/?next=*")
    page.wait_for_selector("html[data-ready]")
    page.locator("input[name=login]").fill(staff.login_of("supervisor"))
    page.locator("input[name=password]").fill(staff.PASSWORD)
    page.locator("form button[type=submit]").click()
    field = page.locator("input[autocomplete=one-time-code]")
    field.fill(code(site))
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/engie/fr/counter/")
    return page


def find(page: Page, site: Any, text: str) -> None:
    go(page, site, "counter/")
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**/counter/customer/?number=*")


def register(page: Page, site: Any, look: Look) -> tuple[str, str]:
    """Somebody walks in with an identity card; the login and the password on the sheet."""
    find(page, site, "lejeu")
    expect(page.get_by_role("heading", name="Boulangerie Lejeune")).to_be_visible()
    expect(page.get_by_text("Contrats et compteurs")).to_be_visible()
    look("40-counter-customer")
    page.get_by_role("button", name="Inscrire").click()
    page.get_by_role("button", name="Inscrire et imprimer").click()
    expect(page.get_by_text("Vérifiez la pièce")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Inscrire et imprimer").click()
    page.wait_for_url("**/counter/paper/")
    password = page.locator(".sheet-password").inner_text()
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", password)
    look("41-counter-sheet")
    page.get_by_role("button", name="Revenir au guichet").click()
    page.wait_for_url("**/counter/customer/?number=*")
    expect(page.get_by_text("Mot de passe provisoire").first).to_be_visible()
    page.goto(f"{site.url}/engie/fr/counter/paper/")
    expect(page.get_by_text("ne s’affiche qu’une fois")).to_be_visible()
    return WALK_IN, password


def make_it_ones_own(browser: Browser, site: Any, login: str, password: str) -> None:
    """The customer, at home: the one-time password opens nothing but its own change."""
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{site.url}/engie/fr/login/")
        page.wait_for_selector("html[data-ready]")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(password)
        page.locator("form button[type=submit]").click()
        fresh = page.locator("input[autocomplete=new-password]")
        fresh.first.fill(NEW)
        if fresh.count() > 1:
            fresh.nth(1).fill(NEW)
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/engie/fr/terms/**")


def let_go(page: Page, site: Any, look: Look) -> None:
    """A digit slip made a bill ten times too high: it waits, is held, and let go after all."""
    row = page.locator(".review-rows button", has_text="Karim Benali")
    for _ in range(30):  # the morning's run goes through the queue by itself
        go(page, site, "counter/bills/")
        page.wait_for_selector(".card")
        page.wait_for_timeout(1_500)
        if row.count():
            break
    row.click()
    expect(page.get_by_text("Dix fois l’an dernier").first).to_be_visible()
    expect(page.locator(".bill-total")).to_be_visible()
    look("42-counter-strange-bill")
    page.get_by_role("button", name="Retenir").click()
    page.get_by_label("Pourquoi la retenir ?").fill("Le client envoie une photo du compteur.")
    page.get_by_role("button", name="Retenir").click()
    expect(page.get_by_text("La facture est retenue")).to_be_visible()
    row.click()
    expect(page.get_by_text("Le client envoie une photo du compteur.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Envoyer")).click()
    expect(page.get_by_text(re.compile("Émis : E"))).to_be_visible()
    expect(row).to_have_count(0)


def take_cash(page: Page, site: Any, look: Look) -> None:
    """What was let go is paid over the counter, with a receipt to take home."""
    find(page, site, STRANGE)
    due = page.locator("tr", has_text="À payer").first
    expect(due).to_be_visible()
    number = due.locator("button").first.inner_text()
    page.get_by_role("button", name="Encaisser").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_text(number)).to_be_visible()
    panel.get_by_role("button", name=re.compile("^Encaisser")).click()
    page.wait_for_url("**/counter/paper/")
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text("Espèces")
    look("43-counter-receipt")
    page.get_by_role("button", name="Revenir au guichet").click()
    page.wait_for_url("**/counter/customer/?number=*")
    expect(page.locator("tr", has_text=number).first).to_contain_text("Payée")


def test_a_supervisor_lets_in_checks_and_takes_money(
    desk: Page, browser: Browser, site: Any, look: Look
):
    expect(desk.get_by_role("heading", name="Qui est au guichet ?")).to_be_visible()
    login, password = register(desk, site, look)
    make_it_ones_own(browser, site, login, password)
    let_go(desk, site, look)
    take_cash(desk, site, look)
    go(desk, site, "counter/trail/")
    for act in ("Paiement encaissé", "Facture retenue", "Inscrit au guichet"):
        expect(desk.get_by_text(act).first).to_be_visible()

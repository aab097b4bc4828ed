"""What a customer asks of their use, in a browser: colours, a file of one's own, a usual year, the
price of a change, alerts switched off, what is coming.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib import operators
from tests.e2e.people import link_in

OPERATOR, EMAIL, PASSWORD = "oya", "ines.roux@example.com", "six couleurs font une année"
PROOF = {"customer_number": "30000141", "contract_number": "CT400141"}
Look = Callable[[str], None]


def sign_up(site: Any) -> None:
    """The demo customer with coloured days, through the API; nothing when that was done before."""
    api = site.api()
    known = {"login": EMAIL, "password": PASSWORD, "client": "site"}
    if api.post(f"/{OPERATOR}/sessions", json=known).status_code == 201:
        return
    terms = operators.find(OPERATOR).terms.version
    form = {"email": EMAIL, "language": "fr", "terms_version": terms, "proof": PROOF}
    assert api.post(f"/{OPERATOR}/signups", json=form).status_code == 202
    token = link_in(site.wait_for_mail(EMAIL).text, "activate")
    proven = api.post(f"/{OPERATOR}/signups/prove", json={"token": token, **PROOF})
    assert proven.status_code == 200, proven.text
    chosen = {
        "token": token,
        "ticket": proven.json()["ticket"],
        "login": EMAIL,
        "password": PASSWORD,
        "terms_version": terms,
        "language": "fr",
    }
    done = api.post(f"/{OPERATOR}/signups/complete", json=chosen)
    assert done.status_code == 201, done.text


@pytest.fixture
def ines(page: Page, site: Any, quiet: list[str]) -> Page:
    """A browser in which she is signed in."""
    sign_up(site)
    page.set_default_timeout(20_000)
    page.goto(f"{site.url}/{OPERATOR}/fr/login/")
    page.wait_for_selector("html[data-ready]")
    page.locator("form input").first.fill(EMAIL)
    page.locator("input[autocomplete=current-password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/home/")
    return page


def to_the_foot(page: Page) -> None:
    """Scroll slowly to the end, so that every part that waits to be seen comes."""
    for _ in range(12):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(120)


def test_coloured_days_files_simulations_and_alerts(ines: Page, site: Any, look: Look):
    page = ines
    to_the_foot(page)
    expect(page.get_by_role("heading", name="Ce qui vient")).to_be_visible()
    expect(page.locator(".outlook .answer").first).to_contain_text("€")

    page.goto(f"{site.url}/{OPERATOR}/fr/usage/")
    to_the_foot(page)
    expect(page.get_by_role("heading", name="Vos couleurs Tempo")).to_be_visible()
    expect(page.locator(".classes tbody tr")).to_have_count(6)
    expect(page.locator(".strip li")).to_have_count(14)
    expect(page.get_by_text("Une année habituelle chez vous")).to_be_visible()
    page.get_by_role("button", name="Télécharger mes données").click()
    page.get_by_label("Programme (JSON)").check()
    page.get_by_role("button", name="Mois", exact=True).last.click()
    with page.expect_download() as got:
        page.get_by_role("button", name="Préparer le fichier").click()
    told = json.loads(got.value.path().read_text("utf-8"))
    assert told["step"] == "month"
    assert len(told["intervals"]) >= 12
    expect(page.get_by_text("Votre fichier est prêt")).to_be_visible()
    look("usage-export")
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator("dialog")).to_have_count(0)

    page.get_by_role("link", name="Tout le calendrier de la saison").click()
    expect(page.locator(".season-month")).to_have_count(12)
    expect(page.locator(".lefts > div")).to_have_count(3)
    look("usage-tempo")

    page.goto(f"{site.url}/{OPERATOR}/fr/simulate/")
    answer = page.locator(".result .answer")
    before = answer.inner_text()
    page.get_by_label("Voiture électrique").check()
    expect(page.get_by_text("de plus que sans rien changer")).to_be_visible()
    assert answer.inner_text() != before
    look("usage-simulate")

    page.goto(f"{site.url}/{OPERATOR}/fr/notices/")
    switch = page.get_by_role("switch", name="Puissance presque atteinte")
    on = switch.get_attribute("aria-checked") == "true"
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false" if on else "true")
    page.reload()
    expect(switch).to_have_attribute("aria-checked", "false" if on else "true")
    look("usage-notices")

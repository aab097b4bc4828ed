"""The door's other steps and the page of the account's safety, walked in a browser."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import Page, expect

from chalicelib import clock
from tests.cloud import Api
from tests.e2e.people import PASSWORD, Person, newcomer
from tests.stack import Stack

Look = Callable[[str], None]


@pytest.fixture
def who(site: Stack) -> Person:
    """Somebody with an account and nothing set up."""
    return newcomer(site)


@pytest.fixture
def door(page: Page, site: Stack, quiet: list[str]) -> Iterator[Page]:
    """A browser that knows the site."""
    page.set_default_timeout(20_000)
    yield page


def open_page(page: Page, site: Stack, name: str) -> None:
    page.goto(f"{site.url}/engie/fr/{name}")
    page.wait_for_selector("html[data-ready]")


def type_password(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Identifiant").fill(login)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def signed_in(site: Stack, who: Person) -> Api:
    api = site.api()
    done = api.post("/engie/sessions", json={"login": who.email, "password": who.password})
    assert done.status_code == 201, done.text
    return api


def code_now(secret: str, steps_later: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps_later))


def with_totp(site: Stack, who: Person) -> tuple[str, list[str]]:
    """Sets an authenticator app up through the API; its key and the recovery codes."""
    api = signed_in(site, who)
    begun = api.post("/engie/factors/totp", json={"password": PASSWORD}).json()
    form = {"challenge": begun["challenge"], "code": code_now(begun["secret"], -1)}
    done = api.post("/engie/factors/totp/confirm", json=form)
    assert done.status_code == 200, done.text
    return begun["secret"], done.json()["recovery_codes"]


def test_a_one_time_password_is_made_ones_own_before_anything_else(
    door: Page, site: Stack, who: Person, look: Look
) -> None:
    account = signed_in(site, who).get("/engie/me").json()["account"]
    site.client("dynamodb").update_item(
        TableName="comptoir-accounts",
        Key={"account": {"S": account}},
        UpdateExpression="SET must_change_password = :yes",
        ExpressionAttributeValues={":yes": {"BOOL": True}},
    )
    open_page(door, site, "login/")
    type_password(door, who.email)
    expect(door.get_by_role("heading", level=1)).to_have_text("Choisissez votre mot de passe")
    open_page(door, site, "bills/")
    door.wait_for_url("**/login/?renew=1**")
    door.wait_for_selector("html[data-ready]")
    door.locator("input[name=password]").fill(PASSWORD)
    fresh = door.locator("input[name=new_password]")
    fresh.fill(PASSWORD)
    door.get_by_role("button", name="Enregistrer").click()
    expect(door.locator(".wrong")).to_contain_text("le même")
    fresh.fill("acht ezels eten roggebrood")
    look("20-own-password")
    door.get_by_role("button", name="Enregistrer").click()
    door.wait_for_url("**/bills/")


def test_an_app_gets_its_sign_in_back_after_the_second_factor(
    door: Page, site: Stack, who: Person, look: Look
) -> None:
    """PKCE: the code in the link opens a session for who holds the verifier, once."""
    secret, recovery = with_totp(site, who)
    verifier = "v" * 50
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    # A browser without the app says so in its console; the page does not depend on it.
    door.add_init_script("window.onbeforeunload = null")
    open_page(door, site, f"login/?app&challenge={challenge}&state=abc")
    look("21-login-from-app")
    type_password(door, who.email)
    expect(door.get_by_role("heading", level=1)).to_have_text("Confirmez que c’est vous")
    code = door.locator("input[name=code]")
    code.fill("000000")
    door.get_by_role("button", name="Continuer").click()
    expect(door.locator(".wrong")).to_contain_text("4")
    look("22-second-factor")
    door.get_by_role("button", name="Utiliser un code de secours").click()
    door.locator("input[name=code]").fill(recovery[0])
    door.get_by_role("button", name="Continuer").click()
    link = door.get_by_role("link", name="Ouvrir l’application")
    expect(link).to_be_visible()
    look("23-back-to-app")
    address = link.get_attribute("href") or ""
    assert "state=abc" in address
    form = {"code": address.split("code=")[1].split("&")[0], "code_verifier": verifier}
    app = site.api()
    assert app.post("/engie/sessions/code", json=form).json()["token"]
    assert app.post("/engie/sessions/code", json=form).status_code == 404
    assert secret

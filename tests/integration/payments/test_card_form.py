"""The card form in a real browser, under the site's own strict headers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe
from playwright.sync_api import Page, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from tests.cloud import STRIPE_KEY, Server, free_port
from tests.integration.payments.steps import ASKS, GOOD, IBAN, POOR, Browser

ROOT = Path(__file__).parents[3]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
SHOP = """<!doctype html><html lang="fr"><title>Shop</title><link rel="icon" href="data:,">
<div id="form"></div><button id="pay">Payer</button><p id="said"></p>
<script src="/_outside/cards/stripe.js"></script><script src="/shop.js"></script></html>"""
SCRIPT = """
const query = new URLSearchParams(location.search);
const network = Stripe("pk_test_simulated", { locale: "fr" });
const elements = network.elements({ clientSecret: query.get("secret") });
const form = elements.create("payment");
form.on("ready", () => { document.body.dataset.ready = "yes"; });
form.mount("#form");
document.querySelector("#pay").onclick = async () => {
  const { error, paymentIntent } = await network.confirmPayment({
    elements, confirmParams: { return_url: location.origin + "/back" },
    redirect: query.get("redirect") ?? "if_required",
  });
  document.querySelector("#said").textContent = error ? error.decline_code ?? error.code : paymentIntent.status;
};
"""


@pytest.fixture(scope="module")
def shop(outside: str) -> Iterator[str]:
    """A shop page under the site's headers, with the card network on the same origin."""
    from infra.local.outside.cards import routes

    said = json.loads((ROOT / "infra/headers.json").read_text())
    headers = said["pages"] | said["card_pages"]["headers"]

    async def page(request: Request) -> Response:
        return HTMLResponse(SHOP, headers=headers)

    async def script(request: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript")

    inside = Mount("/_outside", routes=routes)
    application = Starlette(routes=[Route("/shop", page), Route("/shop.js", script),
                                    Route("/back", page), inside])  # fmt: skip
    port = free_port()
    with Server(application, port).serving():
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def chrome() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS.split()
        )
        yield browser.new_page(viewport={"width": 320, "height": 700})
        browser.close()


@pytest.fixture
def page(chrome: Page) -> Iterator[Page]:
    noise: list[str] = []

    def hear(message) -> None:
        if message.type == "error" and "402" not in message.text:  # a decline answers 402
            noise.append(message.text)

    chrome.on("console", hear)
    yield chrome
    chrome.remove_listener("console", hear)
    assert noise == []


@pytest.fixture
def secret(holder: Browser) -> str:
    """The client secret of a fresh payment of 84,20 €."""
    base = f"{str(holder.line.base_url).rstrip('/')}/stripe"
    network = stripe.StripeClient(STRIPE_KEY, base_addresses={"api": base})
    asked = {"amount": 8420, "currency": "eur", "automatic_payment_methods": {"enabled": True}}
    return network.v1.payment_intents.create(asked).client_secret


def type_card(page: Page, shop: str, secret: str, number: str, query: str = "") -> None:
    page.goto(f"{shop}/shop?secret={secret}{query}")
    page.wait_for_selector("body[data-ready]")
    form = page.frame_locator("#form iframe")
    form.get_by_label("Numéro de carte").fill(number)
    form.get_by_label("Expiration").fill("1234")
    form.get_by_label("Code de sécurité").fill("123")
    page.click("#pay")


def said(page: Page) -> str:
    page.wait_for_function("() => document.querySelector('#said').textContent !== ''")
    return page.inner_text("#said")


def test_an_incomplete_number_is_said_in_the_form_and_nothing_is_sent(page, shop, secret):
    type_card(page, shop, secret, "4242")
    assert said(page) == "incomplete_number"
    problem = page.frame_locator("#form iframe").get_by_role("alert")
    assert problem.inner_text() == "Le numéro de carte est incomplet."


def test_a_declined_card_says_why_in_the_readers_language(page, shop, secret):
    type_card(page, shop, secret, POOR)
    assert said(page) == "insufficient_funds"
    problem = page.frame_locator("#form iframe").get_by_role("alert")
    assert problem.inner_text() == "La provision de votre carte est insuffisante."


def test_the_page_around_the_form_cannot_read_the_number(page, shop, secret):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.frame.url} {request.post_data}"))
    type_card(page, shop, secret, GOOD)
    assert said(page) == "succeeded"
    outer = [each for each in asked if each.startswith(f"{shop}/shop")]
    assert outer and not any(GOOD in each for each in outer)
    reach = "() => { try { return document.querySelector('#form iframe').contentDocument } catch { return null } }"
    assert page.evaluate(reach) is None


def test_3d_secure_is_answered_in_a_frame_of_the_bank(page, shop, secret):
    type_card(page, shop, secret, ASKS)
    bank = page.frame_locator('iframe[title="3-D Secure"]')
    bank.get_by_role("button", name="Complete authentication").click()
    assert said(page) == "succeeded"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_a_refused_3d_secure_charges_nothing(page, shop, secret):
    type_card(page, shop, secret, ASKS)
    bank = page.frame_locator('iframe[title="3-D Secure"]')
    bank.get_by_role("button", name="Fail authentication").click()
    assert said(page) == "payment_intent_authentication_failure"


def test_the_payer_comes_home_with_what_the_shop_must_know(page, shop, secret):
    type_card(page, shop, secret, GOOD, "&redirect=always")
    page.wait_for_url("**/back?*")
    assert f"payment_intent={secret.partition('_secret_')[0]}" in page.url
    assert "redirect_status=succeeded" in page.url


def test_a_debit_is_under_way(page, shop, secret):
    page.goto(f"{shop}/shop?secret={secret}")
    page.wait_for_selector("body[data-ready]")
    form = page.frame_locator("#form iframe")
    form.get_by_label("Prélèvement").check()
    form.get_by_label("IBAN").fill(IBAN)
    form.get_by_label("Titulaire").fill("Amina Peeters")
    form.get_by_label("E-mail").fill("amina@example.com")
    page.click("#pay")
    assert said(page) == "processing"


def test_the_form_says_that_it_is_a_simulation(page, shop, secret):
    page.goto(f"{shop}/shop?secret={secret}")
    page.wait_for_selector("body[data-ready]")
    assert "simulé" in page.frame_locator("#form iframe").locator(".mark").inner_text()

"""Help in the browser: a question about an invoice comes written already and is followed to its end;
somebody who cannot sign in gets a number too.
"""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.people import digits, drop, newcomer

NUMBER = re.compile(r"T-20\d\d-\d{6}")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 400


def ready(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("html[data-ready]")


def test_a_stranger_asks_for_help_and_gets_a_number(
    page: Page, site: Any, quiet: list[str], look: Callable[[str], None]
):
    ready(page, f"{site.url}/engie/nl/help/")
    form = page.locator("form")
    expect(form).to_contain_text("U bent niet aangemeld")
    look("help-stranger")
    page.get_by_role("button", name="Versturen").click()
    expect(form).to_contain_text("Schrijf enkele woorden.")
    page.get_by_label("Uw e-mailadres").fill("jan@example.com")
    page.get_by_label("Uw bericht").fill("Ik geraak niet meer binnen.")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    expect(page.locator(".asked")).to_contain_text("per e-mail")


def test_a_question_comes_written_already_and_is_followed_to_its_end(
    page: Page, site: Any, quiet: list[str], look: Callable[[str], None]
):
    who, point = newcomer(site), digits(18)
    contract = {
        "contract": f"C-{point}", "customer": who.number, "energy": "electricity", "point": point,
        "started_on": "2024-01-01", "tariff": "elec-mono", "street": "Rue Haute 1",
    }  # fmt: skip
    drop(site, f"engie/contracts-{point}.csv", contract)
    ready(page, f"{site.url}/engie/fr/login/")
    page.get_by_label("Identifiant").fill(who.email)
    page.locator("input[autocomplete=current-password]").fill(who.password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/home/")

    ready(page, f"{site.url}/engie/fr/help/?about=reading&reference=e-{point}")
    message = page.get_by_label("Votre message")
    expect(message).to_have_value(re.compile(f"voici l’index que je lis .+ {point}"))
    message.fill(message.input_value() + "1234")
    page.locator("input[type=file]").set_input_files(
        {"name": "compteur.png", "mimeType": "image/png", "buffer": PNG}
    )
    look("help-filled")
    page.get_by_role("button", name="Envoyer").click()
    number = page.locator(".asked .answer").inner_text()
    assert NUMBER.fullmatch(number)
    look("help-sent")

    page.get_by_role("link", name="Suivre ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Demande {number}")
    expect(page.locator(".said")).to_contain_text("compteur.png")
    page.get_by_label("Ajouter un message").fill("Avez-vous vu la photo ?")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".said")).to_have_count(2)
    look("messages-thread")
    page.get_by_role("button", name="C’est réglé pour moi").click()
    expect(page.locator(".thread")).to_contain_text("Résolu")

    ready(page, f"{site.url}/engie/fr/messages/")
    expect(page.get_by_role("link", name=number)).to_contain_text("Résolu")
    look("messages")

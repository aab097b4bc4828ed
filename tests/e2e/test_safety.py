"""The door's other steps and the page of the account's safety, walked in a browser."""

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from chalicelib import clock
from tests.cloud import Api
from tests.e2e.people import PASSWORD, Person, digits, link_in, newcomer
from tests.stack import Stack

Look = Callable[[str], None]


@pytest.fixture
def who(site: Stack) -> Person:
    """Somebody with an account and nothing set up."""
    return newcomer(site)


@pytest.fixture
def door(page: Page, site: Stack, quiet: list[str]) -> Iterator[Page]:
    """A browser that knows the site."""
    page.set_default_timeout(40_000)
    yield page


def open_page(page: Page, site: Stack, name: str) -> None:
    page.goto(f"{site.url}/engie/fr/{name}")
    page.wait_for_selector("html[data-ready]")


def type_password(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Identifiant").fill(login)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def to_safety(page: Page, site: Stack, who: Person) -> None:
    """A stranger on the page of the account's safety is sent to the door, and back after it."""
    page.goto(f"{site.url}/engie/fr/safety/")
    page.wait_for_url("**/login/**")
    page.wait_for_selector("html[data-ready]")
    type_password(page, who.email)
    page.wait_for_url("**/safety/")
    page.wait_for_selector("html[data-ready]")


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
    form = {"challenge": begun["challenge"], "code": code_now(begun["secret"])}
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
    _, recovery = with_totp(site, who)
    verifier = "v" * 50
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
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


def test_an_authenticator_app_is_set_up_by_its_drawing_and_asked_for_at_the_door(
    door: Page, site: Stack, who: Person, look: Look
) -> None:
    to_safety(door, site, who)
    expect(door.get_by_text("Votre mot de passe est seul à vous protéger")).to_be_visible()
    expect(door.get_by_text("Cet appareil")).to_be_visible()
    expect(door.get_by_text("Lieu inconnu").first).to_be_visible()
    look("24-safety")
    door.get_by_role("button", name="Installer l’application d’authentification").click()
    password = door.locator("input[name=password]")
    password.fill("not it")
    door.get_by_role("button", name="Continuer").click()
    expect(door.locator(".wrong")).to_contain_text("pas le bon")
    password.fill(PASSWORD)
    door.get_by_role("button", name="Continuer").click()
    drawing = door.locator(".qr")
    expect(drawing.locator("path")).to_be_visible()
    uri = read_drawing(drawing.screenshot())
    secret = door.locator(".secret").inner_text().replace(" ", "")
    parsed = pyotp.parse_uri(uri)
    assert isinstance(parsed, pyotp.TOTP) and parsed.secret == secret
    assert parsed.name == who.email
    look("25-safety-app")
    door.locator("input[name=code]").fill(code_now(secret))
    door.get_by_role("button", name="Confirmer").click()
    expect(door.locator(".codes li")).to_have_count(10)
    look("26-safety-codes")
    with door.expect_download() as kept:
        door.get_by_role("button", name="Télécharger").click()
    assert door.locator(".codes li").first.inner_text() in kept.value.path().read_text()
    door.get_by_role("button", name="Je les ai gardés").click()
    expect(door.get_by_text("Deux verrous protègent votre compte")).to_be_visible()

    door.context.clear_cookies()
    open_page(door, site, "login/")
    type_password(door, who.email)
    door.locator("input[name=code]").fill(code_now(secret, 1))
    door.get_by_role("checkbox").check()
    door.get_by_role("button", name="Continuer").click()
    door.wait_for_url("**/home/")
    open_page(door, site, "safety/")
    expect(door.get_by_text("Sans code jusqu’au")).to_be_visible()
    door.get_by_role("button", name="Déconnecter tous les autres").click()
    expect(door.get_by_text("Il ne reste que cet appareil")).to_be_visible()
    expect(door.get_by_text("Aucun appareil n’est mémorisé")).to_be_visible()


def read_drawing(picture: bytes) -> str:
    """What a phone's camera reads in a picture of a QR code."""
    import zxingcpp
    from PIL import Image

    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return str(found.text)


@pytest.fixture
def authenticator(door: Page) -> CDPSession:
    """A device that holds passkeys and whose owner always agrees."""
    session = door.context.new_cdp_session(door)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    assert made["authenticatorId"]
    return session


def test_a_passkey_is_added_signs_in_alone_and_is_taken_away(
    door: Page, site: Stack, who: Person, look: Look, authenticator: CDPSession
) -> None:
    to_safety(door, site, who)
    door.get_by_role("button", name="Ajouter une clé d’accès").click()
    door.get_by_label("Nom de la clé").fill("Mon ordinateur")
    door.locator("input[name=password]").fill(PASSWORD)
    door.get_by_role("button", name="Créer la clé").click()
    expect(door.get_by_text("La clé est ajoutée")).to_be_visible()
    look("27-safety-passkey")
    assert "clé d’accès" in site.wait_for_mail(who.email, 2).subject

    # From the suggestions of the field: no login is typed, a person only has to stir.
    door.context.clear_cookies()
    open_page(door, site, "login/")
    door.mouse.move(300, 300)
    door.wait_for_url("**/home/")

    # By the button, where a browser has no such suggestions.
    door.context.clear_cookies()
    door.add_init_script("delete PublicKeyCredential.isConditionalMediationAvailable")
    open_page(door, site, "login/")
    door.get_by_role("button", name="Utiliser une clé d’accès").click()
    door.wait_for_url("**/home/")

    open_page(door, site, "safety/")
    door.get_by_role("button", name="Retirer la clé d’accès Mon ordinateur").click()
    door.locator("input[name=password]").fill(PASSWORD)
    door.locator(".task-body").get_by_role("button", name="Retirer").click()
    expect(door.get_by_text("Mon ordinateur")).to_have_count(0)
    door.context.clear_cookies()
    open_page(door, site, "login/")
    door.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(door.get_by_role("alert")).to_contain_text("Nous ne connaissons pas cette clé")


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_can_sound_the_alarm(
    door: Page, site: Stack, who: Person, look: Look
) -> None:
    to_safety(door, site, who)
    new = f"new-{who.email}"
    door.get_by_role("button", name="Changer l’adresse e-mail").click()
    door.get_by_label("Nouvelle adresse").fill(new)
    door.locator("input[name=password]").fill(PASSWORD)
    door.get_by_role("button", name="Envoyer le lien").click()
    expect(door.get_by_text(f"Ouvrez le lien que nous venons d’envoyer à {new}")).to_be_visible()
    door.goto(
        f"{site.url}/engie/fr/confirm-email/#{link_in(site.wait_for_mail(new).text, 'confirm-email')}"
    )
    door.wait_for_selector("html[data-ready]")
    door.locator("input[name=password]").fill(PASSWORD)
    look("28-confirm-email")
    door.get_by_role("button", name="Confirmer l’adresse").click()
    expect(door.get_by_text("Votre adresse est à jour")).to_be_visible()
    told = site.wait_for_mail(who.email, 2)
    assert told.subject == "Votre adresse e-mail a été changée"
    door.goto(f"{site.url}/engie/fr/alarm/#{link_in(told.text, 'alarm')}")
    door.wait_for_selector("html[data-ready]")
    door.get_by_label("Identifiant").fill(who.email)
    look("29-alarm")
    door.get_by_role("button", name="Tout fermer maintenant").click()
    expect(door.get_by_text("L’accès est fermé")).to_be_visible()
    open_page(door, site, "safety/")
    door.wait_for_url("**/login/**")
    door.wait_for_selector("html[data-ready]")
    type_password(door, who.email)
    expect(door.get_by_role("alert")).to_contain_text("bloqué")


def test_the_online_version_of_the_sign_up_mail_spends_nothing(
    door: Page, site: Stack, look: Look
) -> None:
    email = f"olga{digits(12)}@example.com"
    api = site.api()
    api.post("/engie/signups", json={"email": email, "language": "fr"})
    text = site.wait_for_mail(email).text
    token = link_in(text, "letter")
    sent: list[str] = []
    door.on("request", lambda request: sent.append(request.url))
    door.goto(f"{site.url}/engie/fr/letter/#{token}")
    door.wait_for_selector("html[data-ready]")
    expect(door.get_by_role("heading", level=1)).to_have_text("Activer votre Espace Client")
    look("30-letter")
    assert not any(token in url.partition("#")[0] for url in sent), (
        "no server sees it in an address"
    )
    assert api.post("/engie/signups/look", json={"token": token}).json()["tries_left"] == 3
    door.get_by_role("link", name="Continuer mon activation").click()
    door.wait_for_url("**/activate/**")
    assert door.url.endswith(f"#{link_in(text, 'activate')}")

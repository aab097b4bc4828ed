"""Every operator's door in a browser, in its own languages: from the landing page to signed in, with
no sentence of another language on any page or in any mail of the walk.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.one_language import strangers, unexplained
from tests.e2e.people import PASSWORD, digits, drop


@dataclass
class Caller:
    """Somebody whom the back office knows, with the proof that their operator asks for."""

    operator: str
    language: str
    row: dict[str, str]
    proof: dict[str, str]
    email: str = field(default_factory=lambda: f"door{digits(12)}@example.com")

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.email, *self.row.values(), *self.proof.values())


def caller(operator: str, language: str) -> Caller:
    number = digits(8)
    match operator:
        case "engie":
            row = {"number": f"2{number}0", "name": "Amina Peeters", "activation_code": digits(10)}
            proof = {"customer_number": row["number"], "activation_code": row["activation_code"]}
        case "oya":
            row = {"number": number, "name": "Louise Fabre", "contract_numbers": f"CT{number[:6]}"}
            proof = {"customer_number": number, "contract_number": row["contract_numbers"]}
        case "gaz-et-eaux":
            row = {"number": number[:7], "name": "Famille Moreau"}
            row["contract_numbers"] = f"GE{number[:6]}"
            proof = {"customer_number": row["number"], "contract_number": row["contract_numbers"]}
        case _:
            row = {
                "number": number, "name": "Иванова Анна", "surname": "Иванова",
                "place": "Чебоксары", "account_number": number, "meter_serials": f"18-{number}",
            }  # fmt: skip
            proof = {
                "place": "Чебоксары", "account_number": number, "surname": "Иванова",
                "meter_serial": row["meter_serials"],
            }  # fmt: skip
    return Caller(operator, language, row, proof)


class Walk:
    """A browser that looks at every page that it comes to."""

    def __init__(self, page: Page, site: Any, who: Caller) -> None:
        self.page, self.site, self.who = page, site, who
        self.strange: dict[str, list[str]] = {}

    def go(self, where: str) -> None:
        self.page.goto(f"{self.site.url}/{self.who.operator}/{self.who.language}/{where}")
        self.page.wait_for_selector("html[data-ready]")

    def look(self, where: str) -> None:
        found = strangers(self.page, self.who.operator, self.who.language, *self.who.facts)
        if found:
            self.strange[where] = found

    def send(self) -> None:
        self.page.locator("form button[type=submit]").click()

    def fill(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            self.page.locator(f"input[name={name}]").fill(value)


WALKS = [
    ("engie", "fr"), ("engie", "nl"), ("oya", "fr"), ("gaz-et-eaux", "fr"), ("vodokanal", "ru"),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "language"), WALKS)
def test_from_the_landing_page_to_signed_in_in_one_language(
    page: Page, site: Any, quiet: list[str], operator: str, language: str
):
    who = caller(operator, language)
    taken_in = drop(site, f"{operator}/customers-{digits(9)}.csv", who.row, wait=False)
    walk = Walk(page, site, who)
    before = operator != "engie"

    walk.go("login/")
    walk.look("login")
    walk.send()  # nothing typed: it says so
    walk.look("login, empty")
    page.locator("input[autocomplete=current-password]").fill("wrong password, wrong")
    walk.fill({"place": "Чебоксары"} if operator == "vodokanal" else {})
    page.locator("input[autocomplete^=username]").fill("99999999")
    walk.send()
    expect(page.get_by_role("alert").first).to_be_visible()
    walk.look("login, refused")
    for name in ("help/", "terms/", "recover/"):
        walk.go(name)
        if name != "terms/":
            walk.look(name)
    walk.go("login/")
    page.locator("a[href$='/signup/']").first.click()
    page.wait_for_url("**/signup/")
    page.wait_for_selector("html[data-ready]")
    for each in page.locator("details.help").all():
        each.locator("summary").click()
    walk.look("signup")
    walk.send()
    walk.look("signup, empty")

    taken_in()
    walk.fill({"email": who.email} | (who.proof if before else {}))
    if before:
        page.locator("input[autocomplete=new-password]").fill(PASSWORD)
    walk.send()
    expect(page.get_by_text(who.email)).to_be_visible()
    walk.look("sent")
    mail = site.wait_for_mail(who.email)
    lines = [re.sub(r"^- |:? ?https?://\S+|:$", "", line) for line in mail.text.splitlines()]
    strange = unexplained([mail.subject, *lines], operator, language, *who.facts)
    if strange:
        walk.strange["mail"] = strange

    page.goto(mail.link())
    page.wait_for_selector("html[data-ready]")
    assert f"/{operator}/{language}/activate/" in page.url
    if before:
        page.locator("input[autocomplete=current-password]").fill(PASSWORD)
        walk.look("confirm")
    else:
        page.locator("input[name=customer_number]").wait_for()
        walk.look("prove")
        walk.fill(who.proof | {"activation_code": "0000000000"})
        walk.send()
        expect(page.locator("[aria-invalid], [role=alert]").first).to_be_visible()
        walk.look("prove, wrong")
        walk.fill(who.proof)
        walk.send()
        passwords = page.locator("input[autocomplete=new-password]")
        passwords.first.wait_for()
        walk.look("choose")
        for place in range(passwords.count()):
            passwords.nth(place).fill(PASSWORD)
    page.get_by_role("checkbox").check()
    walk.send()
    page.locator("a[href*='/login/']").last.wait_for()
    page.wait_for_timeout(100)
    walk.look("done")

    walk.go("login/")
    if operator == "vodokanal":
        walk.fill({"place": who.proof["place"]})
        page.locator("input[autocomplete^=username]").fill(who.proof["account_number"])
    else:
        page.locator("input[autocomplete^=username]").fill(who.email)
    page.locator("input[autocomplete=current-password]").fill(PASSWORD)
    walk.send()
    page.wait_for_url("**/home/")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_load_state("networkidle")
    walk.look("home")
    for name in ("more/", "profile/", "messages/"):
        walk.go(name)
        page.wait_for_load_state("networkidle")
        walk.look(name)
    assert walk.strange == {}, json.dumps(walk.strange, ensure_ascii=False, indent=1)

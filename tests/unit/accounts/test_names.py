"""Addresses, logins, phone numbers and devices: what is one, and when two are the same."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import operators
from chalicelib.accounts import agents, emails, logins, phones
from chalicelib.errors import Invalid


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "@example.com",
        "a@.com",
        "a b@example.com",
        "a@b@example.com",
        "a@example.com>",
        "a\n@example.com",
        "x" * 65 + "@example.com",
        "a@" + "b." * 130 + "com",
    ],
)
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(Invalid):
        emails.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "a@example.com",
        " Amina.P+energie@Example.COM ",
        "x7k2p9@privaterelay.appleid.com",
        "иван@пример.рф",
        "o'neil@example.ie",
        "a@xn--e1afmkfd.xn--p1ai",
    ],
)
def test_addresses_of_every_usual_kind_are_taken(text: str):
    assert emails.read(text) == text.strip()


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_an_address(text: str):
    with contextlib.suppress(Invalid):
        assert "@" in emails.read(text)


def test_capitals_make_no_other_address():
    assert emails.key("Amina@Example.com ") == emails.key("amina@example.com")


def test_a_login_of_another_mans_address_cannot_be_chosen():
    with pytest.raises(Invalid):
        logins.chosen("victim@example.com", "thief@example.com")
    assert logins.chosen("Thief@Example.com", "thief@example.com") == "thief@example.com"


@given(st.text(max_size=100), st.text(max_size=100))
def test_no_chosen_login_looks_like_a_place_with_an_account_number(login: str, email: str):
    try:
        chosen = logins.chosen(login, "holder@example.com")
    except Invalid:
        return
    assert "#" not in chosen and "/" not in chosen


def test_one_login_is_one_key_however_it_is_typed():
    water, power = operators.find("vodokanal"), operators.find("engie")
    typed = [("Чебоксары#0042", None), ("0042", " ЧЕБОКСАРЫ"), ("чебоксары # 0042", None)]
    assert len({logins.key(water, *each) for each in typed}) == 1
    assert logins.key(power, "AMINA") == logins.key(power, " amina ")
    assert logins.key(power, "amina") != logins.key(water, "amina")


@pytest.mark.parametrize("text", ["", "1", "abc", "+1", "+32 4", "0" * 30])
def test_what_is_no_number_is_refused(text: str):
    with pytest.raises(Invalid):
        phones.read(text, "BE")


def test_a_number_is_kept_with_its_prefix():
    assert phones.read("0470 12 34 56", "BE") == "+32470123456"
    assert phones.read("8 (912) 345-67-89", "RU") == "+79123456789"
    assert phones.read("+33 6 12 34 56 78", "BE") == "+33612345678"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 15) AppleWebKit/605 Version/18 Safari/605",
            "Safari, Mac",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537",
            "Chrome, Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("SmartApp/3.1 (build 7)", "SmartApp"),
        ("", "?"),
    ],
)
def test_a_device_is_named_as_people_name_it(agent: str, name: str):
    assert agents.name_of(agent) == name

"""Codes that the door answers by another way than a refusal's first argument have words too."""

import re
from pathlib import Path

import pytest

from chalicelib import i18n, operators
from chalicelib.notifications import rendering

ROOM = Path(__file__).parents[3] / "chalicelib" / "accounts"
TEXT = "\n".join(path.read_text() for path in ROOM.glob("*.py"))


def codes() -> list[str]:
    found = set(re.findall(r'code="([a-z_]+)"', TEXT))
    for fields in re.findall(r"fields=\{([^}]*)\}", TEXT):
        found |= set(re.findall(r':\s*"([a-z_]+)"', fields))
    found |= set(re.findall(r'wrong(?:\.setdefault\(|\[)[^,\]]+(?:,|\] =) "([a-z_]+)"', TEXT))
    return sorted(found)


def mails() -> list[str]:
    return sorted(path.stem for path in rendering.TEMPLATES.glob("[a-z]*.txt"))


@pytest.mark.parametrize("code", codes())
def test_every_code_has_words_in_every_language(code: str):
    for language in i18n.LANGUAGES:
        for part in ("what", "next"):
            assert i18n.has(language, f"errors.{code}.{part}"), f"{language} {code}.{part}"


def test_the_codes_are_found_at_all():
    assert {"proof_slowed", "password_leaked", "email_invalid", "column_malformed"} <= set(codes())


def notices() -> list[str]:
    kinds = set(re.findall(r'letters\.security\(\s*visit, account, "([a-z_]+)"', TEXT))
    return sorted(kinds | set(re.findall(r'_(?:tell|set_up)\([^"]*"([a-z]+_[a-z]+)"', TEXT)))


def test_the_notices_of_safety_are_found_at_all():
    assert set(notices()) == {
        "new_device", "password_changed", "email_changed", "phone_changed",
        "factor_removed", "passkey_added", "passkey_removed", "factor_added",
    }  # fmt: skip


ALARM = "https://counter.example/engie/fr/alarm/#token"
FACTS = {
    "when": "5 novembre 2026 à 14:05", "ip": "203.0.113.7, Liège (BE)", "device": "Firefox, Windows",
    "login": "amina", "open": "https://counter.example/engie/fr/recover/#other", "alarm": ALARM,
}  # fmt: skip


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", [*notices(), "recovery_link"])
def test_every_notice_of_safety_can_be_answered_with_this_was_not_me(kind: str, language: str):
    letter = rendering.letter(operators.find("engie"), kind, language, FACTS)
    for text in (letter.text, letter.html):
        assert ALARM in text
        assert "203.0.113.7, Liège (BE)" in text and "Firefox, Windows" in text
        assert f"{kind}." not in text and "security." not in text and "{{" not in text
    if language == "ru":
        assert re.search("[а-я]", letter.subject)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_same_by_text_for_who_has_a_telephone_only(language: str):
    facts = {"what": "X", "when": "5 novembre 2026 à 14:05", "alarm": ALARM}
    text = rendering.text_message(operators.find("engie"), "security_text", language, facts)
    assert ALARM in text and "{{" not in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_sign_up_mail_leads_to_its_online_version(language: str):
    secrets = {
        "open": "https://counter.example/engie/fr/activate/#token",
        "online": "https://counter.example/engie/fr/letter/#token",
    }
    facts = {"uses": "3 fois", "span": "3 jours"} | secrets
    letter = rendering.letter(operators.find("engie"), "signup_link", language, facts)
    for link in secrets.values():
        assert link in letter.text and link in letter.html

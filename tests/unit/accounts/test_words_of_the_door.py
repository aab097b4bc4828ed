"""Codes that the door answers by another way than a refusal's first argument have words too."""

import re
from pathlib import Path

import pytest

from chalicelib import i18n
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


def test_every_notice_of_safety_can_be_answered_with_this_was_not_me():
    kinds = set(re.findall(r'letters\.security\(\s*visit, account, "([a-z_]+)"', TEXT))
    kinds |= set(re.findall(r'_tell\(visit, account, "([a-z_]+)"', TEXT))
    assert {
        "new_device",
        "password_changed",
        "email_changed",
        "passkey_added",
        "factor_removed",
    } <= kinds
    for kind in kinds:
        template = (rendering.TEMPLATES / f"{kind}.txt").read_text()
        assert "_security.txt" in template
        for language in i18n.LANGUAGES:
            assert i18n.has(language, f"mail.{kind}.subject"), f"{language} {kind}"

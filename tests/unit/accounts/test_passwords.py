"""Passwords: long, hard to guess and not leaked; of any characters, from any keyboard."""

import pytest

from chalicelib.accounts import passwords
from chalicelib.errors import Invalid

ABOUT = ("amina.peeters@example.com", "2000000017", "Amina Peeters")


def why(password: str, **more: bool) -> str | None:
    try:
        passwords.require_strong(password, ABOUT, **more)
    except Invalid as refused:
        return refused.fields["password"]
    return None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "password_short"),
        ("kz#7vQ!m2xP", "password_short"),
        ("x" * 257, "password_long"),
        ("correct horse battery staple", "password_leaked"),
        ("Correct-Horse-Battery-Staple", "password_leaked"),
        ("mon mot de passe", "password_leaked"),
        ("Я люблю тебя", "password_leaked"),
        ("йцукенгшщзхъ", "password_leaked"),
        ("1qaz2wsx3edc4rfv", "password_leaked"),
        ("amina.peeters1", "password_guessable"),
        ("AminaPeeters2000000017", "password_guessable"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_guessable"),
        ("abcabcabcabcabc", "password_guessable"),
        ("19841984198419841984", "password_guessable"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, reason: str):
    assert why(password) == reason


@pytest.mark.parametrize(
    "password",
    [
        "vier paarden drinken thee",
        "восемь ослов едят хлеб",
        "🦔🐝 зима kaas lumière",
        " spaces at both ends ",
    ],
)
def test_any_characters_will_do_and_none_are_demanded(password: str):
    assert why(password) is None


def test_with_a_second_factor_eight_characters_are_enough():
    assert why("zQ7#kw2!") == "password_short"
    assert why("zQ7#kw2!", second_factor=True) is None
    assert why("zQ7#kw2", second_factor=True) == "password_short"
    assert why("password", second_factor=True) == "password_leaked"


def test_the_hash_is_argon2id_at_the_parameters_of_owasp():
    assert passwords.hashed("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.DUMMY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobodys_password_is_never_right():
    assert passwords.verify(None, "x" * 40) is False
    assert passwords.verify(None, "anything") is False
    assert passwords.verify("not a hash", "anything") is False


def test_the_same_password_from_another_keyboard_is_right():
    assert passwords.verify(passwords.hashed("Ångström ﬁne"), "A\u030angstro\u0308m fine")

"""The checker of languages finds what it is for: a sentence of another language among one's own."""

import pytest

from tests.e2e.one_language import unexplained


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bewaar", "fr"),
        ("Confirmer", "nl"),
        ("Votre adresse e-mail", "nl"),
        ("Uw e-mailadres", "fr"),
        ("Maandag tot vrijdag, 8 tot 18 uur", "fr"),
        ("Sign in", "fr"),
        ("Войти", "en"),
        ("Étape 1 sur 4", "nl"),
    ],
)
def test_a_sentence_of_another_language_is_found(text: str, language: str):
    assert unexplained([text], "engie", language) == [text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Étape 1 sur 4", "fr"),
        ("Stap 1 van 4", "nl"),
        ("Lundi à vendredi, 8 h à 18 h", "fr"),
        ("Se connecter · ENGIE", "fr"),
        ("0800 65 065", "nl"),
        ("Amina Peeters", "nl"),
    ],
)
def test_words_of_the_language_figures_and_the_customers_own_are_not(text: str, language: str):
    assert unexplained([text], "engie", language, "Amina Peeters") == []

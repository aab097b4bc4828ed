"""The catalogue and the formats."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chalicelib import i18n
from chalicelib.i18n import formats


@pytest.mark.parametrize(
    ("language", "count", "form"),
    [
        ("fr", 0, "one"), ("fr", 1, "one"), ("fr", 2, "other"), ("fr", 1_000_000, "many"),
        ("nl", 0, "other"), ("nl", 1, "one"), ("en", 1, "one"), ("en", 2, "other"),
        ("ru", 1, "one"), ("ru", 11, "many"), ("ru", 21, "one"), ("ru", 3, "few"),
        ("ru", 13, "many"), ("ru", 24, "few"), ("ru", 25, "many"), ("ru", 0, "many"),
    ],
)  # fmt: skip
def test_plural_forms_follow_cldr(language, count, form):
    assert i18n.plural(language, count) == form


def test_a_missing_word_answers_with_its_key():
    assert i18n.t("fr", "errors.no_such_code.what") == "errors.no_such_code.what"


def test_a_date_that_ends_in_a_full_stop_ends_the_sentence_too():
    day = formats.day("ru", date(2024, 6, 2))
    assert i18n.t("ru", "document.explain.version", on=day).endswith("2024\u00a0г.")
    assert i18n.t("fr", "document.explain.version", on="2 juin 2024").endswith("2024.")
    assert "{{on}}." in i18n.t("fr", "document.explain.version")


def test_an_unknown_language_has_no_words():
    assert i18n.catalogue("../fr", "errors") == {}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "fr"), ("", "fr"), ("nl-BE,nl;q=0.9", "nl"), ("de, nl;q=0.5, fr;q=0.8", "fr"),
        ("de", "fr"), ("nl;q=0", "fr"), ("nl;q=x,ru", "fr"), ("*", "fr"),
    ],
)  # fmt: skip
def test_the_language_is_the_first_wish_that_the_operator_offers(header, language):
    assert i18n.negotiate(header, ("fr", "nl")) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "-1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"),
        ("nl", "€\N{NO-BREAK SPACE}-1.234,50"),
        ("ru", "-1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"),
        ("en", "-€1,234.50"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language, text):
    assert formats.money(language, -123450, "EUR") == text


def test_numbers_keep_their_digits():
    assert formats.number("en", Decimal("0.1234")) == "0.1234"
    assert formats.number("fr", 1234567) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"
    assert formats.number("nl", Decimal("2.345"), 2) == "2,34"


def test_dates_are_written_in_words_and_moments_in_the_local_zone():
    space = "\N{NO-BREAK SPACE}"
    assert formats.day("fr", date(2026, 11, 1)) == f"1er{space}novembre{space}2026"
    assert formats.day("ru", date(2026, 11, 5)) == f"5{space}ноября{space}2026{space}г."
    late = datetime(2026, 11, 5, 23, 5, tzinfo=UTC)
    assert formats.moment("en", late, "Europe/Paris") == f"6{space}November{space}2026, 00:05"

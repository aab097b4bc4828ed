"""Every line says in words what it came from, in each of the operator's languages."""

import random
import re
from decimal import Decimal

import pytest

from chalicelib.billing import explaining, sheets, store
from chalicelib.billing.documents.words import Words
from chalicelib.rules.explain import CODES, explain
from tests.unit.billing import chance

DRAWN = 120


def drawn() -> list:
    dice = random.Random(7)
    return [chance.invoice(dice) for _ in range(DRAWN)]


INVOICES = drawn()


def test_no_sentence_is_left_with_a_hole_or_without_words() -> None:
    seen = set()
    for invoice, _, language in INVOICES:
        words = Words(language, invoice.currency)
        for line in invoice.bill.lines:
            seen.add(explain(line).code)
            told = explaining.sentences(line, words)
            assert told and told[-1] in ".!?", told
            assert not re.search(r"\{\{|document\.|None", told), told
            assert explaining.label(line, invoice.content.classes, words)
        for note in sheets.notes_of(invoice, words):
            assert not re.search(r"\{\{|document\.", note), note
    assert seen >= set(CODES) - {"quantity_norm", "tier_norm", "standing_months", "standing_days"}


def test_readings_are_told_once_and_then_referred_to() -> None:
    for invoice, customer, language in INVOICES:
        sheet = sheets.sheet_of(invoice, language, customer)
        told = [line.explanation for line in sheet.lines if "METER" in line.explanation]
        assert told == [], "a serial number says nothing to a reader; the readings table has it"
        assert len(
            {(row.meter, row.register, row.from_on, row.until_on) for row in sheet.readings}
        ) == len(sheet.readings)


def test_what_is_stored_comes_back_the_same() -> None:
    for invoice, _, _ in INVOICES:
        assert store.unpack(store.pack(invoice.content)) == invoice.content


@pytest.mark.parametrize("language", ["fr", "nl", "ru", "en"])
def test_a_quantity_is_written_as_people_do(language: str) -> None:
    words = Words(language, "EUR")
    for count in (0, 1, 2, 5, 21, 31):
        assert str(count) in words.quantity(Decimal(count), "day")

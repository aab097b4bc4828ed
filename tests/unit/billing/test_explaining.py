"""Every line says in words what it came from, in each of the operator's languages."""

import random
import re
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.billing import explaining, sheets, store
from chalicelib.billing.documents.words import Words
from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill
from chalicelib.rules.correct import difference
from chalicelib.rules.explain import CODES, explain
from chalicelib.rules.terms import Terms, billable_from
from chalicelib.rules.usage import Use
from tests.unit.billing import chance
from tests.unit.rules import shipped

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


def test_a_higher_tier_does_not_claim_readings_of_its_own() -> None:
    water = shipped.tariffs("gaz-et-eaux")["eau"]
    quarter = Period(date(2026, 1, 1), date(2026, 4, 1))
    made = bill(Terms(water), quarter, [Use(quarter, 90_000)], quarter.until_on)
    words = Words("fr", "EUR")
    second = next(line for line in made.lines if line.tier == 2)
    told = explaining.sentences(second, words, told_before=True, about=False)
    assert told == "Tranche 2. Prix en vigueur depuis le 01/01/2026."


def test_a_correction_says_what_was_charged_before() -> None:
    mono = Terms(shipped.tariffs("engie")["elec-mono"])
    month = Period(date(2026, 5, 1), date(2026, 6, 1))
    old = bill(mono, month, [Use(month, 200_000, kind="estimated")], month.until_on)
    new = bill(mono, month, [Use(month, 230_000)], month.until_on)
    energy = next(line for line in difference(new, old).lines if line.family == "energy")
    told = " ".join(explaining.sentences(energy, Words("en", "EUR")).split())
    assert told.startswith("230 kWh measured from 01/05/2026 to 31/05/2026. Already charged: 200")


def test_what_is_stored_comes_back_the_same() -> None:
    for invoice, _, _ in INVOICES:
        assert store.unpack(store.pack(invoice.content)) == invoice.content


@pytest.mark.parametrize("language", ["fr", "nl", "ru", "en"])
def test_a_quantity_is_written_as_people_do(language: str) -> None:
    words = Words(language, "EUR")
    for count in (0, 1, 2, 5, 21, 31):
        assert str(count) in words.quantity(Decimal(count), "day")


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "ne vous sont pas facturés"), ("en", "are not charged"), ("nl", ""), ("ru", "")],
)
def test_what_is_older_than_14_months_is_named_on_the_bill(language: str, said: str) -> None:
    """Code de la consommation, L224-11: two years between readings, ten months of them free."""
    years = Period(date(2024, 2, 1), date(2026, 2, 1))
    base = Terms(shipped.tariffs("oya")["bleu-base"], {"power_va": "6000"})
    limit = billable_from(years.until_on, base.tariff.limit_months)
    assert limit == date(2024, 12, 1)
    made = bill(base, years, [Use(years, 7_310_000)], years.until_on, not_before=limit)
    (unbilled,) = made.unbilled
    assert (unbilled.period.until_on, unbilled.quantity) == (limit, 3_040_000)
    told = explaining.note_on(unbilled, "electricity", Words(language, "EUR"))
    assert said in told and "040" in told

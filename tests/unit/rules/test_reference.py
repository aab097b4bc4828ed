"""Structured references: printed for a payer, read back however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules import reference

numbers = st.builds(
    lambda year, place: f"E{year}-{place:06d}",
    st.integers(2000, 2099),
    st.integers(0, 99_999_999),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+++260/0000/12390+++",  # a digit off
        "RF00 E202 6000 123",
        "E2026-12345",  # too short to be a number
        "F2026-000123",  # another series
        "0123 2600 0001 2325 99",  # more digits than a reference has
    ],
)
def test_what_is_no_reference_names_nothing(text: str):
    assert reference.numbers_in(text, "E") == []


@pytest.mark.parametrize("number", ["F26-1", "e2026-000123", "E2026-123456789"])
def test_a_number_that_no_reference_can_carry_is_printed_as_it_is(number: str):
    assert reference.of_invoice(number, "ogm") == number


def test_known_examples():
    # ISO 11649's own example, and the one that Belgian banks print.
    assert reference._rf("539007547034") == "RF18 5390 0754 7034"
    assert reference._ogm("0909337554") == "+++090/9337/55493+++"
    assert reference._ogm("0000000097") == "+++000/0000/09797+++"
    assert reference.of_invoice("E2026-000123", "number") == "E2026-000123"


@given(number=numbers, scheme=st.sampled_from(["ogm", "rf", "number"]))
def test_every_reference_leads_back_to_its_invoice(number: str, scheme: reference.Scheme):
    printed = reference.of_invoice(number, scheme)
    for written in (
        printed,
        printed.replace(" ", ""),
        printed.replace("/", " ").strip("+"),
        printed.lower(),
    ):
        assert reference.numbers_in(f"merci, {written} solde", "E") == [number]


@given(number=numbers, place=st.integers(0, 30), digit=st.integers(0, 9))
def test_one_wrong_digit_never_names_another_invoice(number: str, place: int, digit: int):
    for scheme in ("ogm", "rf"):
        printed = list(reference.of_invoice(number, scheme))
        spots = [at for at, each in enumerate(printed) if each.isdigit()]
        spot = spots[place % len(spots)]
        if printed[spot] == str(digit):
            continue
        printed[spot] = str(digit)
        assert reference.numbers_in("".join(printed), "E") in ([], [number])


def test_several_references_in_one_text_are_all_found_once():
    one, two = (reference.of_invoice(f"E2026-00000{place}", "rf") for place in (1, 2))
    text = f"E2026-000001 / {one} / {two}"
    assert reference.numbers_in(text, "E") == ["E2026-000001", "E2026-000002"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("BE68 5390 0754 7034", True),
        ("fr1420041010050500013m02606", True),
        ("BE68 5390 0754 7035", False),
        ("BE68", False),
        ("", False),
    ],
)
def test_an_iban_is_known_by_its_check_digits(text: str, right: bool):
    assert reference.is_iban(text) is right

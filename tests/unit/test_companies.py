"""Which company serves a place: the table of the guide (requirements S50 to S52)."""

import pytest

from chalicelib import operators
from chalicelib.operators.companies import phone, serving


def code(operator: str, place: str, energy: str) -> str | None:
    found = serving(operators.find(operator), place, energy)
    return found.code if found else None


@pytest.mark.parametrize(
    ("place", "energy", "company"),
    [
        ("Paris", "gas", None),
        ("Tanus", "water", None),
        ("Paris", "electricity", None),
        ("Carmaux", "electricity", "sicae"),
        ("Carmaux", "gas", "sicae"),
        ("CARMAUX ", "electricity", "sicae"),
        ("Rosières", "gas", "sicae"),
        ("rosieres", "gas", "sicae"),
        ("MONESTIES", "gas", "sicae"),
        ("Rosières", "electricity", "eneo"),
        ("Tanus", "electricity", "eneo"),
        ("Saint-Jean-de-Marcel", "electricity", "eneo"),
    ],
)
def test_the_table_of_the_guide_answers(place: str, energy: str, company: str | None):
    assert code("oya", place, energy) == company


def test_one_person_may_need_both_companies():
    assert (code("oya", "Rosières", "electricity"), code("oya", "Rosières", "gas")) == (
        "eneo",
        "sicae",
    )


def test_businesses_call_another_number_than_households():
    operator = operators.find("oya")
    company = serving(operator, "Tanus", "electricity")
    assert company is not None
    assert phone(operator, company, "business") != phone(operator, company, "household")


def test_a_company_without_a_number_is_called_at_the_operators():
    operator = operators.find("gaz-et-eaux")
    (company,) = operator.companies
    assert phone(operator, company, "business") in {each.number for each in operator.phones}


@pytest.mark.parametrize("operator", ["engie", "gaz-et-eaux"])
def test_an_operator_with_one_company_serves_every_place(operator: str):
    for energy in operators.find(operator).energies:
        assert code(operator, "Anywhere", energy) == operator

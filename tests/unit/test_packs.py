"""The operators' packs: the four that ship load, and a wrong one is refused with its place."""

import shutil

import pytest

from chalicelib import operators
from chalicelib.operators import publish
from chalicelib.operators.directory import PACKS, PackFault, read


@pytest.fixture
def pack(tmp_path):
    """A copy of a shipped pack, and a function that edits it and reads it again."""
    folder = tmp_path / "oya"
    shutil.copytree(PACKS / "oya", folder)

    def edited(old: str, new: str):
        path = folder / "pack.toml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return read(path)

    return edited


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('currency = "EUR"', 'currency = "XAF"', "$.currency"),
        ('colour = "#1d6b45"', 'colour = "green"', "$.brand.colour"),
        ('time_zone = "Europe/Paris"', 'time_zone = "Europe/Carmaux"', "time_zone"),
        ("hours = 24", "hours = 0", "$.link.hours"),
        ('name = "OYA Énergies"', 'nom = "OYA"', "nom"),
        ('slogan.en = "Simpler, clearer, close to home."', "", "slogan"),
        ('languages = ["fr", "en"]', 'languages = ["fr", "en", "nl"]', "terms.nl.md"),
        ('pattern = "[0-9]{8}"', 'pattern = "[0-9"', "proof.parts[0]"),
        ('energies = ["electricity", "gas"]', 'energies = ["gas", "water"]', "water"),
        ('code = "oya"', 'code = "oyaa"', "folder"),
        ("until_day = 25", "until_day = 0", "until_day"),
        ("[brand]", "[brand", "pack.toml"),
    ],
)
def test_a_wrong_pack_is_refused_with_its_place(pack, old, new, said):
    with pytest.raises(PackFault, match=r"pack\.toml") as fault:
        pack(old, new)
    assert said in str(fault.value)


def test_the_four_packs_load():
    assert set(operators.codes()) == {"engie", "gaz-et-eaux", "oya", "vodokanal"}
    for code in operators.codes():
        assert operators.find(code).code == code


def test_what_is_published_holds_no_bank_details():
    for page in publish.published():
        assert "seller" not in page
        assert "iban" not in str(page)
        assert page["logo"].startswith("<svg")
        assert set(page["terms"]) == set(page["languages"])

"""The printed invoice: valid for archives, screen readers and machines, and plain to people."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.billing.documents import InvoiceSheet, answer, print_invoice, structured
from chalicelib.billing.documents.glyphs import printable
from chalicelib.operators import find
from chalicelib.rules.money import to_decimal
from tests.unit.billing import referees, sheets

ALL = pytest.mark.parametrize(
    "sheet", sheets.all_sheets(), ids=lambda s: f"{s.language}-{s.kind}-{s.settled_by}"
)


@ALL
def test_every_invoice_is_archivable_accessible_and_structured(sheet: InvoiceSheet) -> None:
    document = print_invoice(sheet)
    assert referees.pdf_faults(document) == []
    if sheet.currency == "EUR":
        assert referees.xml_faults(referees.xml_of(document)) == []


@ALL
def test_the_same_sheet_gives_the_same_bytes(sheet: InvoiceSheet) -> None:
    assert print_invoice(sheet) == print_invoice(sheet)


def test_a_spoiled_structured_invoice_is_noticed_by_the_referee() -> None:
    xml = structured.write(sheets.electricity(), find("engie"))
    assert referees.xml_faults(
        xml.replace("<ram:GrandTotalAmount>82.45", "<ram:GrandTotalAmount>82.46")
    )


def test_the_two_numbers_stand_at_the_top_left_until_the_customer_has_a_login() -> None:
    before = referees.words_of(print_invoice(sheets.electricity()))
    top = before.split("À payer")[0]
    assert "2000000017" in top and "4815162342" in top
    after = referees.words_of(print_invoice(sheets.paid("fr")))
    assert "marie.dupont@example.be" in after
    assert "2000000017" not in after and "4815162342" not in after


def test_the_page_says_amount_date_lines_and_readings_in_words() -> None:
    words = " ".join(referees.words_of(print_invoice(sheets.electricity())).split())
    for said in (
        "À payer avant le 22 novembre 2026",
        "82,45 €",
        "Heures pleines",
        "18 204",
        "18 346",
        "estimé",
        "0800 65 065",
        "BE68 5390 0754 7034",
        "77,78 €",
    ):
        assert said in words


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        (6_212, "Il resterait environ 62,00 € à payer à la facture annuelle."),
        (-4_960, "Environ 50,00 € vous reviendraient à la facture annuelle."),
        (300, "Vos mensualités la couvrent."),
    ],
)
def test_an_instalment_shows_its_place_in_the_year_and_what_will_be_settled(
    settled: int, said: str
) -> None:
    sheet = sheets.intermediate()
    assert sheet.plan is not None
    plan = replace(sheet.plan, settlement_cents=settled)
    words = " ".join(referees.words_of(print_invoice(replace(sheet, plan=plan))).split())
    assert "8 sur 11" in words and said in words
    assert "Du 01/03/2026 au 28/02/2027, votre année devrait coûter 1 440,12 €." in words
    assert "Ce que vous payez" not in words, "an agreed amount has no parts"


def test_registers_read_on_one_day_have_it_in_the_tables_head() -> None:
    head = referees.words_of(print_invoice(sheets.electricity())).split("Ancien index")[1]
    assert {"01/10/2026", "01/11/2026"} <= set(head.split("1SAG")[0].split())
    first, second = sheets.electricity().readings
    apart = replace(sheets.electricity(), readings=(first, replace(second, from_on=first.until_on)))
    assert referees.pdf_faults(print_invoice(apart)) == []


def test_page_total_and_structured_total_are_one() -> None:
    sheet = sheets.electricity()
    document = print_invoice(sheet)
    total = str(to_decimal(sheet.total_cents, "EUR"))
    assert f"<ram:DuePayableAmount>{total}<" in referees.xml_of(document)
    assert total.replace(".", ",") in referees.words_of(document)


def test_a_credit_note_mirrors_its_amounts_for_machines_and_asks_for_nothing() -> None:
    document = print_invoice(sheets.credit())
    xml = referees.xml_of(document)
    assert "<ram:TypeCode>381</ram:TypeCode>" in xml and "<ram:GrandTotalAmount>82.45<" in xml
    assert "En votre faveur" in referees.words_of(document)


def test_the_code_to_pay_reads_back_as_a_transfer() -> None:
    sheet = sheets.electricity()
    rows = answer.pay_text(sheet, find("engie")).split("\n")
    assert rows[:4] == ["BCD", "002", "1", "SCT"]
    assert rows[6:8] == ["BE68539007547034", "EUR82.45"]
    assert rows[10] == "+++260/0100/00163+++"
    assert "+++260/0100/00163+++" in referees.xml_of(print_invoice(sheet))


def test_the_russian_code_is_a_payment_in_kopecks() -> None:
    text = answer.pay_text(sheets.water_in_russian(), find("vodokanal"))
    facts = dict(part.split("=", 1) for part in text.split("|")[1:])
    assert text.startswith("ST00012|Name=АО")
    assert facts["Sum"] == "65756" and facts["PersAcc"] == "1204417"
    assert facts["CorrespAcc"] == "30101810000000000000" and facts["PaymPeriod"] == "102026"


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "ნინო ბერიძე",
        "محمد",
        "ชัยวัฒน์",
        "Ӳкҫе",
        "🏠 Home \x00\x07",
        "Ｆｕｌｌ ﬁ ½",
        "e\u0301a\u200b",
        "\ud800x",
        "#strong[x] $1$ \\ <script>",
    ],
)
def test_any_name_prints(name: str) -> None:
    home = replace(sheets.electricity().buyer, name=name)
    document = print_invoice(replace(sheets.electricity(), buyer=home))
    assert referees.pdf_faults(document) == []
    assert referees.xml_faults(referees.xml_of(document)) == []


def test_what_no_font_draws_becomes_a_square_and_what_is_invisible_goes() -> None:
    assert printable("王x") == "\N{WHITE SQUARE}x"
    assert printable("a\u200bb\x07") == "ab"
    assert printable("Чӑваш ĳ ß") == "Чӑваш ĳ ß"


EUROS = [sheet for sheet in sheets.all_sheets() if sheet.currency == "EUR"]


@pytest.mark.parametrize("sheet", EUROS, ids=lambda s: f"{s.language}-{s.kind}-{s.settled_by}")
def test_every_invoice_in_euros_is_valid_ubl_too(sheet: InvoiceSheet) -> None:
    business = replace(sheet, buyer_vat_id="BE0403170701")
    assert referees.ubl_faults(structured.write(business, find("engie"), structured.UBL)) == []


def test_the_ubl_referee_notices_a_spoiled_sum_and_a_wrong_element() -> None:
    xml = structured.write(sheets.electricity(), find("engie"), structured.UBL)
    assert referees.ubl_faults(xml.replace('"EUR">82.45</cbc:Pay', '"EUR">82.46</cbc:Pay'))
    assert referees.ubl_faults(xml.replace("cbc:BuyerReference", "cbc:BuyerReferenz"))


def test_a_business_is_reached_by_its_company_number_over_peppol() -> None:
    sheet = replace(sheets.electricity(), buyer_vat_id="BE 0403.170.701")
    xml = structured.write(sheet, find("engie"), structured.UBL)
    assert '<cbc:EndpointID schemeID="0208">0403170701</cbc:EndpointID>' in xml
    assert "urn:fdc:peppol.eu:2017:poacc:billing:3.0" in xml


def test_prices_with_tax_are_shared_out_to_the_cent_for_machines() -> None:
    lines = tuple(
        sheets.line(f"L{place}", "energy", "1", "one", "1.00", 1, cents, "21", "")
        for place, cents in enumerate((101, 99, 57, 1))
    )
    sheet = sheets.priced(replace(sheets.electricity(), prices_include_vat=True), lines)
    xml = structured.write(sheet, find("engie"))
    assert referees.xml_faults(xml) == []
    assert Decimal(sheet.net_cents) == sum(structured._net(sheet))

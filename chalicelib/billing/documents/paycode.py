"""Codes to pay by: what a bank's app reads from the paper, and the square that carries it."""

from functools import lru_cache

from chalicelib.operators.pack import Seller
from chalicelib.rules.money import to_decimal


def epc(seller: Seller, cents: int, reference: str) -> str:
    """A SEPA credit transfer as text, for an amount in euro cents.

    Source: European Payments Council, EPC069-12, "Quick Response Code: Guidelines to Enable Data
    Capture for the Initiation of a SEPA Credit Transfer", version 002 (UTF-8; BIC optional). Only
    an ISO 11649 reference is structured there; any other stands as the payer's text.
    """
    name = seller.name[:70]
    amount = f"EUR{to_decimal(cents, 'EUR')}"
    fields = ["BCD", "002", "1", "SCT", seller.bic, name, seller.iban.replace(" ", ""), amount]
    plain = reference.replace(" ", "")
    said = ["", plain, ""] if plain.startswith("RF") else ["", "", reference[:140]]
    return "\n".join(fields + said).rstrip("\n")


def gost(seller: Seller, kopecks: int, account: str, payer: str, purpose: str, period: str) -> str:
    """A payment in roubles as text; `period` is the month charged, `MMYYYY`.

    Source: ГОСТ Р 56042-2014, format ST0001, code page 2 (UTF-8).
    """
    facts = {
        "Name": seller.name,
        "PersonalAcc": seller.iban,
        "BankName": seller.bank,
        "BIC": seller.bic,
        "CorrespAcc": seller.correspondent_account,
        "PayeeINN": seller.company_id,
        "Sum": str(kopecks),
        "PersAcc": account,
        "LastName": payer,
        "PaymPeriod": period,
        "Purpose": purpose,
    }
    safe = ((name, value.replace("|", " ")) for name, value in facts.items() if value)
    return "|".join(["ST00012", *(f"{name}={value}" for name, value in safe)])


@lru_cache(maxsize=256)
def square(text: str) -> str:
    """The text as a QR code (error correction M), in SVG.

    The text is encoded to UTF-8 first: given as a str, it would be written in Latin-1.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(code.to_svg(add_quiet_zones=False))

"""The public test numbers of the card network, and how each of them behaves.

Source: docs.stripe.com/testing. A number is looked at once; only its conduct, brand and last four
digits are kept, never the number.
"""

from dataclasses import asdict, dataclass
from typing import Any

from .refusals import Refused


@dataclass(frozen=True)
class Conduct:
    """How a payment method behaves.

    `decline` is a decline code, `code` the error code beside it. `asks` is "never", "always" or
    "unless_set_up" (3-D Secure). `dispute` is the reason of a dispute that follows at once.
    `refund` is "ok" or "fails". `seconds` is how long a debit waits, None for the network's own.
    `keeps`: it can be set up although each charge is declined.
    """

    decline: str = ""
    code: str = "card_declined"
    asks: str = "never"
    dispute: str = ""
    refund: str = "ok"
    seconds: int | None = None
    keeps: bool = False

    def stored(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


CARDS = {
    "4000002500003155": Conduct(asks="unless_set_up"),
    "4000002760003184": Conduct(asks="always"),
    "4000000000003220": Conduct(asks="always"),
    "4000003800000446": Conduct(asks="unless_set_up"),
    "4000008260003178": Conduct(asks="always", decline="insufficient_funds"),
    "4000008400001629": Conduct(asks="always", decline="generic_decline"),
    "4000000000000341": Conduct(decline="generic_decline", keeps=True),
    "4000000000000002": Conduct(decline="generic_decline"),
    "4000000000009995": Conduct(decline="insufficient_funds"),
    "4000000000009987": Conduct(decline="lost_card"),
    "4000000000009979": Conduct(decline="stolen_card"),
    "4000000000000069": Conduct(decline="expired_card", code="expired_card"),
    "4000000000000127": Conduct(decline="incorrect_cvc", code="incorrect_cvc"),
    "4000000000000119": Conduct(decline="processing_error", code="processing_error"),
    "4000000000006975": Conduct(decline="card_velocity_exceeded"),
    "4000000000000259": Conduct(dispute="fraudulent"),
    "4000000000005126": Conduct(refund="fails"),
}
"""Cards that do more than pay."""

IBANS = {
    "AT321904300235473204": Conduct(seconds=180),
    "AT861904300235473202": Conduct(decline="debit_not_authorized", code="debit_not_authorized"),
    "AT051904300235473205": Conduct(
        decline="debit_not_authorized", code="debit_not_authorized", seconds=180
    ),
    "AT591904300235473203": Conduct(dispute="debit_not_authorized"),
    "AT981904300002222227": Conduct(decline="insufficient_funds", code="insufficient_funds"),
    "FR3020041010050500013M02609": Conduct(seconds=180),
    "FR8420041010050500013M02607": Conduct(
        decline="debit_not_authorized", code="debit_not_authorized"
    ),
    "FR7920041010050500013M02600": Conduct(
        decline="debit_not_authorized", code="debit_not_authorized", seconds=180
    ),
    "FR5720041010050500013M02608": Conduct(dispute="debit_not_authorized"),
    "FR9720041010050000002222227": Conduct(decline="insufficient_funds", code="insufficient_funds"),
    "AT981904300000343434": Conduct(
        decline="charge_exceeds_source_limit", code="charge_exceeds_source_limit"
    ),
}
"""Accounts that do more than pay; any other valid IBAN pays."""

SENTENCES = {
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "lost_card": "Your card was declined.",
    "stolen_card": "Your card was declined.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
    "card_velocity_exceeded": "Your card was declined for making repeated attempts too frequently.",
    "charge_exceeds_source_limit": "The debit exceeds the limit of the account.",
    "debit_not_authorized": "The debit was not authorized by the account holder.",
}


def brand_of(number: str) -> str:
    """The card scheme that a number belongs to."""
    if number.startswith("4"):
        return "visa"
    if number[:2] in ("34", "37"):
        return "amex"
    return "mastercard" if number[:1] in "52" else "unknown"


def luhn(number: str) -> bool:
    """Whether the check digit of a card number is right (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return number.isdigit() and 12 <= len(number) <= 19 and total % 10 == 0


def iban_is_right(iban: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616)."""
    if not (15 <= len(iban) <= 34 and iban.isascii() and iban.isalnum() and iban[:2].isalpha()):
        return False
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def look_at_card(
    card: dict[str, Any], now_year: int, now_month: int
) -> tuple[Conduct, dict[str, Any]]:
    """The conduct of a card and what may be kept of it; refused when it cannot be a card."""
    number = "".join(str(card.get("number", "")).split())
    if not luhn(number):
        raise Refused(
            402, "card_error", "incorrect_number", "Your card number is incorrect.", param="number"
        )
    try:
        month, year = int(card.get("exp_month", 0)), int(card.get("exp_year", 0))
    except ValueError:
        month = year = 0
    year += 2000 if 0 < year < 100 else 0
    if not 1 <= month <= 12:
        raise Refused(
            402,
            "card_error",
            "invalid_expiry_month",
            "Your card's expiration month is invalid.",
            param="exp_month",
        )
    if (year, month) < (now_year, now_month):
        raise Refused(
            402,
            "card_error",
            "invalid_expiry_year",
            "Your card's expiration year is invalid.",
            param="exp_year",
        )
    cvc = str(card.get("cvc", ""))
    if not (cvc.isdigit() and 3 <= len(cvc) <= 4):
        raise Refused(
            402,
            "card_error",
            "invalid_cvc",
            "Your card's security code is invalid.",
            param="cvc",
        )
    kept = {
        "brand": brand_of(number),
        "last4": number[-4:],
        "exp_month": month,
        "exp_year": year,
        "funding": "credit",
        "country": "FR",
        "checks": {"cvc_check": "pass"},
    }
    return CARDS.get(number, Conduct()), kept


def look_at_iban(iban: str) -> tuple[Conduct, dict[str, Any]]:
    """The conduct of a bank account and what may be kept of it."""
    plain = "".join(iban.split()).upper()
    if not iban_is_right(plain):
        raise Refused(
            400, "invalid_request_error", "invalid_bank_account_iban", "The IBAN is not valid."
        )
    kept = {"bank_code": plain[4:9], "country": plain[:2], "last4": plain[-4:], "fingerprint": ""}
    return IBANS.get(plain, Conduct()), kept

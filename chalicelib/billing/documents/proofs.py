"""A proof of address or of payment as a document that can be checked by its code."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from chalicelib.billing.documents import paycode, printing
from chalicelib.billing.documents import words as words_of
from chalicelib.billing.documents.words import Words
from chalicelib.config import settings
from chalicelib.i18n import formats
from chalicelib.operators import find


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """What a proof says. `kind` is address or payment; `facts` are the key of a label and a value;
    `told` are the facts of its sentence.
    """

    operator: str
    language: str
    kind: str
    code: str
    issued_on: date
    until_on: date
    told: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


def print_proof(sheet: ProofSheet) -> bytes:
    """The proof as PDF/A-3a and PDF/UA-1."""
    operator = find(sheet.operator)
    words = Words(sheet.language, operator.currency)
    link = f"{settings().site_url}/{sheet.operator}/{sheet.language}/verify/"
    day = formats.day(sheet.language, sheet.issued_on)
    facts = words_of.basics(operator, words) | {
        "title": f"{words(f'proof.{sheet.kind}')} — {operator.name}",
        "keywords": [sheet.code],
        "heading": words(f"proof.{sheet.kind}"),
        "says": words(f"proof.{sheet.kind}.says", operator=operator.name, **dict(sheet.told)),
        "facts": [{"label": words(key), "value": value} for key, value in sheet.facts if value],
        "done": words("proof.done", place=operator.seller.place, on=day),
        "check": words("proof.check"),
        "check_how": words("proof.check.how", until=formats.day(sheet.language, sheet.until_on)),
        "check_link": link.partition("://")[2],
        "code": "-".join(sheet.code[at : at + 4] for at in range(0, len(sheet.code), 4)).upper(),
        "code_label": words("proof.code"),
        "square": paycode.square(f"{link}?code={sheet.code}"),
        "alt": words("proof.alt"),
    }
    stamp = datetime.combine(sheet.issued_on, time(12), UTC)
    return printing.compile_page("attestation.typ", words_of.drawable(facts), stamp)

"""Structured references that a payer writes on a transfer, and the invoice that each stands for.

Both carry check digits, so that a slip of the pen is refused by the payer's own bank and never pays
somebody else's invoice. An invoice's number is its series, its year and its place: `E2026-000123`.
"""

import re
from collections.abc import Iterator
from typing import Literal

Scheme = Literal["ogm", "rf", "number"]
"""What an operator prints: the Belgian structured communication, the ISO 11649 creditor reference,
or the invoice's own number.
"""

_OGM = re.compile(r"(?<!\d)(\d{3})[\s/.-]*(\d{4})[\s/.-]*(\d{5})(?!\d)")


def of_invoice(number: str, scheme: Scheme) -> str:
    """The reference of an invoice as it is printed; the number itself where none can be made."""
    match = re.fullmatch(r"([A-Z]{1,6})(20\d\d)-(\d{6,})", number)
    if match is None or scheme == "number":
        return number
    series, year, place = match.groups()
    if scheme == "rf":
        return _rf(series + year + place)
    return _ogm(year[2:] + place.zfill(8)) if len(place) <= 8 else number


def numbers_in(text: str, series: str) -> list[str]:
    """The invoice numbers of a series that a payer named, in whatever form; each once, in order.

    People put spaces, points and strokes anywhere. A reference whose check digits are wrong names
    nothing.
    """
    found = [*_plain_in(text, series), *_rf_in(text, series), *_ogm_in(text, series)]
    return list(dict.fromkeys(found))


def is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 13616)."""
    plain = re.sub(r"\s", "", text).upper()
    return re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", plain) is not None and _mod97(plain) == 1


def _ogm(digits: str) -> str:
    """Ten digits with their two check digits: the remainder by 97, or 97 for none.

    Source: Febelfin, structured communication (OGM, VCS) for credit transfers.
    """
    whole = f"{digits}{int(digits) % 97 or 97:02d}"
    return f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"


def _rf(body: str) -> str:
    """ISO 11649: `RF`, two check digits (mod 97-10 over body and `RF00`), the body, in fours."""
    whole = f"RF{98 - _mod97('RF00' + body):02d}{body}"
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def _mod97(text: str) -> int:
    """The remainder by 97 of a text whose first four characters are read last, letters as 10..35
    (ISO/IEC 7064, mod 97-10).
    """
    return int("".join(str(int(each, 36)) for each in text[4:] + text[:4])) % 97


def _plain_in(text: str, series: str) -> Iterator[str]:
    pattern = rf"{series}[\s./-]*(20\d\d)[\s./-]*(\d{{6,}})"
    for year, place in re.findall(pattern, text, re.IGNORECASE):
        yield f"{series}{year}-{place}"


def _rf_in(text: str, series: str) -> Iterator[str]:
    letters = r"\s*".join(series)
    pattern = rf"RF\s*(\d\s*\d)\s*{letters}\s*(2\s*0\s*\d\s*\d)((?:\s*\d){{6,}})"
    for groups in re.findall(pattern, text, re.IGNORECASE):
        check, year, place = (re.sub(r"\s", "", group) for group in groups)
        if _mod97(f"RF{check}{series}{year}{place}") == 1:
            yield f"{series}{year}-{place}"


def _ogm_in(text: str, series: str) -> Iterator[str]:
    for parts in _OGM.findall(text):
        digits = "".join(parts)
        if int(digits[10:]) == (int(digits[:10]) % 97 or 97):
            yield f"{series}20{digits[:2]}-{int(digits[2:10]):06d}"

"""The documents: hundreds of random invoices of every pack, energy, kind and language are printed, and
judged by others: PDF/A-3a, PDF/UA-1, the EN 16931 XSD and schematron, and the sums on page and in XML.

INVOICES and SEED come from the environment; prints one line a figure.
"""

import os
import random
import re
import sys
from collections import Counter
from decimal import Decimal

from chalicelib.billing.documents import print_invoice
from chalicelib.billing.documents.words import Words
from chalicelib.billing.sheets import sheet_of
from tests.unit.billing import chance, referees

INVOICES = int(os.environ.get("INVOICES", "500"))
SEED = int(os.environ.get("SEED", "1"))


def amount(xml: str, name: str) -> Decimal:
    """The one amount of that name in the XML's totals."""
    found = re.search(rf"<ram:{name}[^>]*>([^<]+)<", xml.rpartition("HeaderMonetarySummation")[0])
    assert found, name
    return Decimal(found[1])


def main() -> int:
    """Print what stands in the end against what should."""
    dice = random.Random(SEED)
    faults: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for place in range(INVOICES):
        invoice, customer, language = chance.invoice(dice)
        sheet = sheet_of(invoice, language, customer)
        document = print_invoice(sheet)
        kinds[f"{invoice.kind} {language}"] += 1
        faults["pdf"] += len(referees.pdf_faults(document))
        faults["bytes"] += place % 10 == 0 and print_invoice(sheet) != document
        words = referees.words_of(document).replace("\u202f", " ")
        written = Words(language, sheet.currency).money(abs(sheet.total_cents)).replace("\xa0", " ")
        faults["total_on_page"] += written not in words
        if sheet.currency != "EUR":
            continue
        xml = referees.xml_of(document)
        found = referees.xml_faults(xml)
        for fault in found[:3]:
            print(f"# {sheet.number} {sheet.kind}: {fault}", file=sys.stderr)
        faults["xml"] += len(found)
        total = Decimal(abs(sheet.total_cents)).scaleb(-2)
        faults["total_in_xml"] += amount(xml, "GrandTotalAmount") != total
    good = True
    print(f"documents  {INVOICES} count  -  ok")
    print(f"kinds_and_languages  {len(kinds)} count  -  ok")
    for name in ("pdf", "xml", "bytes", "total_on_page", "total_in_xml"):
        print(f"faults_{name}  {faults[name]} count  0  {'short' if faults[name] else 'ok'}")
        good = good and not faults[name]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

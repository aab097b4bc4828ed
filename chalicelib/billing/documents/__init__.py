"""What an invoice looks like: the page, the structured invoice inside it, the code to pay by."""

from chalicelib.billing.documents.printing import print_invoice
from chalicelib.billing.documents.sheet import (
    InvoiceSheet,
    MeterRow,
    Milestone,
    Party,
    PlanPicture,
    SheetLine,
    UsageMonth,
    UsagePicture,
)

__all__ = [
    "InvoiceSheet",
    "MeterRow",
    "Milestone",
    "Party",
    "PlanPicture",
    "SheetLine",
    "UsageMonth",
    "UsagePicture",
    "print_invoice",
]

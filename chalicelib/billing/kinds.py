"""The kinds of invoice: by themselves, so that schemas need nothing else of an invoice."""

from typing import Literal

Kind = Literal["intermediate", "consumption", "final", "correction", "credit_note"]

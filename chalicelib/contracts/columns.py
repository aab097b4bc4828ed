"""The columns of a row that an operator's back office drops, read field by field.

Every fault of a row is named at once, each with its own code, so that a clerk mends it in one go.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from chalicelib.errors import Invalid

_CODE = re.compile(r"[\w./:-]{1,60}")
_CLOCK = re.compile(r"([01]\d|2[0-4]):[0-5]\d")
YES, NO = {"true", "yes", "1"}, {"", "false", "no", "0"}
FIRST, LAST = date(1950, 1, 1), date(2100, 1, 1)


class Columns:
    """One row; after the last column was asked for, `close` raises what was wrong."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self.row = row
        self.fields: dict[str, str] = {}

    def close(self) -> None:
        """Raise `Invalid` (`row_invalid`) when any column was missing or wrong."""
        if self.fields:
            raise Invalid("row_invalid", fields=self.fields)

    def wrong(self, name: str, code: str = "column_malformed") -> None:
        """Note that a column is wrong."""
        self.fields.setdefault(name, code)

    def text(self, name: str, *, most: int = 120, default: str | None = None) -> str:
        """A text; needed unless it has a default."""
        found = self.row.get(name, "")
        if not found:
            if default is None:
                self.wrong(name, "column_missing")
            return default or ""
        if len(found) > most:
            self.wrong(name, "column_too_long")
        elif any(ord(letter) < 32 for letter in found):
            self.wrong(name)
        return found

    def code(self, name: str, default: str | None = None) -> str:
        """A number or code of the operator's: letters, digits and `-_./:`, no `#`."""
        found = self.text(name, most=60, default=default)
        if found and not _CODE.fullmatch(found):
            self.wrong(name)
        return found

    def among(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the allowed texts."""
        found = self.text(name, default=default)
        if found and found not in allowed:
            self.wrong(name)
        return found

    def flag(self, name: str) -> bool:
        """true, yes or 1; false, no, 0 or nothing."""
        found = self.row.get(name, "").lower()
        if found not in YES | NO:
            self.wrong(name)
        return found in YES

    def day(self, name: str) -> date:
        """A local date as YYYY-MM-DD."""
        return self.day_or_none(name, needed=True) or FIRST

    def day_or_none(self, name: str, needed: bool = False) -> date | None:
        """A local date, or None where it may be empty."""
        found = self.text(name, default=None if needed else "")
        if not found:
            return None
        try:
            on = date.fromisoformat(found)
        except ValueError:
            on = LAST
        if not FIRST <= on < LAST:
            self.wrong(name)
            return None
        return on

    def whole(self, name: str, default: int = 0, most: int = 10**9) -> int:
        """A whole number, not negative."""
        found = self.row.get(name, "")
        if not found:
            return default
        if not found.isascii() or not found.isdigit() or len(found) > 12 or int(found) > most:
            self.wrong(name)
            return default
        return int(found)

    def exact(self, name: str) -> Decimal:
        """An exact positive number, with a point or a comma."""
        return self.exact_of(name, self.text(name, most=24))

    def exact_of(self, name: str, found: str) -> Decimal:
        """A part of a column as an exact number that is not negative."""
        try:
            value = Decimal(found.replace(",", "."))
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0 or value > 10**12:
            self.wrong(name)
            return Decimal(0)
        return value

    def pairs(self, name: str) -> dict[str, str]:
        """`key=value` pairs between semicolons or spaces; empty when left out."""
        found: dict[str, str] = {}
        for part in re.split(r"[;\s]+", self.row.get(name, "")):
            key, sign, value = part.partition("=")
            if part and (not sign or not _CODE.fullmatch(key) or not _CODE.fullmatch(value)):
                self.wrong(name)
            elif part:
                found[key] = value
        return found

    def windows(self, name: str) -> tuple[tuple[str, str], ...]:
        """Local windows of a day, `22:30-06:30` between semicolons or spaces."""
        found = []
        for part in re.split(r"[;\s]+", self.row.get(name, "")):
            start, _, end = part.partition("-")
            if not part:
                continue
            if not _CLOCK.fullmatch(start) or not _CLOCK.fullmatch(end):
                self.wrong(name)
            found.append((start, end))
        return tuple(found)

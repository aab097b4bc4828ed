"""Reading a document of plain values (a parsed TOML file) with faults that name their field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: its path, a stable code, and what was found or allowed."""

    path: Path
    code: str
    fact: str = ""

    @property
    def where(self) -> str:
        """The path as people write it: `rule.accise.rates[1].price`."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return text


class DocumentFaults(ValueError):
    """A document that cannot be used: every fault at once, in the order they were met."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        said = "; ".join(f"{f.where}: {f.code} {f.fact}".strip() for f in faults)
        super().__init__(said)
        self.faults = faults


@dataclass(slots=True)
class Table:
    """One table of a document, read field by field; faults gather in a list shared by all tables.

    A field that is missing or wrong is noted and answered with a stand-in of its type, so that
    one reading finds every fault; the caller raises once at the end.
    """

    values: Mapping[str, Any]
    path: Path
    faults: list[Fault]
    read: set[str] = field(default_factory=set)

    def fault(self, name: str, code: str, fact: str = "", inside: Path = ()) -> None:
        """Note what is wrong with a field, or with something `inside` it."""
        self.faults.append(Fault((*self.path, name, *inside), code, fact))

    def has(self, name: str) -> bool:
        """Whether the field is given."""
        return name in self.values

    def _take(self, name: str, required: bool) -> Any:
        self.read.add(name)
        found = self.values.get(name)
        if found is None and required:
            self.fault(name, "missing")
        return found

    def text(self, name: str, default: str | None = None, among: tuple[str, ...] = ()) -> str:
        """A text; of those `among`, when given."""
        found = self._take(name, default is None)
        if found is None:
            return default or ""
        if not isinstance(found, str):
            self.fault(name, "not_text", str(found))
            return default or ""
        if among and found not in among:
            self.fault(name, "not_among", ", ".join(among))
        return found

    def texts(self, name: str, among: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, which may be left out; each of those `among`, when given."""
        found = self._take(name, False) or []
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self.fault(name, "not_texts", str(found))
            return ()
        for item in found:
            if among and item not in among:
                self.fault(name, "not_among", ", ".join(among))
        return tuple(found)

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        found = self._take(name, False)
        if found is None:
            return default
        if not isinstance(found, bool):
            self.fault(name, "not_flag", str(found))
            return default
        return found

    def whole(self, name: str) -> int | None:
        """A whole number over zero, or None when it is left out."""
        found = self._take(name, False)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found < 1:
            self.fault(name, "not_whole", str(found))
            return None
        return found

    def day(self, name: str, required: bool = True) -> date:
        """A local date (not a moment)."""
        found = self._take(name, required)
        if found is None:
            return date.max
        if type(found) is not date:
            self.fault(name, "not_a_date", str(found))
            return date.max
        return found

    def number(self, name: str) -> Decimal:
        """An exact number: text, a whole number, or a Decimal; never a float."""
        found = self._take(name, True)
        return Decimal(0) if found is None else self.exact(found, name)

    def exact(self, found: Any, name: str) -> Decimal:
        """A value of this table as an exact number."""
        if isinstance(found, float):
            self.fault(name, "float", str(found))
            return Decimal(0)
        if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
            self.fault(name, "not_a_number", str(found))
            return Decimal(0)
        try:
            number = Decimal(found)
        except InvalidOperation:
            self.fault(name, "not_a_number", str(found))
            return Decimal(0)
        if not number.is_finite():
            self.fault(name, "not_a_number", str(found))
            return Decimal(0)
        return number

    def table(self, name: str) -> "Table":
        """A table inside this one; empty when left out."""
        found = self._take(name, False)
        if found is not None and not isinstance(found, Mapping):
            self.fault(name, "not_a_table", str(found))
            found = None
        return Table(found or {}, (*self.path, name), self.faults)

    def tables(self, name: str) -> list["Table"]:
        """A list of tables inside this one; empty when left out."""
        found = self._take(name, False) or []
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            self.fault(name, "not_tables", str(found))
            return []
        return [
            Table(item, (*self.path, name, place), self.faults) for place, item in enumerate(found)
        ]

    def named(self, name: str) -> dict[str, "Table"]:
        """The tables inside a table, by their names."""
        inside = self.table(name)
        return {key: inside.table(key) for key in inside.values}

    def words(self, name: str, languages: tuple[str, ...], required: bool = True) -> dict[str, str]:
        """A text for every one of the languages; others may be given beside them."""
        if not required and not self.has(name):
            return {}
        inside = self.table(name)
        return {
            language: inside.text(language)
            for language in {**dict.fromkeys(languages), **inside.values}
        }

    def close(self) -> None:
        """Note every field that nobody asked for: most often a misspelt name."""
        for name in self.values:
            if name not in self.read:
                self.fault(name, "unknown")

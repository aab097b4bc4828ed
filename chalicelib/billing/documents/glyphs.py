"""Which characters the shipped fonts can draw; any other one is replaced, so every name prints.

PDF/A and PDF/UA refuse a glyph that no font has, and a customer's name may hold anything.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("Onest", "DejaVu Sans")
"""The text font, and the one with wider coverage behind it, as typst names them."""
SUBSTITUTE = "\N{WHITE SQUARE}"


def printable(text: str) -> str:
    """The text with each character that cannot be drawn decomposed, or else replaced by a square.

    Control characters and invisible marks (joiners, direction and variation marks) are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_drawn(letter) for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> str:
    if letter in "\n\t":
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if "\N{VARIATION SELECTOR-1}" <= letter <= "\N{VARIATION SELECTOR-16}":
        return ""
    if ord(letter) in drawable():
        return letter
    simpler = unicodedata.normalize("NFKD", letter)
    known = [part for part in simpler if ord(part) in drawable()]
    if simpler != letter and len(known) == len(simpler):
        return simpler
    return SUBSTITUTE


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """The code points that one of the fonts has in every weight."""
    regular = _characters(FONTS / "Onest-Regular.ttf") | _characters(FONTS / "DejaVuSans.ttf")
    return frozenset(regular)


def _characters(path: Path) -> set[int]:
    """The code points of a TrueType font's character map (OpenType `cmap`, formats 4 and 12)."""
    data = path.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    for number in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == b"cmap":
            return set(_mapped(data, start))
    return set()


def _mapped(data: bytes, start: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 4 + 8 * number + 4)[0]
        form = struct.unpack_from(">H", data, at)[0]
        if form == 4:
            half = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", data, at + 14)
            starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
        elif form == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                yield from range(first, last + 1)

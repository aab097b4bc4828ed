"""The words of the product in four languages, from one catalogue shared with the site.

`chalicelib/i18n/<language>/<namespace>.json` holds flat keys (`part.name`) in i18next's JSON v4
form: `{{name}}` is replaced by a fact, and a key with plural forms ends in `_one`, `_few`, `_many`,
`_other` by CLDR's rules for the fact `count`.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("fr", "nl", "ru", "en")
"""Every language the product speaks; an operator's pack chooses among them."""

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}(\.?)")


@lru_cache(maxsize=64)
def catalogue(language: str, namespace: str) -> dict[str, str]:
    """The words of one namespace in one language; empty when there is no such file."""
    path = Path(__file__).parent / language / f"{namespace}.json"
    if language not in LANGUAGES or not path.is_file():
        return {}
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words


def has(language: str, key: str) -> bool:
    """Whether the catalogue has `namespace.key` (with any plural form)."""
    namespace, _, name = key.partition(".")
    words = catalogue(language, namespace)
    return name in words or f"{name}_other" in words


def t(language: str, key: str, /, **facts: object) -> str:
    """The sentence of `namespace.key` with its facts put in.

    A missing key answers with itself: a test holds that none is missing.
    """
    namespace, _, name = key.partition(".")
    words = catalogue(language, namespace)
    count = facts.get("count")
    if isinstance(count, int):
        name = f"{name}_{plural(language, count)}" if f"{name}_other" in words else name
    sentence = words.get(name)
    if sentence is None:
        return key
    return _PLACE.sub(lambda match: _put(match, facts), sentence)


def _put(match: re.Match[str], facts: Mapping[str, object]) -> str:
    """A fact in its place; one that ends in a full stop ("2024 г.") ends the sentence too."""
    if match[1] not in facts:
        return match[0]
    fact = str(facts[match[1]])
    return fact if fact.endswith(".") else fact + match[2]


def plural(language: str, count: int) -> str:
    """CLDR's plural category of a whole number: `one`, `few`, `many` or `other`.

    Source: Unicode CLDR 46, plural rules for fr, nl, ru, en (whole numbers only).
    """
    n = abs(count)
    if language == "fr":
        if n in (0, 1):
            return "one"
        return "many" if n % 1_000_000 == 0 else "other"
    if language == "ru":
        if n % 10 == 1 and n % 100 != 11:
            return "one"
        if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
            return "few"
        return "many"
    return "one" if n == 1 else "other"


def negotiate(wanted: str | None, offered: tuple[str, ...]) -> str:
    """The first language of an `Accept-Language` header that is offered, else the first offered.

    Quality values order the wishes; regions are ignored (`nl-BE` is served `nl`).
    """
    wishes: list[tuple[float, str]] = []
    for part in (wanted or "").split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((weight, tag.split("-")[0].lower()))
    for weight, language in sorted(wishes, key=lambda wish: -wish[0]):
        if weight > 0 and language in offered:
            return language
    return offered[0]

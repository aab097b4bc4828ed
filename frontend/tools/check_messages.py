"""Holds the words: every language has the same keys, forms and facts; every key used exists; none
is left over.

    python frontend/tools/check_messages.py
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parent
I18N = ROOT / "chalicelib" / "i18n"

FORMS = {
    "fr": ("one", "many", "other"),
    "nl": ("one", "other"),
    "ru": ("one", "few", "many", "other"),
    "en": ("one", "other"),
}
"""CLDR's plural categories of cardinal numbers in each language."""
ALL_FORMS = ("zero", "one", "two", "few", "many", "other")
PAGES = (
    "shell", "units", "door", "home", "usage", "reading", "bills", "pay", "means", "plan", "more",
    "safety", "tempo", "simulate", "notices", "counter",
)  # fmt: skip
"""The namespaces that the pages speak; Python's own are compared but not searched for."""

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_KEY = r"(?:" + "|".join(PAGES) + r")\.[a-z0-9_.]"
_LITERAL = re.compile(rf"[\"'`]({_KEY}*[a-z0-9_])[\"'`]")
_TEMPLATE = re.compile(rf"`({_KEY}*(?:\$\{{[^}}]+\}}[a-z0-9_.]*)+)`")


def catalogue(language: str, namespace: str) -> dict[str, str]:
    """The words of one file, an empty one when it is missing."""
    path = I18N / language / f"{namespace}.json"
    words: dict[str, str] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return words


def bare(key: str, words: dict[str, str]) -> str:
    """A key without its plural form, where it has one (`x_other` tells)."""
    stem, _, form = key.rpartition("_")
    return stem if form in ALL_FORMS and f"{stem}_other" in words else key


def uneven(namespace: str) -> Iterator[str]:
    """Keys, forms and facts that the four languages do not share."""
    files = {language: catalogue(language, namespace) for language in FORMS}
    keys = {name: {bare(key, words) for key in words} for name, words in files.items()}
    for language, own in keys.items():
        for key in sorted(set().union(*keys.values()) - own):
            yield f"{language}/{namespace}.json has no {key}"
    for language, words in files.items():
        for key in sorted({bare(each, words) for each in words if bare(each, words) != each}):
            for form in FORMS[language]:
                if f"{key}_{form}" not in words:
                    yield f"{language}/{namespace}.json has no {key}_{form}"
    for key in sorted(set.intersection(*keys.values())):
        facts = {name: _facts(words, key) for name, words in files.items()}
        if len(set(facts.values())) > 1:
            said = ", ".join(f"{name}: {sorted(each)}" for name, each in facts.items())
            yield f"{namespace}.{key} says other facts in other languages ({said})"
    for language, words in files.items():
        yield from (f"{language}/{namespace}.json: {key} is empty" for key in words if not words[key])


def _facts(words: dict[str, str], key: str) -> frozenset[str]:
    said = [text for each, text in words.items() if bare(each, words) == key]
    return frozenset(name for text in said for name in _PLACE.findall(text)) - {"count"}


def used(sources: list[Path]) -> tuple[set[str], list[re.Pattern[str]]]:
    """The keys that code names in full, and the shapes of those that it puts together."""
    literal: set[str] = set()
    shapes: set[str] = set()
    for path in sources:
        if path.name == "pages.tsx":
            # Names whole parts of a catalogue for the build, so it would make every key look used.
            text = " ".join(re.findall(r"title: \"[^\"]+\"", path.read_text("utf-8")))
        else:
            text = path.read_text("utf-8")
        literal.update(_LITERAL.findall(text))
        shapes.update(_TEMPLATE.findall(text))
    patterns = [
        re.compile("".join(part if part == r"[a-z0-9_]+" else re.escape(part) for part in _split(shape)))
        for shape in sorted(shapes)
    ]
    return literal, patterns


def _split(shape: str) -> list[str]:
    parts = re.split(r"(\$\{[^}]+\})", shape)
    return [r"[a-z0-9_]+" if part.startswith("${") else part for part in parts if part]


def misused() -> Iterator[str]:
    """Keys that are used and do not exist, and keys that exist and nobody uses."""
    words = {name: catalogue("fr", name) for name in PAGES}
    known = {f"{name}.{bare(key, each)}" for name, each in words.items() for key in each}
    literal, patterns = used([*HERE.glob("src/**/*.ts*"), *HERE.glob("core/**/*.ts")])
    # Python names keys within a namespace too: what it names is used, but need not be a page's.
    of_python, _ = used(list(ROOT.glob("chalicelib/**/*.py")))
    # A prefix that code completes in another way (a folder of keys) is no key itself.
    for key in sorted(literal - known):
        if not any(each.startswith(f"{key}.") for each in known):
            yield f"{key} is used but has no words"
    for key in sorted(known - literal - of_python):
        if not any(pattern.fullmatch(key) for pattern in patterns):
            yield f"{key} has words but is not used"


def main() -> int:
    """Print every fault; 1 when there is one."""
    namespaces = sorted({path.stem for path in I18N.glob("*/*.json")})
    faults = [fault for namespace in namespaces for fault in uneven(namespace)] + list(misused())
    for fault in faults:
        print(fault)
    if not faults:
        count = sum(len(catalogue("fr", name)) for name in namespaces)
        print(f"words ok: {count} keys in {len(FORMS)} languages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

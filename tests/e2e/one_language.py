"""Finds text on a page that is not of the page's language: every visible text must come from that
language's words, from the operator's pack or from the customer's own facts.
"""

import json
import re
from functools import lru_cache
from typing import Any

from playwright.sync_api import Page

from chalicelib import i18n, operators
from chalicelib.operators import publish
from tests.cloud import ROOT

I18N = ROOT / "chalicelib/i18n"
PLACE = re.compile(r"\{\{\s*\w+\s*\}\}")
TEXTS = """() => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent || parent.closest("script, style, [lang]:not(html)")) continue;
    seen.push(walk.currentNode.data);
  }
  for (const each of document.querySelectorAll("[aria-label], [placeholder], [title], img[alt]")) {
    if (each.closest("[lang]:not(html)")) continue;
    for (const name of ["aria-label", "placeholder", "title", "alt"]) {
      if (each.getAttribute(name)) seen.push(each.getAttribute(name));
    }
  }
  seen.push(document.title);
  return [document.documentElement.lang, seen];
}"""
"""A page's language, and every text on it, labels for screen readers too."""


@lru_cache(maxsize=4)
def sentences(language: str) -> tuple[frozenset[str], "re.Pattern[str]"]:
    """A language's words as they stand, and a pattern for those that facts are put into."""
    plain, filled = set(), set()
    for path in (I18N / language).glob("*.json"):
        for text in json.loads(path.read_text("utf-8")).values():
            if "{{" in text:
                parts = PLACE.split(_folded(text))
                if len(re.findall(r"[^\W\d_]", "".join(parts))) >= 3:  # else it fits everything
                    filled.add(".{0,80}?".join(re.escape(part) for part in parts))
                plain.update(_folded(part) for part in parts)  # where a link stands in the middle
            else:
                plain.add(_folded(text))
    return frozenset(plain), re.compile("|".join(sorted(filled)), re.DOTALL)


@lru_cache(maxsize=16)
def facts(operator: str, language: str) -> frozenset[str]:
    """What a pack says in a language, and names and numbers that are the same in all."""
    (pack,) = [each for each in publish.published() if each["code"] == operator]
    found: set[str] = set()

    def gather(thing: Any) -> None:
        if isinstance(thing, str):
            found.add(_folded(thing))
        elif isinstance(thing, dict):
            spoken = thing.keys() & set(i18n.LANGUAGES)
            for name, each in thing.items():
                if not spoken or name == language:
                    gather(each)
        elif isinstance(thing, list | tuple):
            for each in thing:
                gather(each)

    gather({name: each for name, each in pack.items() if name != "terms"})
    return frozenset(found)


def strangers(page: Page, operator: str, language: str, *own: str) -> list[str]:
    """The texts of a page that nothing of its language explains; `own` are the customer's facts."""
    spoken, texts = page.evaluate(TEXTS)
    assert spoken == language, f"{page.url} says that it speaks {spoken}"
    return unexplained(texts, operator, language, *own)


def unexplained(texts: list[str], operator: str, language: str, *own: str) -> list[str]:
    """Those of some texts that nothing explains."""
    plain, filled = sentences(language)
    name = operators.find(operator).name
    mine = facts(operator, language) | {_folded(each) for each in own} | {_folded(name)}

    def known(text: str) -> bool:
        text = _folded(text)
        if not re.search(r"[^\W\d_]{2}", text):  # figures, signs, single letters
            return True
        return text in plain or text in mine or filled.fullmatch(text) is not None

    def explained(text: str) -> bool:
        """Known as it stands, or as parts side by side: a title and a name, a label and a number."""
        return known(text) or any(
            all(explained(part) for part in re.split(between, text))
            for between in (" · ", "\n", ": ", ", ", r" (?=\()")
            if re.search(between, text)
        )

    return sorted({text for text in texts if not explained(text)})


def _folded(text: str) -> str:
    return " ".join(text.split())

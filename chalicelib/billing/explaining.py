"""Why a line is what it is, as sentences in the reader's language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from chalicelib.billing.documents.words import Words
from chalicelib.rules.bill import Line, Unbilled
from chalicelib.rules.explain import Step, explain
from chalicelib.rules.measure import BILL_UNIT, to_shown

MOST_STEPS = 3
"""More readings than these are not spelt out behind one line; the readings table has them all."""


def label(line: Line, classes: Mapping[str, Mapping[str, str]], words: Words) -> str:
    """What a line is called: the rule, and the class of hours where there are several."""
    if line.family == "instalment":
        if line.cents < 0:
            return words("instalment", number=line.source)
        return words("instalment.line")
    name = said(line.names, words.language) or line.code
    inside = said(classes.get(line.classed, {}), words.language) if line.classed else ""
    return f"{name}, {inside.lower()}" if inside and len(classes) > 1 else name


def sentences(line: Line, words: Words, *, told_before: bool = False, about: bool = True) -> str:
    """What the line came from: readings and their kind, days, price and since when, rule.

    With `told_before` a line above rests on the same readings, and they are not spelt out again;
    without `about` a line above says what the charge is for.
    """
    found = explain(line)
    if found.code == "instalment":
        return words("instalment.explain")
    if found.code == "instalment_deducted":
        return words("explain.instalment", number=line.source)
    told: list[str] = []
    if found.code.startswith("tier_"):
        told.append(words("explain.tier", tier=line.tier))
    days = {
        "from_on": words.day(line.period.from_on),
        "until_on": words.day(line.period.last_on),
    }
    if found.code == "percentage":
        base = words.quantity(line.quantity.quantize(Decimal("0.01")), line.unit)
        percent = words.percent(line.unit_price)
        told.append(words("explain.percent", percent=percent, base=base, **days))
    elif found.code.startswith("standing"):
        told.append(words("explain.standing", **days))
    elif told_before and not line.tier:
        told.append(words("explain.same", used=words.quantity(line.quantity, line.unit)))
    elif not told_before:
        shown = found.steps[-MOST_STEPS:]
        told += [_step(step, line, words) for step in shown]
        told += _billed_before(line, found.steps, words)
    meaning = said(line.about, words.language) if about else ""
    if meaning:
        told.append(meaning if meaning[-1] in ".!?" else f"{meaning}.")
    if line.version_on is not None:
        told.append(words("explain.version", on=words.day(line.version_on)))
    return " ".join(told)


def _billed_before(line: Line, steps: Sequence[Step], words: Words) -> list[str]:
    """What of the use was charged by the bill that this line corrects."""
    before = sum((step.quantity for step in steps), Decimal(0)) - line.quantity
    if line.tier or not steps or not before:
        return []
    return [words("explain.billed_before", used=words.quantity(before, line.unit))]


def _step(step: Step, line: Line, words: Words) -> str:
    used = words.quantity(step.quantity, line.unit)
    facts = {
        "used": used,
        "from_on": words.day(step.period.from_on),
        "until_on": words.day(step.period.last_on),
    }
    if step.by_curve:
        said_by = "half_hours_missing" if step.kind == "estimated" else "half_hours"
        sentence = words(f"explain.{said_by}", **facts)
    elif step.kind in ("estimated", "norm"):
        sentence = words(f"explain.{step.kind}", **facts)
    elif step.before is None or step.after is None or step.spread:
        sentence = words("explain.measured", **facts)
    else:
        facts["until_on"] = words.day(step.period.until_on)
        indexes = {"from_index": words.number(step.before), "until_index": words.number(step.after)}
        sentence = words("explain.read", **facts, **indexes)
    if step.volume is not None and step.kwh_per_m3 is not None:
        volume = words.quantity(step.volume, "m3")
        worth = words.number(step.kwh_per_m3)
        sentence += " " + words("explain.gas", volume=volume, coefficient=worth, used=used)
    return sentence


def said(names: Mapping[str, str], language: str) -> str:
    """A name in a language, or in the first that it has."""
    return names.get(language) or next(iter(names.values()), "")


def note_on(unbilled: Unbilled, energy: str, words: Words) -> str:
    """What was used and is not charged, and why."""
    code = "leak_cap" if unbilled.code == "leak_cap" else "over_14_months"
    return words(
        f"note.{code}",
        used=words.quantity(to_shown(unbilled.quantity), BILL_UNIT[energy]),
        from_on=words.day(unbilled.period.from_on),
        until_on=words.day(unbilled.period.last_on),
    )

"""Which supply company serves a place with an energy, by the pack's table."""

import unicodedata

from chalicelib.operators.pack import Company, Operator, Served


def serving(operator: Operator, place: str, energy: str) -> Company | None:
    """The company that supplies `energy` in `place`, None when none does.

    A company that names the place comes before one that serves all others.
    """
    named, others = None, None
    for company in operator.companies:
        for served in company.serves:
            if served.energy != energy:
                continue
            if _names(served.places, place):
                named = named or company
            elif _serves_the_rest(served, place):
                others = others or company
    return named or others


def phone(operator: Operator, company: Company, kind: str) -> str:
    """Whom to call at a company: its number for this kind of customer, else the operator's own."""
    own = company.business_phone if kind == "business" else company.phone
    customers = (each.number for each in operator.phones if each.kind == "customers")
    return own or company.phone or next(customers, "")


def same_place(one: str, other: str) -> bool:
    """Whether two spellings name one place: accents, case, hyphens and "St" aside."""
    return _fold(one) == _fold(other)


def _serves_the_rest(served: Served, place: str) -> bool:
    return not served.places and not _names(served.except_places, place)


def _names(places: tuple[str, ...], place: str) -> bool:
    return any(same_place(each, place) for each in places)


def _fold(place: str) -> str:
    plain = unicodedata.normalize("NFD", place.casefold().replace("ё", "е"))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    words = letters.replace("-", " ").replace("'", " ").replace("’", " ").split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)

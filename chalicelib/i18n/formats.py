"""Numbers, money and dates as each language writes them, for mails, texts and documents.

The site formats with the browser's Intl; these few rules cover what Python writes (Babel would cost
40 MB in the package for them). Source: Unicode CLDR 46.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

_NBSP = "\N{NO-BREAK SPACE}"
_GROUP = {"fr": _NBSP, "nl": ".", "ru": _NBSP, "en": ","}
_POINT = {"fr": ",", "nl": ",", "ru": ",", "en": "."}
_SIGN = {"EUR": "€", "RUB": "₽"}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}


def number(language: str, value: Decimal | int, places: int | None = None) -> str:
    """A number with its groups and point; `places` fixes the decimals, else as many as it has."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places))
    sign = "-" if exact < 0 else ""
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        groups.insert(0, last)
    text = _GROUP[language].join([whole, *groups])
    return f"{sign}{text}{_POINT[language]}{fraction}" if fraction else f"{sign}{text}"


def money(language: str, cents: int, currency: str) -> str:
    """An amount in minor units with its sign, as in `84,20 €`, `€ 84,20`, `€84.20`."""
    amount = number(language, Decimal(cents).scaleb(-2), 2)
    sign = _SIGN.get(currency, currency)
    if language == "nl":
        return f"{sign}{_NBSP}{amount}"
    if language == "en":
        return f"-{sign}{amount[1:]}" if cents < 0 else f"{sign}{amount}"
    return f"{amount}{_NBSP}{sign}"


def day(language: str, on: date) -> str:
    """A date in words, as in `5 novembre 2026`."""
    month = _MONTHS[language].split()[on.month - 1]
    ordinal = "1er" if language == "fr" and on.day == 1 else str(on.day)
    year = f"{on.year}{_NBSP}г." if language == "ru" else str(on.year)
    return f"{ordinal}{_NBSP}{month}{_NBSP}{year}"


def moment(language: str, at: datetime, zone: str) -> str:
    """A moment in the local time of `zone`, as in `5 novembre 2026, 14:05`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(language, local.date())}, {local:%H:%M}"


_NUMERIC = {"fr": "%d/%m/%Y", "nl": "%d/%m/%Y", "ru": "%d.%m.%Y", "en": "%d/%m/%Y"}
_ALONE = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
_SHORT = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "nl": "jan. feb. mrt. apr. mei juni juli aug. sep. okt. nov. dec.",
    "ru": "янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
}


def numeric_day(language: str, on: date) -> str:
    """A date in figures, as in `05/11/2026` or `05.11.2026`."""
    return on.strftime(_NUMERIC[language])


def month(language: str, on: date) -> str:
    """The month of a date, standing alone: `octobre 2026`, `октябрь 2026`."""
    return f"{_ALONE.get(language, _MONTHS[language]).split()[on.month - 1]}{_NBSP}{on.year}"


def short_month(language: str, on: date) -> str:
    """The month of a date under a bar of a chart: `oct.`."""
    return _SHORT[language].split()[on.month - 1]

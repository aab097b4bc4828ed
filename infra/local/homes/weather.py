"""A synthetic climate: a cool, oceanic year with warm and cold spells.

Monthly means are of the order of those of northern France and Belgium (2 to 4 degrees in January,
18 to 19 in July); spells of about nine days and single days move them. One climate for all homes,
as neighbours share the weather. Whole tenths of a degree, so that no rounding differs anywhere.
"""

from datetime import date
from functools import lru_cache

from infra.local.homes.chance import between, draw

_MIDMONTH_TENTHS = (36, 42, 72, 102, 140, 171, 190, 187, 157, 117, 72, 44)
_DARK_PERCENT = (100, 82, 60, 40, 22, 12, 15, 32, 52, 74, 94, 104)
_SPELL_DAYS = 9


def _yearly(means: tuple[int, ...], on: date) -> int:
    """A yearly course through values that hold in the middle of each month."""
    month, passed = on.month - 1, on.day - 15
    if passed < 0:
        month, passed = (month - 1) % 12, passed + 30
    return means[month] + (means[(month + 1) % 12] - means[month]) * min(passed, 30) // 30


@lru_cache(maxsize=4096)
def outdoor_tenths(on: date) -> int:
    """The mean outdoor temperature of a day, in tenths of a degree Celsius."""
    spell, passed = divmod(on.toordinal(), _SPELL_DAYS)
    before = between(draw("spell", spell)[0], -45, 45)
    after = between(draw("spell", spell + 1)[0], -45, 45)
    slow = before + (after - before) * passed // _SPELL_DAYS
    return _yearly(_MIDMONTH_TENTHS, on) + slow + between(draw("day", on.toordinal())[1], -20, 20)


@lru_cache(maxsize=4096)
def darkness_percent(on: date) -> int:
    """How much light a home needs that day, about 10 in June and 100 in December."""
    return _yearly(_DARK_PERCENT, on)


def mains_water_tenths(on: date) -> int:
    """The temperature of cold mains water, which follows the ground: 7 to 17 degrees."""
    return 60 + _yearly(_MIDMONTH_TENTHS, on) * 6 // 10

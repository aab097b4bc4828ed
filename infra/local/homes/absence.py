"""When nobody is at home: summer, winter sports, the end of the year, some weekends."""

from datetime import date, timedelta
from functools import lru_cache

from infra.local.homes.chance import between, draw, happens


@lru_cache(maxsize=16384)
def _holidays(seed: str, year: int) -> frozenset[int]:
    d = draw(seed, "holidays", year)
    stays: list[tuple[date, int]] = []
    if happens(d[0], 85):
        stays.append(
            (date(year, 7, 4) + timedelta(days=between(d[1], 0, 42)), between(d[2], 7, 20))
        )
    if happens(d[3], 40):
        stays.append((date(year, 2, 7) + timedelta(days=between(d[4], 0, 18)), between(d[5], 5, 8)))
    if happens(d[6], 30):
        stays.append(
            (date(year, 12, 20) + timedelta(days=between(d[7], 0, 4)), between(d[8], 4, 7))
        )
    return frozenset(first.toordinal() + passed for first, days in stays for passed in range(days))


def away(seed: str, on: date) -> bool:
    """True when the home stands empty that whole day."""
    ordinal = on.toordinal()
    if ordinal in _holidays(seed, on.year):
        return True
    weekend = ordinal - on.weekday() + 5
    return on.weekday() >= 5 and happens(draw(seed, "weekend", weekend)[0], 7)

"""Electric load curves, made of what draws power: standby, fridge, lights, cooking, machines,
heating by the weather, a hot-water tank at night, a car.

Native step: ten minutes, in Wh; a half-hour is the sum of three of them. A year takes about 15 ms.
"""

from datetime import date
from functools import lru_cache
from operator import add

from infra.local.homes import habits
from infra.local.homes.absence import away
from infra.local.homes.chance import between, draw, happens, ring
from infra.local.homes.clockday import DEFAULT_ZONE, lay
from infra.local.homes.traits import Home, home_of
from infra.local.homes.weather import darkness_percent, mains_water_tenths, outdoor_tenths

_FRIDGE_TURN = 5
_NOISE = 1009
_EVEN = 1024


@lru_cache(maxsize=4096)
def _noise(seed: str) -> list[int]:
    return ring(_NOISE + 144, 4 + 3 * home_of(seed).persons, seed, "noise")


@lru_cache(maxsize=16384)
def _base(seed: str, kind: str, turn: int, dark: int) -> list[int]:
    """Standby, fridge, people and lights; `turn` is where the fridge is in its cycle."""
    home = home_of(seed)
    fridge = home.fridge_w // 3
    day = [
        home.standby_w // 6 + (fridge if (slot + turn) % _FRIDGE_TURN < 2 else 0)
        for slot in range(144)
    ]
    if kind == "away":
        return day
    percent = 60 + 20 * home.persons
    out = habits.WORKDAY_OUT if home.out_by_day else habits.WORKDAY_IN
    people = habits.watts(habits.WEEKEND if kind == "weekend" else out, percent)
    morning = habits.watts(habits.LIGHTS_MORNING, percent * max(0, dark - 30) // 100)
    evening = habits.watts(habits.LIGHTS_EVENING, percent * dark // 100)
    return [sum(parts) for parts in zip(day, people, morning, evening, strict=True)]


@lru_cache(maxsize=8192)
def _thermostat(seed: str, kind: str) -> list[int]:
    """How heating spreads over the day: lower at night and while out; the mean is 1024."""
    home = home_of(seed)
    flutter = ring(144, 700, seed, "thermostat", kind)
    wanted = []
    for slot in range(144):
        night = slot < 36 or slot >= 135
        out = kind == "workday" and home.out_by_day and 51 <= slot < 102
        level = 620 if night else 700 if out else 1300 if 36 <= slot < 51 else 1150
        wanted.append(level + flutter[slot] - 350)
    whole = sum(wanted)
    return [value * _EVEN * 144 // whole for value in wanted]


def _kind(home: Home, on: date) -> str:
    if away(home.seed, on):
        return "away"
    return "weekend" if on.weekday() >= 5 else "workday"


def heating_wh(home: Home, on: date, kind: str) -> int:
    """Heat that the home needs in ten minutes of that day, in Wh, whatever makes it."""
    target = 105 if kind == "away" else home.comfort_tenths
    return home.loss_w_per_degree * max(0, target - outdoor_tenths(on)) // 60


def _machines(home: Home, kind: str, d: bytes) -> list[tuple[int, tuple[int, ...]]]:
    """What is switched on that day: the first slot, and Wh in each ten minutes from there."""
    weekend = kind == "weekend"
    uses: list[tuple[int, tuple[int, ...]]] = [
        (between(d[1], 40, 44) + 8 * weekend, habits.BREAKFAST)
    ]
    if home.hob == "electric":
        uses.append(
            (between(d[2], 110, 118), tuple(wh * (2 + home.persons) // 4 for wh in habits.HOB))
        )
    if weekend or not home.out_by_day:
        uses.append((between(d[3], 69, 75), habits.LUNCH))
    if happens(d[4], 45 if weekend else 18):
        uses.append((between(d[5], 106, 114), habits.OVEN))
    if home.dishwasher and happens(d[6], 35 + 12 * home.persons):
        night = happens(d[7], 40)
        uses.append((home.off_peak_start if night else between(d[8], 120, 132), habits.DISHWASHER))
    if happens(d[9], (14 + 10 * home.persons) * (2 if weekend else 1)):
        starts = between(d[10], 54, 100) if weekend else between(d[10], 102, 120)
        uses.append((starts, habits.WASHING))
        if home.dryer:
            uses.append((starts + len(habits.WASHING), habits.DRYER))
    if home.car and happens(d[11], 50):
        uses.append((home.off_peak_start, (habits.CAR_WH,) * between(d[12], 4, 12)))
    return uses


def _tank(home: Home, on: date, kind: str, d: bytes) -> list[int]:
    """Wh for hot water: what was drawn, more in winter, and what the tank lost."""
    drawn = 0
    if kind != "away":
        rise = 500 - mains_water_tenths(on)
        drawn = home.persons * between(d[13], 30, 52) * rise * 116 // 1000
    full, rest = divmod(drawn + 1100, habits.TANK_WH)
    return [habits.TANK_WH] * full + [rest]


def ten_minutes(home: Home, on: date, zone: str = DEFAULT_ZONE) -> list[int]:
    """Wh drawn in each ten minutes of a local day: 138, 144 or 150 values."""
    ordinal = on.toordinal()
    d = draw(home.seed, ordinal)
    kind = _kind(home, on)
    dark = darkness_percent(on) // 20 * 20
    base = _base(home.seed, kind, ordinal * 144 % _FRIDGE_TURN, dark)
    place = ordinal * 37 % _NOISE
    noise = _noise(home.seed)[place : place + 144]
    heat = heating_wh(home, on, kind) if home.heating != "gas" else 0
    if heat:
        if home.heating == "heat_pump":
            heat = heat * 10 // max(18, 33 + outdoor_tenths(on) // 14)
        spread = _thermostat(home.seed, kind)
        day = [b + n + (heat * s >> 10) for b, n, s in zip(base, noise, spread, strict=True)]
    else:
        day = list(map(add, base, noise))
    if kind != "away":
        for starts, shape in _machines(home, kind, d):
            for slot, wh in enumerate(shape, starts):
                day[slot % 144] += wh
    if home.hot_water == "electric":
        for slot, wh in enumerate(_tank(home, on, kind, d), home.off_peak_start + d[14] % 3):
            day[slot % 144] += wh
    limit = home.power_va // 6
    if max(day) > limit:
        day = [wh if wh < limit else limit for wh in day]
    return lay(day, on, zone)


def half_hours(home: Home, on: date, zone: str = DEFAULT_ZONE) -> list[int]:
    """Wh drawn in each half-hour of a local day: 46, 48 or 50 values."""
    day = ten_minutes(home, on, zone)
    return [a + b + c for a, b, c in zip(day[::3], day[1::3], day[2::3], strict=True)]


def day_wh(home: Home, on: date, zone: str = DEFAULT_ZONE) -> int:
    """Wh drawn in a whole local day."""
    return sum(ten_minutes(home, on, zone))


def day_peak_va(home: Home, on: date, zone: str = DEFAULT_ZONE) -> tuple[int, int]:
    """The highest apparent power of a day in VA, and the ten minutes in which it came."""
    day = ten_minutes(home, on, zone)
    highest = max(day)
    return min(highest * 6 * 103 // 100, home.power_va * 11 // 10), day.index(highest)

"""What people do all day, as power in W between two times of the clock, and their machines.

The powers are those printed on common appliances; times are ordinary ones, moved by each home.
"""

Span = tuple[float, float, int]

WORKDAY_OUT: tuple[Span, ...] = ((6.5, 8.0, 110), (12.0, 13.0, 15), (18.0, 23.0, 150))
WORKDAY_IN: tuple[Span, ...] = (
    (7.0, 9.0, 110),
    (9.0, 12.0, 70),
    (12.0, 14.0, 130),
    (14.0, 18.0, 80),
    (18.0, 23.0, 150),
)
WEEKEND: tuple[Span, ...] = (
    (8.0, 10.5, 130),
    (10.5, 14.0, 140),
    (14.0, 18.0, 100),
    (18.0, 24.0, 160),
)
"""Screens, radio, chargers, ventilation: for a household of two."""

LIGHTS_MORNING: tuple[Span, ...] = ((6.5, 8.5, 90),)
LIGHTS_EVENING: tuple[Span, ...] = ((16.5, 18.0, 60), (18.0, 22.5, 160), (22.5, 24.0, 60))
"""Lights in the darkest month, for a household of two."""

DISHWASHER = (10, 250, 80, 15, 15, 15, 230, 280, 60, 10)
WASHING = (15, 300, 200, 20, 20, 20, 25, 60)
DRYER = (300, 300, 300, 280, 280, 260, 240, 120)
OVEN = (330, 220, 130, 130)
HOB = (140, 180, 110)
BREAKFAST = (70, 40)
LUNCH = (60, 120, 60)
"""Wh in each ten minutes of one use."""

TANK_WH = 366
"""A 2,200 W immersion heater for ten minutes."""
CAR_WH = 1233
"""A 7.4 kW charger for ten minutes."""


def watts(spans: tuple[Span, ...], percent: int = 100) -> list[int]:
    """Spans of power as Wh in each of the 144 ten minutes of a day."""
    day = [0] * 144
    for begins, ends, power in spans:
        for slot in range(int(begins * 6), int(ends * 6)):
            day[slot] += power * percent // 600
    return day

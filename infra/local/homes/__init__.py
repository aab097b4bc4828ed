"""Synthetic households: what they draw of electricity, gas and water, day after day.

A home is made from a seed (a supply point's number) and nothing else: the same seed gives the same
traits, the same weather and the same values, on any machine and in any order of asking. All values
are whole numbers: Wh for electricity, dm3 for gas and water. Nothing here was measured in a real
home; `habits.py` and `weather.py` say where each order of magnitude comes from.

    home = home_of("30001234567890")
    electricity.half_hours(home, date(2026, 1, 15))    # 48 values in Wh
    gas.hours(home, date(2026, 1, 15))                 # 24 values in dm3
    water.hours(home, date(2026, 1, 15))               # 24 values in dm3
    index.at(home, "electricity", date(2026, 1, 15))   # the meter's index that midnight, in Wh
"""

from infra.local.homes import electricity, gas, index, water
from infra.local.homes.traits import Home, home_of
from infra.local.homes.water import Leak

__all__ = ["Home", "Leak", "electricity", "gas", "home_of", "index", "water"]

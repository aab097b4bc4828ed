"""Supply points and contracts as stored."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib import clock
from chalicelib.storage import DayAttribute, Row

DAY_COLOURS = "day_colours"


class PointsByCustomer(GlobalSecondaryIndex["SupplyPointRow"]):
    """The supply points that a customer holds now."""

    class Meta:
        index_name = "by_customer"
        projection = AllProjection()

    customer = UnicodeAttribute(hash_key=True)


class PointsByShard(GlobalSecondaryIndex["SupplyPointRow"]):
    """All supply points of an operator, in even parts."""

    class Meta:
        index_name = "by_shard"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    point = UnicodeAttribute(range_key=True)


class SupplyPointRow(Row):
    """A supply point. `held_since` and `held_until` are those of the latest contract.

    `coefficients`: first day -> kWh in a cubic metre; `cheap_hours`: "first day#season" -> windows.
    """

    class Meta:
        table_name = "supply_points"

    point = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute()
    shard = UnicodeAttribute()
    street = UnicodeAttribute(default="")
    postcode = UnicodeAttribute(default="")
    place = UnicodeAttribute(default="")
    grid_id = UnicodeAttribute(default="")
    label = UnicodeAttribute(default="")
    company = UnicodeAttribute(default="")
    off_peak = JSONAttribute(null=True)
    cheap_hours = JSONAttribute(null=True)
    coefficients = JSONAttribute(null=True)
    held_since = DayAttribute()
    held_until = DayAttribute(null=True)

    by_customer = PointsByCustomer()
    by_shard = PointsByShard()


class ContractsByShard(GlobalSecondaryIndex["ContractRow"]):
    """All contracts of an operator, in even parts."""

    class Meta:
        index_name = "by_shard"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    contract = UnicodeAttribute(range_key=True)


class ContractsByPoint(GlobalSecondaryIndex["ContractRow"]):
    """The contracts of a supply point, whoever held it."""

    class Meta:
        index_name = "by_point"
        projection = AllProjection()

    point = UnicodeAttribute(hash_key=True)
    contract = UnicodeAttribute(range_key=True)


class ContractRow(Row):
    """One contract; it stays after its end. `came_in_on` is the day (UTC) it was first taken in."""

    class Meta:
        table_name = "contracts"

    customer = UnicodeAttribute(hash_key=True)
    contract = UnicodeAttribute(range_key=True)
    point = UnicodeAttribute()
    shard = UnicodeAttribute()
    tariff = UnicodeAttribute()
    company = UnicodeAttribute(default="")
    options = JSONAttribute(null=True)
    subscribed_power_va = NumberAttribute(null=True)
    residents = NumberAttribute(default=0)
    dwellings = NumberAttribute(default=1)
    started_on = DayAttribute()
    ended_on = DayAttribute(null=True)
    came_in_on = DayAttribute(null=True, default_for_new=lambda: clock.now().date())

    by_shard = ContractsByShard()
    by_point = ContractsByPoint()


class DayColourRow(Row):
    """The colour of one day of an operator's calendar: "op#year in which the season began", day."""

    class Meta:
        table_name = DAY_COLOURS

    season = UnicodeAttribute(hash_key=True)
    on = DayAttribute(range_key=True)
    colour = UnicodeAttribute()
    source = UnicodeAttribute()

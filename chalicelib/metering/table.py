"""Meters and readings as stored."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import DayAttribute, MomentAttribute, Row


class MetersBySerial(GlobalSecondaryIndex["MeterRow"]):
    """Where a meter of a serial number hangs or hung."""

    class Meta:
        index_name = "by_serial"
        projection = AllProjection()

    serial_key = UnicodeAttribute(hash_key=True)


class MeterRow(Row):
    """One meter's time at a supply point: "fitted_on#serial".

    `registers` is a list of {register, classed, opening, closing}; indexes in whole Wh or dm3.
    """

    class Meta:
        table_name = "meters"

    point = UnicodeAttribute(hash_key=True)
    epoch = UnicodeAttribute(range_key=True)
    serial_key = UnicodeAttribute()
    serial = UnicodeAttribute()
    fitted_on = DayAttribute()
    removed_on = DayAttribute(null=True)
    digits = NumberAttribute()
    decimals = NumberAttribute(default=0)
    unit = UnicodeAttribute()
    communicating = BooleanAttribute(default=False)
    registers = JSONAttribute()

    by_serial = MetersBySerial()


class ReadingRow(Row):
    """One reading, never changed: "on#register#id".

    A second kind of row, "sent#account#client_id", keeps the answer (JSON) to what a customer sent,
    so that the same sending twice is one.
    """

    class Meta:
        table_name = "readings"

    meter = UnicodeAttribute(hash_key=True)
    reading = UnicodeAttribute(range_key=True)
    index = NumberAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    source = UnicodeAttribute(null=True)
    sent_at = MomentAttribute(null=True)
    account = UnicodeAttribute(null=True)
    confirmed = BooleanAttribute(null=True)
    answer = UnicodeAttribute(null=True)
    photo = UnicodeAttribute(null=True)

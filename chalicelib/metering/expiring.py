"""Consents whose time is over: recorded as ended, and told to the customer once."""

from chalicelib import clock, operators
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.metering import telling
from chalicelib.metering.messages import ShardMessage


def end(message: ShardMessage) -> int:
    """Record the consents of a shard that have ended, and tell whose they were; how many points.

    The message goes out before the record is written: a run that is cut short tells again, and a
    message of the same consent is sent once.
    """
    operator = operators.find(message.operator)
    today = clock.today(operator.time_zone)
    points = 0
    for standing in tuple(record.ended(message.shard, today)):
        if standing.subject.split("#", 2)[1] != message.energy:
            continue
        over = standing.ended(today)
        telling.of_expiry(operator, standing.subject, standing.customer, over)
        for consent in over:
            record.change(
                standing.subject,
                consent.purpose,
                "expired",
                Word("time"),
                customer=standing.customer,
                shard=message.shard,
                today=today,
            )
        points += 1
    return points

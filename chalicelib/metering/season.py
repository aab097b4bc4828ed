"""The season of coloured days as anyone may see it."""

from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.contracts import tariffs, tempo
from chalicelib.metering.use_schemas import ColoursAnswer
from chalicelib.rules.schedule import schedule_on


def answer(operator: str, on: date | None) -> ColoursAnswer:
    """The season that holds a day, or today. Raises `NotFound` (`no_day_colours`)."""
    today = clock.today(operators.find(operator).time_zone)
    tomorrow = today + timedelta(days=1)
    found = tempo.season(operator, on or today)
    near = tempo.colours(operator, today, tomorrow + timedelta(days=1))
    return ColoursAnswer(
        from_on=found.period.from_on,
        until_on=found.period.until_on,
        today_on=today,
        today=near.get(today),
        tomorrow=near.get(tomorrow),
        day_starts=_day_starts(operator, today),
        colours={day.isoformat(): colour for day, colour in found.colours.items()},
        used=dict(found.used),
        left=dict(found.left),
        simulated=found.simulated,
    )


def _day_starts(operator: str, on: date) -> str:
    """The local time at which the day of a coloured tariff begins."""
    for tariff in tariffs.tariffs_of(operator).values():
        if tariff.schedules:
            schedule = schedule_on(tariff.schedules, on)
            if schedule.colours:
                hour, minute = divmod(schedule.day_starts_minute, 60)
                return f"{hour:02d}:{minute:02d}"
    return "00:00"

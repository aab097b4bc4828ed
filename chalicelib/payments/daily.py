"""What the till does each day by itself."""

from datetime import date
from typing import Any

from chalicelib.log import log
from chalicelib.payments import debiting, keeping, reconciliation, reminding


class UnexplainedDifferences(RuntimeError):
    """The network and our books differ in a way that only a person can settle."""


def work(event: dict[str, Any]) -> dict[str, int]:
    """Do a scheduled task: {"task": "debits" or "reminders", "operator"}, {"task": "reconcile"}.

    With `on` ("2026-12-24") it is done as of that local day: a day that was missed is made up for.
    """
    on = date.fromisoformat(event["on"]) if "on" in event else None
    if event["task"] == "debits":
        day = debiting.run(event["operator"], on)
        found = {"announced": day.announced, "drawn": day.drawn, "failed": day.failed}
    elif event["task"] == "reminders":
        plans = keeping.run(event["operator"], on)
        found = {"reminded": reminding.run(event["operator"], on), **plans}
    elif event["task"] == "reconcile":
        report = reconciliation.run()
        repaired = sum(each.repaired for each in report.differences)
        left = len(report.differences) - repaired
        found = {"compared": report.compared, "repaired": repaired, "unexplained": left}
    else:
        raise ValueError(f"the till knows no task {event['task']!r}")
    log().info("till", extra={"task": event["task"], **found})
    if found.get("unexplained"):
        # An error of the function rings the alarm; the differences stand in the log.
        raise UnexplainedDifferences(found["unexplained"])
    return found

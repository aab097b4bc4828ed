"""What happens every day for each operator, by its own clock."""

import json
import tomllib
from collections.abc import Iterator

from infra.templates import INFRA, Template, logical, sub

PACKS = INFRA.parent / "chalicelib/operators/packs"


def packs() -> list[tuple[str, str]]:
    """Code and time zone (IANA) of each operator pack, by code."""
    found = []
    for path in sorted(PACKS.glob("*/pack.toml")):
        pack = tomllib.loads(path.read_text("utf-8"))
        found.append((str(pack["code"]), str(pack["time_zone"])))
    return sorted(found)


def adapters(code: str) -> list[str]:
    """The grid adapters that an operator's pack calls with its own credentials; files need none."""
    pack = tomllib.loads((PACKS / code / "pack.toml").read_text("utf-8"))
    found = {str(each["adapter"]) for each in pack.get("collection", [])}
    return sorted(found - {"file"})


def at(hour: int, minute: int) -> str:
    """A schedule's expression: every day at that time."""
    return f"cron({minute} {hour} * * ? *)"


def schedules(code: str, zone: str) -> Iterator[tuple[str, Template]]:
    """What happens for one operator, by its own clock.

    Midnight plans the day that just ended; the grid has most of it about 08:00, so two catch-ups
    follow, then a look over each home for what its customer should know, and on Sundays a sweep
    for days that were lost on their way; bills are made at 06:00, readings reminded of at 10:00,
    and tomorrow's colour (Tempo) is out about 10:40.
    """
    plan = (
        ("midnight", at(0, 0), "Midnight", "collect"),
        ("morning", at(8, 30), "Midnight", "catch_up"),
        ("afternoon", at(14, 0), "Midnight", "catch_up"),
        ("remind", at(10, 0), "Midnight", "remind"),
        ("colours", at(10, 45), "Midnight", "colours"),
        ("colours-again", at(11, 45), "Midnight", "colours"),
        ("watch", at(16, 0), "Midnight", "watch"),
        ("sweep", "cron(0 15 ? * SUN *)", "Midnight", "sweep"),
        ("billing", at(6, 0), "BillingPlan", "plan"),
        ("debits", at(9, 0), "Till", "debits"),
        ("dunning", at(10, 30), "Till", "reminders"),
    )
    for name, when, function, task in plan:
        yield (
            logical(name, code, "schedule"),
            {
                "Type": "AWS::Scheduler::Schedule",
                "Properties": {
                    "Name": sub(f"${{Prefix}}-{name}-{code}"),
                    "GroupName": {"Ref": "Schedules"},
                    "ScheduleExpression": when,
                    "ScheduleExpressionTimezone": zone,
                    "FlexibleTimeWindow": {"Mode": "OFF"},
                    "Target": {
                        "Arn": {"Fn::GetAtt": [function, "Arn"]},
                        "RoleArn": {"Fn::GetAtt": ["SchedulerRole", "Arn"]},
                        "Input": json.dumps({"operator": code, "task": task}),
                        "RetryPolicy": {
                            "MaximumRetryAttempts": 10,
                            "MaximumEventAgeInSeconds": 7200,
                        },
                    },
                },
            },
        )


def grid_secret(code: str, adapter: str) -> Template:
    """Where the operator's credentials at one grid's interface are kept."""
    return {
        "Type": "AWS::SecretsManager::Secret",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "Name": sub(f"${{Prefix}}/grid/{code}/{adapter}"),
            "Description": f"The interface of {adapter}, {{client_id, client_secret}}",
            "SecretString": '{"client_id": "", "client_secret": ""}',
        },
    }

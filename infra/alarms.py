"""The regular alarms: what failed for good, and functions that end in errors."""

from collections.abc import Iterator

from infra.templates import Template, sub

QUEUES = ("Collection", "Intake", "Billing", "Outbox")
FUNCTIONS = (
    "APIHandler",
    "Midnight",
    "Collect",
    "Intake",
    "BillingPlan",
    "BillingWork",
    "Delivery",
    "Till",
)


def alarm(name: str, words: str, namespace: str, metric: str, dimension: Template) -> Template:
    """An alarm that rings at the first count of `metric` in five minutes."""
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": sub(f"${{Prefix}}-{name}"),
            "AlarmDescription": words,
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": [dimension],
            "Statistic": "Maximum" if namespace == "AWS/SQS" else "Sum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "Threshold": 0,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "Alarms"}],
        },
    }


def alarms() -> Iterator[tuple[str, Template]]:
    """An alarm for each dead-letter queue and for the errors of each function."""
    for queue in QUEUES:
        dimension = {"Name": "QueueName", "Value": {"Fn::GetAtt": [f"{queue}Dead", "QueueName"]}}
        words = f"A message of the {queue.lower()} queue failed for good; look, repair, replay"
        metric = "ApproximateNumberOfMessagesVisible"
        yield (
            f"{queue}DeadAlarm",
            alarm(f"{queue.lower()}-dead", words, "AWS/SQS", metric, dimension),
        )
    for function in FUNCTIONS:
        dimension = {"Name": "FunctionName", "Value": {"Ref": function}}
        words = f"{function} ended in an error"
        yield (
            f"{function}FailsAlarm",
            alarm(f"{function.lower()}-fails", words, "AWS/Lambda", "Errors", dimension),
        )

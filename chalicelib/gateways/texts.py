"""Text messages through SNS."""

from chalicelib.gateways.aws import client


def send(to: str, text: str) -> str:
    """Send one text to a number in E.164 form; SNS's id of it. Never for campaigns."""
    answer = client("sns").publish(
        PhoneNumber=to,
        Message=text,
        MessageAttributes={
            "AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}
        },
    )
    return str(answer["MessageId"])

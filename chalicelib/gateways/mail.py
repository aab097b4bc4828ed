"""E-mail through SES."""

from email.utils import formataddr

from chalicelib.config import settings
from chalicelib.gateways.aws import client


def send(to: str, sender_name: str, subject: str, text: str, html: str) -> str:
    """Send one mail in plain text and HTML; SES's id of it."""
    answer = client("sesv2").send_email(
        FromEmailAddress=formataddr((sender_name, settings().mail_from)),  # RFC 2047 encodes names
        Destination={"ToAddresses": [to]},
        Content={
            "Simple": {
                "Subject": {"Data": subject, "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": text, "Charset": "UTF-8"},
                    "Html": {"Data": html, "Charset": "UTF-8"},
                },
            }
        },
    )
    return str(answer["MessageId"])

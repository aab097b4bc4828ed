"""headers.json: what every page is sent with, for CloudFront and for its stand-in."""

import json
from fnmatch import fnmatch
from typing import Any

from infra.templates import INFRA, Template, sub


def headers() -> dict[str, Any]:
    """headers.json: the headers of every page, and how long each kind of file is kept."""
    return dict(json.loads((INFRA / "headers.json").read_text("utf-8")))


APART = {"card_pages": "CardHeaders", "upload_pages": "UploadHeaders"}
"""Pages that may reach one origin more than all others, and the resource of their headers: the card
network's where card fields stand, the uploads bucket's where files are sent.
"""
UPLOADS = (
    "https://${Prefix}-uploads-${AWS::AccountId}-${AWS::Region}.s3.${AWS::Region}.${AWS::URLSuffix}"
)


def page_headers(path: str, uploads: str = UPLOADS) -> dict[str, str]:
    """The headers of one page; `uploads` is the origin to which files are sent."""
    known = headers()
    sent = dict(known["pages"])
    for apart in APART:
        if any(fnmatch(path, each) for each in known[apart]["paths"]):
            sent |= known[apart]["headers"]
    return {name: value.replace("{uploads}", uploads) for name, value in sent.items()}


def headers_policy(pages: dict[str, str]) -> Template:
    """The page headers as CloudFront writes them."""
    security: Template = {}
    custom = []
    for name, value in pages.items():
        match name:
            case "Content-Security-Policy":
                security["ContentSecurityPolicy"] = {
                    "ContentSecurityPolicy": sub(value) if "${" in value else value,
                    "Override": True,
                }  # fmt: skip
            case "Strict-Transport-Security":
                age = int(value.split("max-age=")[1].split(";")[0])
                security["StrictTransportSecurity"] = {
                    "AccessControlMaxAgeSec": age,
                    "IncludeSubdomains": "includeSubDomains" in value,
                    "Preload": "preload" in value,
                    "Override": True,
                }
            case "X-Content-Type-Options":
                security["ContentTypeOptions"] = {"Override": True}
            case "X-Frame-Options":
                security["FrameOptions"] = {"FrameOption": value, "Override": True}
            case "Referrer-Policy":
                security["ReferrerPolicy"] = {"ReferrerPolicy": value, "Override": True}
            case _:
                custom.append({"Header": name, "Value": value, "Override": True})
    return {"SecurityHeadersConfig": security, "CustomHeadersConfig": {"Items": custom}}


def cache_control(path: str, rules: dict[str, str]) -> str:
    """The first rule of headers.json whose pattern fits the path."""
    return next(value for pattern, value in rules.items() if fnmatch(path, pattern))

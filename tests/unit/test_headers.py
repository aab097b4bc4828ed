"""What pages are sent with: the card network is let in only where card fields stand."""

import pytest

from infra.compose import compose
from infra.headers import headers, page_headers

NETWORK = "stripe.com"
ORIGINS = ("https://js.stripe.com", "https://hooks.stripe.com", "https://api.stripe.com")


@pytest.mark.parametrize(
    "path",
    ["/", "/engie/fr/bills/", "/engie/fr/login/", "/engie/fr/plan/", "/assets/pay-x.js", "/pay/"],
)
def test_other_pages_load_nothing_from_anybody_else(path: str):
    sent = page_headers(path)
    assert all(NETWORK not in value for value in sent.values())
    assert "frame-src" not in sent["Content-Security-Policy"]  # so that default-src 'none' holds
    assert "payment=()" in sent["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/engie/fr/pay/", "/gaz-et-eaux/en/means/"])
def test_pages_with_card_fields_let_the_network_in_and_nobody_else(path: str):
    policy = page_headers(path)["Content-Security-Policy"]
    assert all(origin in policy for origin in ORIGINS)
    foreign = [word for word in policy.split() if word.startswith(("http", "*"))]
    assert {word.rstrip(";") for word in foreign} == set(ORIGINS)


@pytest.mark.parametrize("path", ["/engie/fr/help/", "/vodokanal/ru/messages/"])
def test_pages_that_send_files_reach_the_bucket_and_nobody_else(path: str):
    policy = page_headers(path, "https://bucket.example")["Content-Security-Policy"]
    foreign = {word.rstrip(";") for word in policy.split() if word.startswith(("http", "*"))}
    assert foreign == {"https://bucket.example"}
    assert "connect-src 'self' https://bucket.example;" in policy


@pytest.mark.parametrize("path", ["/engie/fr/pay/", "/engie/fr/bills/", "/engie/fr/help/"])
def test_no_page_runs_what_stands_inline_or_may_be_framed(path: str):
    policy = page_headers(path)["Content-Security-Policy"]
    assert "unsafe" not in policy and policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy


def test_the_distribution_sends_card_pages_with_headers_of_their_own():
    resources = compose()["Resources"]
    site = resources["Site"]["Properties"]["DistributionConfig"]
    assert site["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "SiteHeaders"}
    behaviours = {each["PathPattern"]: each for each in site["CacheBehaviors"]}
    assert next(iter(behaviours)) == "/api/*"
    for path in headers()["card_pages"]["paths"]:
        assert behaviours[path]["ResponseHeadersPolicyId"] == {"Ref": "CardHeaders"}
    policies = {
        name: resources[name]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"][
            "ContentSecurityPolicy"
        ]["ContentSecurityPolicy"]
        for name in ("SiteHeaders", "CardHeaders", "UploadHeaders")
    }
    assert "-uploads-${AWS::AccountId}" in policies["UploadHeaders"]["Fn::Sub"]
    assert NETWORK not in policies["SiteHeaders"] and NETWORK in policies["CardHeaders"]

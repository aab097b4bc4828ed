"""Typed settings, read from the environment when first asked for, never at import."""

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between deployments; every value comes from an environment variable."""

    stage: str
    table_prefix: str
    site_url: str
    inbox_bucket: str
    invoices_bucket: str
    uploads_bucket: str
    queue_url_collection: str
    queue_url_billing: str
    queue_url_outbox: str
    queue_url_intake: str
    stripe_api_base: str
    stripe_script_url: str
    grid_api_base: str
    gas_api_base: str
    gas_token_url: str
    rte_api_base: str
    water_api_base: str
    mail_from: str
    endpoint_url: str | None
    region: str


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; `settings.cache_clear()` makes it read them again."""
    env = os.environ.get
    return Settings(
        stage=env("STAGE", "dev"),
        table_prefix=env("TABLE_PREFIX", "comptoir"),
        site_url=env("SITE_URL", "http://localhost:8000").rstrip("/"),
        inbox_bucket=env("INBOX_BUCKET", "comptoir-inbox"),
        invoices_bucket=env("INVOICES_BUCKET", "comptoir-invoices"),
        uploads_bucket=env("UPLOADS_BUCKET", "comptoir-uploads"),
        queue_url_collection=env("QUEUE_URL_COLLECTION", ""),
        queue_url_billing=env("QUEUE_URL_BILLING", ""),
        queue_url_outbox=env("QUEUE_URL_OUTBOX", ""),
        queue_url_intake=env("QUEUE_URL_INTAKE", ""),
        stripe_api_base=env("STRIPE_API_BASE", "https://api.stripe.com"),
        stripe_script_url=env("STRIPE_SCRIPT_URL", "https://js.stripe.com/clover/stripe.js"),
        grid_api_base=env("GRID_API_BASE", "https://gw.ext.prod.api.enedis.fr"),
        gas_api_base=env("GAS_API_BASE", "https://api.grdf.fr/adict/v2"),
        gas_token_url=env(
            "GAS_TOKEN_URL",
            "https://adict-connexion.grdf.fr/oauth2/aus5y2ta2uEHjCWIR417/v1/token",
        ),
        rte_api_base=env("RTE_API_BASE", "https://digital.iservices.rte-france.com"),
        water_api_base=env("WATER_API_BASE", "https://headend.example/api/v1"),
        mail_from=env("MAIL_FROM", "comptoir@localhost.test"),
        endpoint_url=env("AWS_ENDPOINT_URL"),
        region=env("AWS_REGION", env("AWS_DEFAULT_REGION", "eu-west-1")),
    )

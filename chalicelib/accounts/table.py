"""The door's rows. Keys begin with the operator's code: no row is known to two operators."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import MomentAttribute, Row


class LoginRow(Row):
    """A login or a confirmed e-mail address and the account that holds it: "op#folded login"."""

    class Meta:
        table_name = "logins"

    login = UnicodeAttribute(hash_key=True)
    account = UnicodeAttribute()


class AccountsByStaff(GlobalSecondaryIndex["AccountRow"]):
    """The clerks of an operator; customers' accounts are not in it."""

    class Meta:
        index_name = "by_staff"
        projection = AllProjection()

    staff_of = UnicodeAttribute(hash_key=True)
    account = UnicodeAttribute(range_key=True)


class AccountRow(Row):
    """An account: who it is, its password's hash, the terms it accepted."""

    class Meta:
        table_name = "accounts"

    account = UnicodeAttribute(hash_key=True)
    operator = UnicodeAttribute()
    role = UnicodeAttribute(default="customer")
    login = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    name = UnicodeAttribute()
    language = UnicodeAttribute()
    password = UnicodeAttribute()
    password_at = MomentAttribute()
    must_change_password = BooleanAttribute(default=False)
    terms_version = UnicodeAttribute(null=True)
    terms_at = MomentAttribute(null=True)
    created_at = MomentAttribute()
    password_until = MomentAttribute(null=True)
    locked_at = MomentAttribute(null=True)
    totp_secret = UnicodeAttribute(null=True)
    totp_step = NumberAttribute(null=True)
    totp_at = MomentAttribute(null=True)
    text_factor = BooleanAttribute(default=False)
    phone_at = MomentAttribute(null=True)
    recovery_codes = UnicodeSetAttribute(null=True)
    codes_at = MomentAttribute(null=True)
    staff_of = UnicodeAttribute(null=True)

    by_staff = AccountsByStaff()


class SignupRow(Row):
    """A link sent by mail, by the hash of its token; DynamoDB removes it after it expired.

    `purpose` is signup, recovery, alarm, challenge …; `uses_left` counts a person's tries. A void
    row was made for an address that has an account already, so that asking costs the same.
    """

    class Meta:
        table_name = "signups"

    token_hash = UnicodeAttribute(hash_key=True)
    purpose = UnicodeAttribute()
    operator = UnicodeAttribute()
    email = UnicodeAttribute()
    language = UnicodeAttribute()
    expires_at = NumberAttribute()
    uses_left = NumberAttribute()
    void = BooleanAttribute(default=False)
    customer = UnicodeAttribute(null=True)
    account = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    password = UnicodeAttribute(null=True)
    ticket_hash = UnicodeAttribute(null=True)
    handle_hash = UnicodeAttribute(null=True)
    latest = UnicodeAttribute(null=True)
    code = UnicodeAttribute(null=True)
    code_until = NumberAttribute(null=True)
    fact = UnicodeAttribute(null=True)
    made_at = MomentAttribute()


class SessionsByAccount(GlobalSecondaryIndex["SessionRow"]):
    """An account's sessions."""

    class Meta:
        index_name = "by_account"
        projection = AllProjection()

    account = UnicodeAttribute(hash_key=True)


class SessionRow(Row):
    """A session by the hash of its token, with all that a request needs to know: one read.

    An app's session is two rows of one `session`: the token it calls with, and (`client` refresh)
    the one it gets the next pair with, which is `used_at` once.
    """

    class Meta:
        table_name = "sessions"

    token_hash = UnicodeAttribute(hash_key=True)
    account = UnicodeAttribute()
    session = UnicodeAttribute()
    operator = UnicodeAttribute()
    role = UnicodeAttribute(default="customer")
    client = UnicodeAttribute()
    assurance = UnicodeAttribute(default="one")
    language = UnicodeAttribute()
    terms_version = UnicodeAttribute(null=True)
    must_change_password = BooleanAttribute(default=False)
    device = UnicodeAttribute(default="")
    ip = UnicodeAttribute(default="")
    town = UnicodeAttribute(default="")
    country = UnicodeAttribute(default="")
    used_at = MomentAttribute(null=True)
    created_at = MomentAttribute()
    seen_at = MomentAttribute()
    idle_seconds = NumberAttribute()
    expires_at = NumberAttribute()

    by_account = SessionsByAccount()


class CustomersByName(GlobalSecondaryIndex["CustomerRow"]):
    """Customers by surname: "op#du" (its first two letters) and "dumont#number"."""

    class Meta:
        index_name = "by_name"
        projection = AllProjection()

    name_start = UnicodeAttribute(hash_key=True)
    name_key = UnicodeAttribute(range_key=True)


class CustomerRow(Row):
    """A customer as the back office knows them: "op#number".

    A second kind of row, "op#place/account number", only names the number: where account numbers
    are unique within a place, it is how a customer is found.
    """

    class Meta:
        table_name = "customers"

    customer = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute()
    name = UnicodeAttribute(null=True)
    surname = UnicodeAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    company = UnicodeAttribute(null=True)
    street = UnicodeAttribute(null=True)
    postcode = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)
    account_number = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    language = UnicodeAttribute(null=True)
    activation_code = UnicodeAttribute(null=True)
    contract_numbers = UnicodeSetAttribute(null=True)
    meter_serials = UnicodeSetAttribute(null=True)
    active = BooleanAttribute(null=True)
    account = UnicodeAttribute(null=True)
    activated_login = UnicodeAttribute(null=True)
    activated_at = MomentAttribute(null=True)
    name_start = UnicodeAttribute(null=True)
    name_key = UnicodeAttribute(null=True)

    by_name = CustomersByName()


class AccessByCustomer(GlobalSecondaryIndex["AccessRow"]):
    """Who may see a customer."""

    class Meta:
        index_name = "by_customer"
        projection = AllProjection()

    customer = UnicodeAttribute(hash_key=True)


class AccessRow(Row):
    """What an account may see: a customer ("op#number") and the role, `holder` or `reader`."""

    class Meta:
        table_name = "access"

    account = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute(range_key=True)
    role = UnicodeAttribute()
    since_at = MomentAttribute()

    by_customer = AccessByCustomer()


class DeviceRow(Row):
    """What an account was used with: "device#hash" of a remembered token, "network#address" an
    address it came from, "passkey#id" a key that signs in.
    """

    class Meta:
        table_name = "devices"

    account = UnicodeAttribute(hash_key=True)
    device = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute(default="")
    ip = UnicodeAttribute(default="")
    town = UnicodeAttribute(default="")
    country = UnicodeAttribute(default="")
    first_at = MomentAttribute()
    last_at = MomentAttribute()
    trusted_until = MomentAttribute(null=True)
    public_key = BinaryAttribute(legacy_encoding=False, null=True)
    sign_count = NumberAttribute(null=True)

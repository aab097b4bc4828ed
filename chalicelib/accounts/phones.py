"""Phone numbers, for notices and codes only; never for campaigns."""

from chalicelib.errors import Invalid


def read(text: str, country: str, field: str = "phone") -> str:
    """A mobile or other number in E.164 form; without a prefix it is one of `country`.

    Raises `Invalid` naming `field` (`phone_invalid`).
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text[:40], country)
    except phonenumbers.NumberParseException as error:
        raise Invalid("form_invalid", fields={field: "phone_invalid"}) from error
    if not phonenumbers.is_valid_number(number):
        raise Invalid("form_invalid", fields={field: "phone_invalid"})
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

"""Where an account is signed in, with which devices, and the ways to end each."""

from chalicelib import audit
from chalicelib.accounts import devices, factors, passkeys, sessions
from chalicelib.accounts.security_schemas import (
    DeviceEntry,
    DeviceList,
    SafetyAnswer,
    SessionEntry,
    SessionList,
)
from chalicelib.errors import NotFound
from chalicelib.web.visit import Visit


def open_sessions(visit: Visit) -> SessionList:
    """The caller's sessions, the present one marked."""
    mine = visit.session.session if visit.session else None
    return SessionList(
        items=[
            SessionEntry(
                session=each.session,
                current=each.session == mine,
                client=each.client,
                device=each.device,
                ip=each.ip,
                town=each.town,
                country=each.country,
                created_at=each.created_at,
                seen_at=each.seen_at,
            )
            for each in sessions.of_account(visit.account)
        ]
    )


def overview(visit: Visit) -> SafetyAnswer:
    """What protects the caller's account, and where it is open."""
    return SafetyAnswer(
        factors=factors.standing(visit),
        passkeys=passkeys.standing(visit),
        sessions=open_sessions(visit).items,
        devices=known_devices(visit).items,
    )


def end_session(visit: Visit, session: str) -> None:
    """End one of the caller's sessions. Raises `NotFound`."""
    if not sessions.end_one(visit.account, session):
        raise NotFound("not_found")
    audit.record(visit.operator, "session_ended", by=visit.account, about=session, visit=visit)


def end_others(visit: Visit) -> None:
    """End every session of the caller but this one, and forget which devices are trusted."""
    sessions.end_all(visit.account, except_session=visit.session.session if visit.session else None)
    devices.forget(visit.account)
    audit.record(
        visit.operator, "sessions_ended", by=visit.account, about=visit.account, visit=visit
    )


def known_devices(visit: Visit) -> DeviceList:
    """The devices that the caller's account was used with."""
    return DeviceList(
        items=[
            DeviceEntry(
                device=each.device,
                name=each.name,
                ip=each.ip,
                town=each.town,
                country=each.country,
                first_at=each.first_at,
                last_at=each.last_at,
                trusted_until=each.trusted_until if each.trusted else None,
            )
            for each in devices.of_account(visit.account)
        ]
    )


def forget_device(visit: Visit, device: str) -> None:
    """Forget a device: its next sign-in is news, and asks for the second factor. `NotFound`."""
    if device not in {each.device for each in devices.of_account(visit.account)}:
        raise NotFound("not_found")
    devices.forget(visit.account, device)

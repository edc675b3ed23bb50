"""A booking as a calendar file for the carrier."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import Connection

from goldenbridge.operations.appointments.booking import own
from goldenbridge.operations.appointments.tables import OPENING
from goldenbridge.operations.ledger.events import moment
from goldenbridge.operations.requests import found

_STATUS = {"held": "TENTATIVE", "booked": "CONFIRMED", "arrived": "CONFIRMED"}


def calendar(connection: Connection, booking: str, carrier: str, *, place: str) -> bytes:
    """The appointment as iCalendar (RFC 5545), with a reminder three hours before.

    A later file of the same booking replaces the earlier one: its UID stays, its SEQUENCE is the
    ledger's. Raises RuleError for a booking the carrier does not have.
    """
    row = own(connection, booking, carrier)
    opening = found(connection, OPENING, row.opening, "opening")
    event = Event()
    event.add("uid", row.id)
    event.add("sequence", row.version)
    event.add("dtstamp", moment(opening.starts))
    event.add("dtstart", moment(opening.starts))
    event.add("dtend", moment(opening.ends))
    event.add("summary", f"{row.plate}: {opening.direction}, {opening.truck_class}")
    event.add("location", place)
    event.add("status", _STATUS.get(row.state, "CANCELLED"))
    if row.external_ref is not None:
        event.add("description", row.external_ref)
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", place)
    reminder.add("trigger", timedelta(hours=-3))
    event.add_component(reminder)
    whole = Calendar()
    whole.add("prodid", "-//Golden Bridge//appointments//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical())

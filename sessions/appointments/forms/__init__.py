"""Input of bookings, moves and cancellations."""

from sessions.appointments.forms.booking import BookingForm, MoveForm
from sessions.appointments.forms.giving_up import CancelForm, PutRightForm, StepForm

__all__ = ["BookingForm", "CancelForm", "MoveForm", "PutRightForm", "StepForm"]

"""Input of bookings, moves and cancellations."""

from sessions.appointments.forms.booking import BookingForm, MoveForm
from sessions.appointments.forms.giving_up import CancelForm, PutRightForm, StepForm
from sessions.appointments.forms.starting import ComingForm, StartForm

__all__ = [
    "BookingForm",
    "CancelForm",
    "ComingForm",
    "MoveForm",
    "PutRightForm",
    "StartForm",
    "StepForm",
]

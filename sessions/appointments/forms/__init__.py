"""Input of bookings, moves and cancellations."""

from sessions.appointments.forms.booking import BookingForm, MoveForm
from sessions.appointments.forms.giving_up import CancelForm, MissedForm, PutRightForm, StepForm
from sessions.appointments.forms.starting import AnotherStartForm, ComingForm, StartForm

__all__ = [
    "AnotherStartForm",
    "BookingForm",
    "CancelForm",
    "ComingForm",
    "MissedForm",
    "MoveForm",
    "PutRightForm",
    "StartForm",
    "StepForm",
]

"""Two records that both have booked one time are put together once one of the two gives it back."""

from datetime import timedelta

import pytest

from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.appointments.models import Appointment
from tests.clients.merging.conftest import Twice


def test_what_both_cannot_have_is_said_in_words(pair: Twice, stored) -> None:
    with acting(pair.house.boss) as boss:
        mine, theirs = (
            Appointment.objects.visible_to(boss).get(client=one) for one in (pair.kept, pair.other)
        )
        with_owner = {"practitioner_id": pair.house.owner.pk}
        names = ("starts_at", "ends_at", "blocked_from", "blocked_until")
        there = {name: getattr(mine, name) + timedelta(minutes=30) for name in names}
        rows = Appointment._base_manager.filter(pk=theirs.pk)
        rows.update(**with_owner, **there)
    before = stored()
    with pytest.raises(DomainError, match="Both have booked the same time"):
        pair.merge()
    assert stored() == before
    with acting(pair.house.boss):
        Appointment._base_manager.filter(pk=theirs.pk).update(state="cancelled")
    pair.merge()

"""Adding somebody asks for little; what can come with the intake is one press away."""

import pytest
from django.urls import reverse

from clients.records.models import Client
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
FOLD = '<details class="more"><summary>'


def test_two_groups_wait_and_are_there(linden: House) -> None:
    page = sign_in("owner@linden.example").get(reverse("client_new")).content.decode()
    assert page.count(FOLD) == 2
    assert 'name="emergency_phone"' in page
    assert 'name="occupation"' in page


def test_what_was_typed_stays_in_sight(linden: House) -> None:
    typed = {"emergency_name": "Ida", "timezone": "Europe/Berlin"}
    answer = sign_in("owner@linden.example").post(reverse("client_new"), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(FOLD) == 1
    assert 'value="Ida"' in page


def test_somebody_known_is_shown_whole(linden: House, nora: Client) -> None:
    page = sign_in("owner@linden.example").get(reverse("client_edit", args=[nora.pk]))
    assert FOLD not in page.content.decode()

"""Words of why are read by some and not by others: the form that asks for them says by whom."""

import re
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from sessions.appointments import services
from tests.booking import at
from tests.cast import sign_in
from tests.classes import planned
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import series
from tests.sessions.appointments.test_what_becomes_of_booked_time import do

HERE = "Read by who gives lessons here."
PUT_RIGHT = f"{HERE[:-1]}, such as “pressed at the wrong name”."
IN_PORTAL = "At the practice, only those who give lessons read it."


def signed_in() -> Browser:
    """At the clock of now."""
    return sign_in("practitioner@linden.example")


def assert_told(form: str, words: str) -> None:
    """Beside the field, and for whoever hears it."""
    assert f'id="id_words_helptext">{words}</div>' in form
    (field,) = re.findall(r'<(?:input|textarea)[^>]* name="words"[^>]*>', form)
    assert 'aria-describedby="id_words_helptext"' in field


def test_each_form_says_who_reads_the_words(desk: Desk, clock: Any) -> None:
    one, other = series(desk)[0], desk.book(14, actor=desk.hers)
    its_class = planned(desk.ours, desk.house, DAY, 16)
    ways = {
        reverse("appointment_move", args=[one.pk]): HERE,
        reverse("appointment_cancel", args=[one.pk]): HERE,
        reverse("appointment_series_move", args=[one.pk]): HERE,
        reverse("appointment_series_cancel", args=[one.pk]): HERE,
        reverse("class_cancel", args=[its_class.pk]): f"{HERE[:-1]}; the mail does not say it.",
    }
    browser, phone = signed_in(), sign_in("nora@clients.example")
    for way, words in ways.items():
        assert_told(browser.get(way).content.decode(), words)
    for name in ("portal_appointment_move", "portal_appointment_cancel"):
        body = phone.get(reverse(name, args=[other.pk])).content.decode()
        assert_told(body, IN_PORTAL)
        assert HERE not in body
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    browser = signed_in()
    later = {"appointment_why": HERE, "appointment_put_right": PUT_RIGHT}
    for name, words in later.items():
        assert_told(browser.get(reverse(name, args=[one.pk])).content.decode(), words)

"""Whoever moves may say why; of whoever was missed it is told at once or later: in words that are
counted, read by those alone who read why somebody cancelled."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.emails import render_to_client, render_to_practice
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries import trail_of
from sessions.appointments.rules import WHYS, Verb, Why
from sessions.calendar_feeds.queries import booked_time, calendar_for
from sessions.waitlist.offers.queries import freeing_steps
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import series
from tests.sessions.appointments.test_several_of_a_series_are_moved import move as move_several
from tests.sessions.appointments.test_several_of_a_series_are_moved import to
from tests.sessions.appointments.test_what_becomes_of_booked_time import do, move

LATER = timedelta(minutes=10)  # too late to take a step back
A_DAY = timedelta(days=1)


def ours() -> Browser:
    """Signed in at the clock of now."""
    return sign_in("practitioner@linden.example")


def page_of(one: Appointment, browser: Browser | None = None) -> str:
    answer = (browser or ours()).get(reverse("appointment_page", args=[one.pk]))
    return answer.content.decode()


def told(desk: Desk, one: Appointment) -> tuple[str, str]:
    """Why, and the words, of its newest step."""
    with acting(desk.house.boss) as boss:
        step = trail_of(boss, one.pk)[-1]
    return step.why, step.words


def missed(desk: Desk, clock: Any, **more: str) -> Appointment:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one, **more)
    return desk.again(one)


def mails(desk: Desk) -> int:
    with acting(desk.house.boss) as boss:
        return Message.objects.visible_to(boss).count()


@pytest.mark.parametrize("why", [why.value for why in Why if why is not Why.PRACTICE])
def test_why_nobody_came_is_said_with_it(desk: Desk, clock: Any, why: str) -> None:
    one = missed(desk, clock, why=why, words=" She called. ")
    assert (one.state, told(desk, one)) == ("no_show", (why, "She called."))


def test_one_press_still_says_it_and_why_comes_later(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    way = reverse("appointment_why", args=[one.pk])
    assert way not in page_of(one)
    ours().post(
        reverse("appointment_step", args=[one.pk]), {"verb": "no_show", "version": one.version}
    )
    assert told(desk, one) == ("", "")
    clock.shift(timedelta(days=3))
    one, planned = desk.again(one), mails(desk)
    assert way in page_of(one)
    browser = ours()
    form = browser.get(way).content.decode()
    assert "forgot it" in form
    assert "the practice cannot" not in form
    wrong = browser.post(way, {"version": one.version})
    assert (wrong.status_code, "Choose what comes nearest." in wrong.content.decode()) == (
        422,
        True,
    )
    sent = {"version": one.version, "why": "worse", "words": "Her back."}
    body = browser.post(way, sent, follow=True).content.decode()
    assert "why they did not come" in body
    assert "feeling worse" in body
    assert "Her back." in body
    again = desk.again(one)
    assert (again.state, again.version) == ("no_show", one.version + 1)
    assert (told(desk, one), mails(desk)) == (("worse", "Her back."), planned)
    with acting(desk.house.boss) as boss:
        assert trail_of(boss, one.pk)[-1].made_by_id == desk.house.practitioner.pk


def test_it_is_said_anew_or_taken_back(desk: Desk, clock: Any) -> None:
    one = missed(desk, clock, why="not_known")
    do(services.say_why, desk.ours, one, why="forgot")
    assert told(desk, one) == ("forgot", "")
    do(services.undo, desk.ours, one)
    assert desk.again(one).state == "no_show"
    with acting(desk.house.boss) as boss:
        stands = [step.why for step in trail_of(boss, one.pk) if step.undone_at is None]
    assert stands == ["", "not_known"]


def test_it_is_said_of_nobody_who_was_not_missed(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    before = desk.stored()
    with pytest.raises(DomainError, match="does not say that nobody came") as refused:
        do(services.say_why, desk.ours, one, why="ill")
    assert (refused.value.code, desk.stored()) == ("state", before)
    page = ours().get(reverse("appointment_why", args=[one.pk])).content.decode()
    assert "It does not say that nobody came." in page
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    before = desk.stored()
    with pytest.raises(Stale):
        do(services.say_why, desk.ours, one, why="ill", version=1)
    assert desk.stored() == before


def test_a_client_says_it_of_nobody(desk: Desk, clock: Any) -> None:
    one = missed(desk, clock)
    with pytest.raises(NotAllowed):
        do(services.say_why, desk.hers, one, why="ill")


WRONG = {
    "missed, a word that is none": (Verb.NO_SHOW, "bored"),
    "missed, by the practice": (Verb.NO_SHOW, "practice"),
    "told later, nothing": (Verb.SAY_WHY, ""),
    "told later, by the practice": (Verb.SAY_WHY, "practice"),
    "moved, a word that is none": (Verb.MOVE, "bored"),
    "moved, what is known afterwards": (Verb.MOVE, "forgot"),
    "cancelled, what is known afterwards": (Verb.CANCEL, "not_known"),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_step_has_its_own_words(desk: Desk, clock: Any, name: str) -> None:
    verb, why = WRONG[name]
    one = missed(desk, clock) if verb is Verb.SAY_WHY else desk.book(10)
    if verb is Verb.NO_SHOW:
        clock.move_to(at(DAY, 10, 20))
    acts = {
        Verb.NO_SHOW: lambda: do(services.mark_no_show, desk.ours, one, why=why),
        Verb.SAY_WHY: lambda: do(services.say_why, desk.ours, one, why=why),
        Verb.MOVE: lambda: move(desk, one, 14, why=why),
        Verb.CANCEL: lambda: do(services.cancel, desk.ours, one, why=why),
    }
    before = desk.stored()
    with pytest.raises(DomainError) as refused:
        acts[verb]()
    assert (refused.value.field, desk.stored()) == ("why", before)


def test_the_database_knows_every_word_and_no_other(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.house.boss) as boss:
        step = AppointmentChange.objects.visible_to(boss).get(appointment=one)
        step.pk, step._state.adding, step.why = None, True, "bored"
        with pytest.raises(IntegrityError, match="change_why_known"), transaction.atomic():
            step.save(force_insert=True)
        for why in Why:
            step.pk, step._state.adding, step.why = None, True, why.value
            step.save(force_insert=True)
    assert set().union(*WHYS.values()) == set(Why)


def test_the_practice_moves_it_with_why_or_without(desk: Desk) -> None:
    one, other = desk.book(10), desk.book(10, day=DAY + A_DAY, whose=desk.nell)
    browser = ours()
    form = {**desk.typed(time="14:00"), "version": "1"}
    way = reverse("appointment_move", args=[one.pk])
    wrong = browser.post(way, {**form, "why": "bored"})
    assert (wrong.status_code, "Select a valid choice." in wrong.content.decode()) == (422, True)
    body = browser.post(way, {**form, "why": "worse", "words": "Her knee."}, follow=True)
    assert told(desk, one) == ("worse", "Her knee.")
    assert "feeling worse" in body.content.decode()
    there = reverse("appointment_move", args=[other.pk])
    browser.post(there, {**form, "day": (DAY + A_DAY).isoformat()})
    assert (desk.again(other).starts_at, told(desk, other)) == (at(DAY + A_DAY, 14), ("", ""))


def test_a_client_moves_it_with_why_or_without(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    way = reverse("portal_appointment_move", args=[one.pk])
    phone = sign_in("nora@clients.example")
    form = phone.get(way).content.decode()
    assert "Say why, if you like" in form
    assert "feeling worse" in form
    for word in ("the practice cannot", "forgot it"):
        assert word not in form
    sent = {"start": f"{at(DAY, 15).isoformat()}|{desk.place.pk}", "version": "1"}
    before = desk.stored()
    wrong = phone.post(way, {**sent, "why": "practice"})
    assert (wrong.status_code, desk.stored()) == (422, before)
    assert "Select a valid choice." in wrong.content.decode()
    phone.post(way, {**sent, "why": "worse", "words": "My knee."})
    assert (desk.again(one).starts_at, told(desk, one)) == (at(DAY, 15), ("worse", "My knee."))
    later = {"start": f"{at(DAY, 16).isoformat()}|{desk.place.pk}", "version": "2"}
    phone.post(way, later)
    assert (desk.again(one).starts_at, told(desk, one)) == (at(DAY, 16), ("", ""))


def test_what_was_said_goes_along_to_a_time_nearby(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    desk.book(14, whose=desk.nell)
    phone = sign_in("nora@clients.example")
    sent = {"start": f"{at(DAY, 14).isoformat()}|{desk.place.pk}", "version": "1"}
    sent |= {"why": "ill", "words": 'My "flu"'}
    answer = phone.post(reverse("portal_appointment_move", args=[one.pk]), sent)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert '<input type="hidden" name="why" value="ill">' in body
    assert '<input type="hidden" name="words" value="My &quot;flu&quot;">' in body
    assert body.count('id="id_words"') == 1


def test_a_client_does_not_speak_for_the_practice(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    with pytest.raises(DomainError) as refused:
        move(desk, one, 14, desk.hers, why="practice")
    assert refused.value.field == "why"


def test_it_is_told_of_each_of_a_series(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(timedelta(minutes=5))
    before = desk.stored()
    with pytest.raises(DomainError) as refused:
        move_several(desk, made[0], to(desk, DAY + A_DAY), why="bored")
    assert (refused.value.field, desk.stored()) == ("why", before)
    browser, way = ours(), reverse("appointment_series_move", args=[made[0].pk])
    form = {**desk.typed(day=(DAY + A_DAY).isoformat(), time="14:00"), "scope": "all"}
    form |= {"version": "1", "why": "travel", "words": "Till May."}
    seen = browser.post(way, form).content.decode()
    mark = seen.partition('name="mark" value="')[2].partition('"')[0]
    browser.post(way, {**form, "mark": mark, "move": "1"})
    assert [told(desk, one) for one in made] == [("travel", "Till May.")] * len(made)


def test_who_reads_no_stories_reads_no_reasons(desk: Desk, clock: Any) -> None:
    moved = desk.book(12, whose=desk.nell)
    move(desk, moved, 14, why="worse", words="Her knee.")
    one = missed(desk, clock, why="ill", words="She called.")
    do(services.say_why, desk.ours, one, why="feeling_better", words="All is well.")
    said = ("feeling worse", "Her knee.", ": ill", "She called.", "feeling better", "All is well.")
    mine = page_of(moved) + page_of(one)
    assert [word for word in said if word not in mine] == []
    assistant = sign_in("assistant@linden.example")
    theirs = page_of(moved, assistant) + page_of(one, assistant)
    assert [word for word in said if word in theirs] == []
    assert "why they did not come" in theirs


def test_no_mail_and_no_calendar_says_why(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    step = move(desk, one, 14, desk.hers, why="worse", words="My knee.")
    with acting(desk.house.boss) as boss:
        sent = {m.kind: m for m in Message.objects.visible_to(boss).filter(subject_id=step.pk)}
        letters = [
            render_to_client(boss, sent["appointment_word"]),
            render_to_practice(boss, sent["appointment_by_client"]),
        ]
    with acting(desk.ours) as actor:
        assert [row.pk for row in booked_time(actor)] == [one.pk]
        feed = calendar_for(actor, "full").decode()
    for words in (*(str(letter) for letter in letters), feed):
        assert "14:00" in words or "T140000" in words
        for word in ("worse", "knee"):
            assert word not in words.casefold()


@pytest.mark.parametrize(("why", "is_offered"), [("", True), ("work", True), ("practice", False)])
def test_time_that_the_practice_cannot_give_is_offered_to_nobody(
    desk: Desk, clock: Any, why: str, is_offered: bool
) -> None:
    one = desk.book(10)
    clock.shift(LATER)
    step = move(desk, one, 14, why=why)
    clock.shift(LATER)
    with acting(desk.house.boss) as boss:
        assert (step.pk in {one.pk for one in freeing_steps(boss, now())}) is is_offered

"""The list answers who is where on the arc, who was seen when, and who has gone silent."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.records.narrowing import narrowings_of
from clients.records.queries import Asked, list_clients
from clients.records.services import ClientData, create_client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.core.rules import Role
from sessions.appointments.services import start_session
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


def names(actor: Actor, **chosen: str) -> set[str]:
    """Given names of whom the list shows when it is narrowed so."""
    known = {narrowing.name: narrowing for narrowing in narrowings_of(actor)}
    narrowed = [(known[name], value) for name, value in chosen.items()]
    return {row["given_name"] for row in list_clients(actor, Asked(narrowed=narrowed)).rows}


def person(boss: Actor, name: str, **more: Any) -> Client:
    """Somebody new."""
    return create_client(actor=boss, data=ClientData(given_name=name, **more))


def test_by_the_stage_of_the_arc(linden: House) -> None:
    with acting(linden.boss) as boss:
        person(boss, "New")
        building.running(boss, person(boss, "Freeing"))
        opened = person(boss, "Open")
        building.release(boss, building.running(boss, opened).episode)
        woven = person(boss, "Woven")
        both = (
            building.item(boss),
            building.item(boss, "side_curl", phase=Phase.INTEGRATE, unlock_reason="yes"),
        )
        building.release(boss, building.running(boss, woven, *both).episode)
        staying = person(boss, "Staying")
        building.running(boss, staying)
        Client.objects.visible_to(boss).filter(pk=staying.pk).update(state="maintaining")
        found = {
            stage: names(boss, stage=stage)
            for stage in ("understand", "free", "open", "integrate", "maintain")
        }
    assert found == {
        "understand": {"New"},
        "free": {"Freeing"},
        "open": {"Open"},
        "integrate": {"Woven"},
        "maintain": {"Staying"},
    }


def test_by_the_last_lesson(linden: House) -> None:
    with acting(linden.boss) as boss:
        person(boss, "Never")
        for name, days in (("Lately", 14), ("Between", 21), ("Long", 22), ("Longest", 91)):
            client = person(boss, name)
            start_session(
                actor=boss,
                client=client,
                episode=building.episode_of(boss, client),
                held_on=today_in(boss.zone) - timedelta(days=days),
            )
        assert names(boss, seen="within-14") == {"Lately"}
        assert names(boss, seen="before-21") == {"Long", "Longest"}
        assert names(boss, seen="before-90") == {"Longest"}
        assert names(boss, seen="never") == {"Never"}


def logged(actor: Actor, program: HomeProgram, days: int, *, done: bool = True) -> None:
    """A practice at home, so many days ago."""
    log_practice(
        actor=actor,
        home_program_id=program.pk,
        data=LogData(done=done, skip_reason="" if done else "no_time"),
        source=LogSource.TOGETHER,
        client_key=uuid4(),
        day=today_in(actor.zone) - timedelta(days=days),
    )


def test_by_silence_while_a_program_runs(linden: House) -> None:
    with acting(linden.boss) as boss:
        person(boss, "Without")
        begun = today_in(boss.zone) - timedelta(days=60)
        for name, days, done in (
            ("Today", 0, True),
            ("Week", 7, True),
            ("Skipped", 1, False),
            ("Fortnight", 14, True),
        ):
            program = building.running(boss, person(boss, name))
            HomeProgram.objects.visible_to(boss).filter(pk=program.pk).update(started_on=begun)
            logged(boss, program, days, done=done)
        building.running(boss, person(boss, "Fresh"))
        assert names(boss, silent="7") == {"Week", "Skipped", "Fortnight"}
        assert names(boss, silent="14") == {"Skipped", "Fortnight"}
        assert names(boss, silent="7", stage="free") == {"Week", "Skipped", "Fortnight"}


def test_an_assistant_is_offered_nothing_of_the_story(linden: House) -> None:
    assistant = linden.actor(linden.assistant)
    assert assistant.role is Role.ASSISTANT
    assert narrowings_of(assistant) == []
    page = sign_in("assistant@linden.example").get(reverse("client_list"), {"stage": "free"})
    assert page.status_code == 200
    assert "Silent" not in page.content.decode()


def test_what_was_chosen_stays_in_the_address_and_in_the_form(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    asked = {"q": "no", "seen": "never", "practitioner": str(linden.owner.pk)}
    page = browser.get(reverse("client_list"), asked).content.decode()
    assert '<option value="never" selected>' in page
    assert f'<option value="{linden.owner.pk}" selected>' in page
    assert "filters__more" in page
    for wrong in ("seen=soon", "silent=-1", "stage=cured", "practitioner=7", "seen=%00"):
        assert browser.get(f"{reverse('client_list')}?{wrong}").status_code == 200

"""A reason goes past what it was said against, and what is asked since is asked anew."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connections

from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting, enter_as
from practice.core.errors import DomainError
from sessions.notes.services import take_back_release
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.queries import get_home_program
from sessions.programs.services import (
    ItemData,
    activate_program,
    create_program,
    edit_program,
    pause_program,
    resume_program,
)
from tests.cast import House, sign_in
from tests.conftest import admin_connection
from tests.sessions.programs import building
from tests.sessions.programs.deciding import avoids, decided

FIVE = ("arch_and_flatten", "back_lift", "side_curl", "washrag", "arch_and_curl")
STAFF = "practitioner@linden.example"


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def _changed(actor: Actor, program: HomeProgram, *items: ItemData, **more: Any) -> HomeProgram:
    held = get_home_program(actor, program.pk, "program.write", hold=True)
    plan = building.data(*items, **more)
    return edit_program(actor=actor, home_program=held, data=plan, version=held.version)


def _refused(
    field: str, actor: Actor, program: HomeProgram, *items: ItemData, **more: Any
) -> DomainError:
    """Nothing of what was sent is stored."""
    stored = _stored(actor, program)
    with pytest.raises(DomainError) as error:
        _changed(actor, program, *items, **more)
    assert error.value.field == field
    assert _stored(actor, program) == stored
    return error.value


def _stored(actor: Actor, program: HomeProgram) -> list[Any]:
    programs = HomeProgram.objects.visible_to(actor).filter(pk=program.pk).values()
    items = ProgramItem.objects.visible_to(actor).filter(home_program=program).values()
    revisions = HomeProgramRevision.objects.visible_to(actor).filter(home_program=program).values()
    return [list(rows.order_by("id")) for rows in (programs, items, revisions)]


def _item(actor: Actor, program: HomeProgram) -> ProgramItem:
    return ProgramItem.objects.visible_to(actor).get(home_program=program, removed_on=None)


def test_a_later_decision_on_the_same_movement_is_asked_about(linden: House, nora: Client) -> None:
    episode, yes = avoids(linden, nora, "lying_supine")
    with acting(linden.boss) as boss:
        soft = building.item(boss, "washrag", against_reason="On a soft mat")
        made = create_program(actor=boss, episode=episode, data=building.data(soft))
        assert _item(boss, made).against_for == ["lying_supine"]
    page = f"/programs/{made.pk}/"
    browser = sign_in(STAFF)
    assert "A decision leaves this out" not in browser.get(page).content.decode()
    decided(linden, yes, "lying_supine", "twist")
    told = browser.get(page).content.decode()
    assert "A decision leaves this out" in told
    assert "Washrag: turns the spine. Take it out" in told
    with acting(linden.boss) as boss:
        error = _refused("items-0-against_reason", boss, made, soft, cue="After waking")
        assert "leave this out, too: turns the spine." in str(error.message)
        assert "say anew why all the same" in str(error.message)
        with pytest.raises(DomainError) as start:
            activate_program(actor=boss, home_program=get_home_program(boss, made.pk, hold=True))
        assert start.value.code == "contraindicated"
        anew = building.item(boss, "washrag", against_reason="On a soft mat, without the turn")
        _changed(boss, made, anew)
        assert _item(boss, made).against_for == ["lying_supine", "twist"]
        newest = HomeProgramRevision.objects.visible_to(boss).order_by("-number")[0]
        assert newest.items[0]["against_for"] == ["lying_supine", "twist"]
    assert "A decision leaves this out" not in browser.get(page).content.decode()


def test_a_decision_that_is_smaller_again_asks_nothing(linden: House, nora: Client) -> None:
    episode, yes = avoids(linden, nora, "lying_supine", "twist")
    with acting(linden.boss) as boss:
        why = building.item(boss, "washrag", against_reason="Half of it")
        made = create_program(actor=boss, episode=episode, data=building.data(why))
    decided(linden, yes, "twist")
    with acting(linden.boss) as boss:
        _changed(boss, made, why, cue="After waking")
        assert _item(boss, made).against_for == ["lying_supine", "twist"]


@pytest.mark.django_db
def test_a_reason_to_integrate_is_none_to_maintain(nora: Client, boss: Actor) -> None:
    words = "Arrived released"
    draft = building.draft(
        boss,
        nora,
        building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE, unlock_reason=words),
    )
    assert _item(boss, draft).unlock_for == ["release_to_integrate"]
    kept = building.item(boss, "shift_to_walk", phase=Phase.MAINTAIN, unlock_reason=words)
    error = _refused("items-0-unlock_reason", boss, draft, kept)
    assert "First free, then maintain" in str(error.message)
    assert "given before, and not for this" in str(error.message)
    anew = building.item(boss, "shift_to_walk", phase=Phase.MAINTAIN, unlock_reason="For years")
    _changed(boss, draft, anew)
    assert _item(boss, draft).unlock_for == ["habit_to_maintain", "release_to_maintain"]


@pytest.mark.django_db
def test_a_reason_for_the_habit_is_none_once_the_release_is_taken_back(
    linden: House, nora: Client, boss: Actor
) -> None:
    episode = building.episode_of(boss, nora)
    release = building.release(boss, episode)
    item = building.item(boss, phase=Phase.MAINTAIN, unlock_reason="Twenty years of it")
    made = create_program(actor=boss, episode=episode, data=building.data(item))
    assert _item(boss, made).unlock_for == ["habit_to_maintain"]
    program = pause_program(
        actor=boss, home_program=activate_program(actor=boss, home_program=made)
    )
    take_back_release(actor=boss, client_id=nora.pk, release_id=release.pk)
    with pytest.raises(DomainError) as error:
        resume_program(actor=boss, home_program=program)
    assert error.value.field == "items-0-unlock_reason"
    assert "Arch and Flatten: First free, then maintain" in str(error.value.message)
    told = sign_in(STAFF).get(f"/programs/{made.pk}/").content.decode()
    assert "Not open yet" in told
    assert "Arch and Flatten: First free, then maintain" in told


@pytest.mark.django_db
def test_a_reason_that_nothing_asked_for_opens_nothing_later(nora: Client, boss: Actor) -> None:
    episode = building.episode_of(boss, nora)
    release = building.release(boss, episode)
    item = building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE, unlock_reason="It is time")
    made = create_program(actor=boss, episode=episode, data=building.data(item))
    assert _item(boss, made).unlock_for == []
    take_back_release(actor=boss, client_id=nora.pk, release_id=release.pk)
    _refused("items-0-unlock_reason", boss, made, item)


@pytest.mark.django_db
def test_a_reason_for_five_is_none_for_six(nora: Client, boss: Actor) -> None:
    words = "They asked for it"
    items = [building.item(boss, code, minutes=1) for code in FIVE]
    draft = building.draft(boss, nora, *items[:4], many_reason=words)
    _changed(boss, draft, *items[:3], many_reason=words)
    _changed(boss, draft, *items[:4], many_reason=words)
    error = _refused("many_reason", boss, draft, *items, many_reason=words)
    assert "The reason that stands here was given for 4: say it anew." in str(error.message)
    _changed(boss, draft, *items, many_reason="They asked for one more")
    stored = HomeProgram.objects.visible_to(boss).get(pk=draft.pk)
    revisions = HomeProgramRevision.objects.visible_to(boss).filter(home_program=draft)
    assert stored.many_for == 5
    assert list(revisions.order_by("number").values_list("many_for", flat=True)) == [4, 4, 4, 5]


@pytest.mark.django_db
def test_the_form_asks_beside_the_row_and_keeps_what_was_typed(
    linden: House, nora: Client, boss: Actor
) -> None:
    draft = building.draft(
        boss,
        nora,
        building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE, unlock_reason="Released"),
    )
    row = {"movement": building.movement(boss, "shift_to_walk").pk, "unlock_reason": "Released"}
    sent = building.form_data(boss, row | {"phase": "maintain"}, version=1, cue="After waking")
    page = sign_in(STAFF).post(f"/programs/{draft.pk}/edit/", sent)
    assert page.status_code == 422
    body = page.content.decode()
    assert 'id="id_items-0-unlock_reason_error"' in body
    assert "given before, and not for this" in body
    assert 'value="Released"' in body
    assert "After waking" in body


@pytest.mark.django_db(transaction=True)
def test_reasons_from_before_answer_what_their_items_waited_for(
    linden: House, nora: Client
) -> None:
    migration: Any = import_module("sessions.migrations.0023_reasons_given_for")
    with acting(linden.boss) as boss:
        items = [building.item(boss, code, minutes=1) for code in FIVE[:3]]
        why = {"unlock_reason": "Released elsewhere"}
        draft = building.draft(
            boss,
            nora,
            *items,
            building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE, **why),
            building.item(boss, "shift_to_walk", phase=Phase.MAINTAIN, **why),
            many_reason="They asked for it",
        )
        stored = _stored(boss, draft)
    name = str(connections["default"].settings_dict["NAME"])
    with admin_connection(name) as admin, admin.transaction():
        admin.execute("UPDATE care_sessions_programitem SET unlock_for = '{}'")
        admin.execute("UPDATE care_sessions_homeprogram SET many_for = 0")
        admin.execute("UPDATE care_sessions_homeprogramrevision SET many_for = 0")
        for statement in (
            migration.WAITED_FOR,
            migration.AS_MANY_AS_IT_HOLDS,
            migration.AS_MANY_AS_IT_HELD,
        ):
            admin.execute(statement)
    with acting(linden.boss) as boss:
        assert _stored(boss, draft) == stored
    assert stored[0][0]["many_for"] == 4

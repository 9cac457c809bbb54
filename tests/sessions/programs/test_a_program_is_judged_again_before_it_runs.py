"""What was planned is judged again by the record of now, as it starts and as it goes on."""

from collections.abc import Callable
from typing import Any

import pytest

from clients.records.models import Client
from clients.symptoms.rules import Contraindication, Phase
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.movements.models import Movement
from sessions.notes.services import take_back_release
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.queries import get_home_program
from sessions.programs.services import (
    activate_program,
    create_program,
    edit_program,
    pause_program,
    resume_program,
)
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def _refused(
    service: Callable[..., HomeProgram], actor: Actor, program: HomeProgram
) -> DomainError:
    held = get_home_program(actor, program.pk, "program.write", hold=True)
    with pytest.raises(DomainError) as error:
        service(actor=actor, home_program=held)
    kept = get_home_program(actor, program.pk)
    assert (kept.state, kept.version) == (program.state, program.version)
    return error.value


def _joining(actor: Actor, nora: Client) -> tuple[HomeProgram, Any]:
    """A draft with what integrates as its second row, and the release that opened it."""
    episode = building.episode_of(actor, nora)
    release = building.release(actor, episode)
    plan = building.data(
        building.item(actor), building.item(actor, "shift_to_walk", phase=Phase.INTEGRATE)
    )
    return create_program(actor=actor, episode=episode, data=plan), release


def test_a_release_that_was_taken_back_opens_nothing(nora: Client, boss: Actor) -> None:
    draft, release = _joining(boss, nora)
    take_back_release(actor=boss, client_id=nora.pk, release_id=release.pk)
    error = _refused(activate_program, boss, draft)
    assert (error.field, error.code) == ("items-1-unlock_reason", "locked")
    assert str(error.message).startswith("Shift to Walk: First free, then integrate")


def test_it_goes_on_only_while_its_release_stands(nora: Client, boss: Actor) -> None:
    draft, release = _joining(boss, nora)
    program = pause_program(
        actor=boss, home_program=activate_program(actor=boss, home_program=draft)
    )
    take_back_release(actor=boss, client_id=nora.pk, release_id=release.pk)
    assert _refused(resume_program, boss, program).code == "locked"


def _avoid(monkeypatch: pytest.MonkeyPatch, *codes: Contraindication) -> None:
    monkeypatch.setattr("sessions.programs.grounds.left_out", lambda _flags: list(codes))


def test_what_was_left_out_meanwhile_wants_a_reason(
    nora: Client, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = building.draft(boss, nora, building.item(boss), building.item(boss, "arch_and_curl"))
    _avoid(monkeypatch, Contraindication.LOADED_FLEXION)
    error = _refused(activate_program, boss, draft)
    assert (error.field, error.code) == ("items-1-against_reason", "contraindicated")
    assert str(error.message).startswith("Arch and Curl: It was decided to leave this out")
    why = building.item(boss, "arch_and_curl", against_reason="Without weight")
    plan = building.data(building.item(boss), why)
    edit_program(actor=boss, home_program=draft, data=plan, version=draft.version)
    assert activate_program(actor=boss, home_program=draft).state == "active"


def test_a_movement_that_was_retired_is_not_given(linden: House, nora: Client, boss: Actor) -> None:
    draft = building.draft(boss, nora)
    Movement.objects.visible_to(boss).filter(built_in_code="arch_and_flatten").update(
        retired_at=now()
    )
    assert _refused(activate_program, boss, draft).code == "retired"
    page = sign_in("practitioner@linden.example").post(
        f"/programs/{draft.pk}/activate/", follow=True
    )
    assert "Arch and Flatten is no longer in the library" in page.content.decode()


def test_maintaining_opened_by_nothing_is_not_given(nora: Client, boss: Actor) -> None:
    why = building.item(boss, phase=Phase.MAINTAIN, unlock_reason="Twenty years of it")
    draft = building.draft(boss, nora, why)
    ProgramItem.objects.visible_to(boss).filter(home_program=draft).update(unlock_reason="")
    error = _refused(activate_program, boss, draft)
    assert (error.field, error.code) == ("items-0-unlock_reason", "locked")


def test_more_than_is_easily_kept_wants_its_reason(nora: Client, boss: Actor) -> None:
    codes = ("arch_and_flatten", "back_lift", "side_curl", "washrag")
    items = [building.item(boss, code) for code in codes]
    draft = building.draft(boss, nora, *items, many_reason="They asked for it")
    HomeProgram.objects.visible_to(boss).filter(pk=draft.pk).update(many_reason="")
    assert _refused(activate_program, boss, draft).code == "many"


def test_another_budget_alone_is_a_revision(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        plan = building.data(building.item(boss), minutes_budget=4)
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)
        edit_program(actor=boss, home_program=program, data=plan, version=program.version)
        rows = HomeProgramRevision.objects.visible_to(boss).filter(home_program=program)
        told = list(rows.order_by("number").values_list("number", "minutes_budget"))
    assert told == [(1, 15), (2, 4)]
    assert program.revision == 2

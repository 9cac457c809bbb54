"""What was planned is judged again by the record of now, as it starts and as it goes on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at, now, today_in
from practice.core.errors import DomainError
from sessions.movements.queries import get_movement
from sessions.movements.services import retire_movement
from sessions.notes.services import take_back_release
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.services import (
    TemplateData,
    TemplateItemData,
    add_template,
    edit_template,
)
from sessions.programs.models import HomeProgram, HomeProgramRevision
from sessions.programs.queries import get_home_program
from sessions.programs.services import (
    ItemData,
    activate_program,
    create_program,
    edit_program,
    pause_program,
    resume_program,
)
from sessions.programs.templating import Begun, create_program_from
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.services import retire_card
from tests.cast import House, sign_in
from tests.sessions.programs import building
from tests.sessions.programs.deciding import avoids, decided
from tests.sessions.programs.test_nothing_goes_around_the_gate import answered

pytestmark = pytest.mark.django_db
STAFF = "practitioner@linden.example"
FIVE = ("arch_and_flatten", "back_lift", "side_curl", "washrag", "arch_and_curl")


@dataclass(frozen=True)
class Planned:
    """A draft that is in order, what then comes to be true, and how it is refused."""

    draft: HomeProgram
    happens: Callable[[Actor], object]
    field: str
    code: str
    words: str


def release_is_taken_back(house: House, nora: Client) -> Planned:
    with acting(house.boss) as boss:
        episode = building.episode_of(boss, nora)
        release = building.release(boss, episode)
        walk = building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE)
        plan = building.data(building.item(boss), walk)
        draft = create_program(actor=boss, episode=episode, data=plan)
    return Planned(
        draft,
        lambda boss: take_back_release(actor=boss, client_id=nora.pk, release_id=release.pk),
        "items-1-unlock_reason",
        "locked",
        "Shift to Walk: First free, then integrate",
    )


def habit_is_lost(house: House, nora: Client) -> Planned:
    with acting(house.boss) as boss:
        episode = building.episode_of(boss, nora)
        building.release(boss, episode)
        answered(boss, nora, episode, 7, days=2)
        plan = building.data(building.item(boss, phase=Phase.MAINTAIN))
        draft = create_program(actor=boss, episode=episode, data=plan)
    return Planned(
        draft,
        lambda boss: answered(boss, nora, episode, 3),
        "items-0-unlock_reason",
        "locked",
        "Arch and Flatten: Maintaining waits until it is a habit: their last answers come to 3.0",
    )


def something_is_left_out(house: House, nora: Client) -> Planned:
    episode, yes = avoids(house, nora)
    with acting(house.boss) as boss:
        plan = building.data(building.item(boss), building.item(boss, "arch_and_curl"))
        draft = create_program(actor=boss, episode=episode, data=plan)
    return Planned(
        draft,
        lambda _boss: decided(house, yes, "loaded_flexion"),
        "items-1-against_reason",
        "contraindicated",
        "Arch and Curl: It was decided to leave this out: curls forward against weight.",
    )


def movement_is_retired(house: House, nora: Client) -> Planned:
    with acting(house.boss) as boss:
        flat = building.movement(boss)
        draft = building.draft(boss, nora)
    return Planned(
        draft,
        lambda boss: retire_movement(
            actor=boss, movement=get_movement(boss, flat.pk), retired=True
        ),
        "items-0-movement",
        "retired",
        "Arch and Flatten is no longer in the library.",
    )


def card_is_retired(house: House, nora: Client) -> Planned:
    with acting(house.boss) as boss:
        card = UnderstandingCard.objects.visible_to(boss).order_by("position")[0]
        read = ItemData(card=card, phase=Phase.UNDERSTAND)
        draft = building.draft(boss, nora, building.item(boss), read)
    return Planned(
        draft,
        lambda boss: retire_card(actor=boss, card=card, retired=True),
        "items-1-movement",
        "retired",
        f"{card.title} is no longer in the library.",
    )


def reason_for_many_is_gone(house: House, nora: Client) -> Planned:
    with acting(house.boss) as boss:
        items = [building.item(boss, code, minutes=1) for code in FIVE]
        draft = building.draft(boss, nora, *items, many_reason="They asked for it")
    return Planned(
        draft,
        lambda boss: (
            HomeProgram.objects.visible_to(boss).filter(pk=draft.pk).update(many_reason="")
        ),
        "many_reason",
        "many",
        "movements, 5 in all",
    )


def template_waits_for_another(house: House, nora: Client) -> Planned:
    """It came first only after the program was planned."""
    with acting(house.boss) as boss:
        flat = TemplateItemData(movement=building.movement(boss), phase=Phase.FREE, minutes=4)
        said = TemplateData(name="Ours", made_for="standard", tier="full", items=[flat])
        ours = add_template(actor=boss, data=said)
        draft = create_program_from(
            actor=boss,
            begun=Begun(ours),
            reason="",
            episode=building.episode_of(boss, nora),
            data=building.data(building.item(boss)),
        )
        first = _first(boss).pk
    return Planned(
        draft,
        lambda boss: edit_template(
            actor=boss, template=ours, data=replace(said, prerequisite=first), version=1
        ),
        "early_reason",
        "prerequisite",
        "“A Freer Centre” comes first. Say why without it.",
    )


def _first(actor: Actor) -> ProgramTemplate:
    return ProgramTemplate.objects.visible_to(actor).get(built_in_code="freer_centre")


FACTS = [
    release_is_taken_back,
    habit_is_lost,
    something_is_left_out,
    movement_is_retired,
    card_is_retired,
    reason_for_many_is_gone,
    template_waits_for_another,
]


def _held(actor: Actor, program: HomeProgram) -> HomeProgram:
    return get_home_program(actor, program.pk, "program.write", hold=True)


def _refused(house: House, planned: Planned, service: Callable[..., HomeProgram]) -> None:
    with acting(house.boss) as boss:
        before = HomeProgram.objects.visible_to(boss).values().get(pk=planned.draft.pk)
        with pytest.raises(DomainError) as error:
            service(actor=boss, home_program=_held(boss, planned.draft))
        assert (error.value.field, error.value.code) == (planned.field, planned.code)
        assert planned.words in str(error.value.message)
        rows = HomeProgram.objects.visible_to(boss).filter(pk=planned.draft.pk)
        assert rows.values().get() == before


@pytest.mark.parametrize("fact", FACTS)
def test_as_it_starts(
    linden: House, nora: Client, fact: Callable[[House, Client], Planned]
) -> None:
    planned = fact(linden, nora)
    with acting(linden.boss) as boss:
        planned.happens(boss)
    _refused(linden, planned, activate_program)
    page = sign_in(STAFF).post(f"/programs/{planned.draft.pk}/activate/", follow=True)
    assert planned.words.split("“")[0] in page.content.decode()


@pytest.mark.parametrize("fact", FACTS)
def test_as_it_goes_on(
    linden: House, nora: Client, fact: Callable[[House, Client], Planned]
) -> None:
    planned = fact(linden, nora)
    with acting(linden.boss) as boss:
        activate_program(actor=boss, home_program=_held(boss, planned.draft))
        pause_program(actor=boss, home_program=_held(boss, planned.draft))
        planned.happens(boss)
    _refused(linden, planned, resume_program)


@pytest.mark.parametrize("fact", FACTS)
def test_it_goes_on_where_nothing_came_to_be_true(
    linden: House, nora: Client, fact: Callable[[House, Client], Planned]
) -> None:
    planned = fact(linden, nora)
    with acting(linden.boss) as boss:
        activate_program(actor=boss, home_program=_held(boss, planned.draft))
        pause_program(actor=boss, home_program=_held(boss, planned.draft))
        going = resume_program(actor=boss, home_program=_held(boss, planned.draft))
        assert going.state == "active"


def test_with_a_reason_it_starts_all_the_same(linden: House, nora: Client) -> None:
    planned = something_is_left_out(linden, nora)
    with acting(linden.boss) as boss:
        planned.happens(boss)
    with acting(linden.boss) as boss:
        why = building.item(boss, "arch_and_curl", against_reason="Without weight")
        plan = building.data(building.item(boss), why)
        edit_program(actor=boss, home_program=_held(boss, planned.draft), data=plan, version=1)
        started = activate_program(actor=boss, home_program=_held(boss, planned.draft))
        assert started.state == "active"


def test_why_without_what_comes_first_is_said_in_the_builder(linden: House, nora: Client) -> None:
    planned = template_waits_for_another(linden, nora)
    with acting(linden.boss) as boss:
        planned.happens(boss)
        row = {"movement": building.movement(boss).pk, "phase": "free"}
        sent = building.form_data(boss, row, version=1, early_reason=" Danced all her life. ")
    browser, there = sign_in(STAFF), reverse("program_edit", args=[planned.draft.pk])
    assert "Why without what comes first" in browser.get(there).content.decode()
    pressed = browser.post(there, {**sent, "find": "1"}).content.decode()
    assert 'name="early_reason" value=" Danced all her life. "' in pressed
    assert browser.post(there, sent).status_code == 302
    with acting(linden.boss) as boss:
        started = activate_program(actor=boss, home_program=_held(boss, planned.draft))
        assert (started.state, started.early_reason) == ("active", "Danced all her life.")


@pytest.mark.parametrize("days", [0, 3])
def test_what_comes_first_is_had_once_it_began(linden: House, nora: Client, days: int) -> None:
    planned = template_waits_for_another(linden, nora)
    with acting(linden.boss) as boss:
        planned.happens(boss)
        starts = today_in(nora.timezone) + timedelta(days=days)
        first = create_program_from(
            actor=boss,
            begun=Begun(_first(boss)),
            reason="",
            episode=building.episode_of(boss, nora),
            data=building.data(building.item(boss), starts_on=starts),
        )
        activate_program(actor=boss, home_program=_held(boss, first))
    if days:  # it begins only then
        _refused(linden, planned, activate_program)
    with clock_at(now() + timedelta(days=days)), acting(linden.boss) as boss:
        started = activate_program(actor=boss, home_program=_held(boss, planned.draft))
        assert started.state == "active"


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

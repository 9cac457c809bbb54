"""A practice's own movements: added, copied, changed, retired and brought back."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from clients.records.models import Client
from practice.core.actor import Actor, NotAllowed, acting
from practice.core.errors import DomainError, Stale
from practice.core.services import AlreadyDone
from sessions.movements.models import Movement, MovementBeginning
from sessions.movements.queries import all_movements, find_movements, get_movement
from sessions.movements.services import StepData, add_movement, edit_movement, retire_movement
from sessions.programs.queries import items_of
from tests.cast import House
from tests.sessions.movements import writing
from tests.sessions.movements.writing import held
from tests.sessions.programs import building


def found(actor: Actor, **asked: Any) -> list[str]:
    return [m.name for m in find_movements(actor, **asked).movements]


def test_one_is_kept_and_found_by_all_it_says(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
        stored = get_movement(boss, made.pk)
        assert (stored.is_own, stored.version, stored.source, stored.rights) == (
            True,
            1,
            "the practice",
            "own words",
        )
        assert stored.steps[1] == {
            "kind": "slow_release",
            "words": "Let it close, slower than it opened.",
            "seconds": 9,
        }
        assert found(boss, search="jaw melt") == ["Soft Jaw"]
        assert found(boss, muscle="neck", place="sitting") == ["Seaweed Spine", "Soft Jaw"]
        assert found(boss, search="soft", position="sitting", phase="free", minutes=4) == [
            "Soft Jaw"
        ]
        assert all_movements(boss)[-1].name == "Soft Jaw"


def test_a_copy_stands_beside_what_it_was_copied_from(linden: House) -> None:
    with acting(linden.boss) as boss:
        model = building.movement(boss, "side_curl")
        made = add_movement(
            actor=boss, data=writing.data(name="Side Curl, our way"), copied_from=model.pk
        )
        assert made.copied_from_id == model.pk
        assert made.drawing == "side_curl"
        names = [m.name for m in all_movements(boss)]
        assert names[names.index("Side Curl") + 1] == "Side Curl, our way"
        assert building.movement(boss, "side_curl").name == "Side Curl"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " – "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "WASHRAG"}, "name"),
        ({"start_position": "floating"}, "start_position"),
        ({"sides": "left"}, "sides"),
        ({"variants": []}, "variants"),
        ({"variants": ["swimming"]}, "variants"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 61}, "minutes"),
        ({"cycles": 0}, "cycles"),
        ({"frees": 4}, "frees"),
        ({"frees": -1}, "frees"),
        ({"integrates": 4}, "integrates"),
        ({"frees": 0, "integrates": 0}, "frees"),
        ({"steps": []}, "steps-0-words"),
        ({"steps": writing.STEPS * 5}, "steps-12-words"),
        ({"steps": [StepData("jump", "Up.", 1)]}, "steps-0-kind"),
        ({"steps": [StepData("rest", " ", 1)]}, "steps-0-words"),
        ({"steps": [*writing.STEPS, StepData("rest", "Rest.", 0)]}, "steps-3-seconds"),
        ({"steps": [StepData("rest", "x" * 161, 1)]}, "steps-0-words"),
        ({"targets": [("neck", "sitting"), ("biceps", "sitting")]}, "targets-1-muscle"),
        ({"targets": [("neck", "in bed")]}, "targets-0-place"),
        ({"targets": [("neck", "sitting")] * 11}, "targets-10-muscle"),
        ({"contraindications": ["rain"]}, "contraindications"),
        ({"aliases": [("", "hanna")]}, "aliases-0-name"),
        ({"aliases": [("Melt", "nobody")]}, "aliases-0-lineage"),
        ({"source": "x" * 201}, "source"),
        ({"rights": "x" * 121}, "rights"),
    ],
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_kept(
    linden: House, wrong: dict[str, Any], field: str
) -> None:
    with acting(linden.boss) as boss:
        before = len(all_movements(boss))
        with pytest.raises(DomainError) as refused:
            add_movement(actor=boss, data=writing.data(**wrong))
        assert refused.value.field == field
        assert len(all_movements(boss)) == before


def test_two_of_the_practices_own_have_two_names(linden: House) -> None:
    with acting(linden.boss) as boss:
        add_movement(actor=boss, data=writing.data())
        other = add_movement(actor=boss, data=writing.data(name="Softer Jaw"))
        with pytest.raises(DomainError, match="already"):
            edit_movement(
                actor=boss,
                movement=held(boss, other),
                data=writing.data(name="SOFT  jaw"),
                version=1,
            )


def test_a_change_is_found_by_what_it_says_now(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
        changed = writing.data(name="Easy Jaw", targets=[("chest", "lying")], aliases=[])
        edit_movement(actor=boss, movement=held(boss, made), data=changed, version=1)
        assert found(boss, search="soft") == found(boss, search="melt") == []
        assert found(boss, muscle="neck", place="sitting") == ["Seaweed Spine"]
        assert found(boss, search="easy jaw", muscle="chest") == ["Easy Jaw"]
        assert get_movement(boss, made.pk).version == 2


def test_a_version_that_is_not_the_stored_one_changes_nothing(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
        edit_movement(
            actor=boss, movement=held(boss, made), data=writing.data(minutes=3), version=1
        )
        with pytest.raises(Stale):
            edit_movement(
                actor=boss, movement=held(boss, made), data=writing.data(minutes=9), version=1
            )
        assert get_movement(boss, made.pk).minutes == 3


def test_what_came_along_is_not_changed(linden: House) -> None:
    with acting(linden.boss) as boss:
        ours = building.movement(boss)
        with pytest.raises(DomainError, match="copy"):
            edit_movement(actor=boss, movement=held(boss, ours), data=writing.data(), version=1)
        assert building.movement(boss).name == "Arch and Flatten"


def test_a_retired_one_is_offered_no_more_and_stays_where_it_is_used(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
        program = building.running(boss, nora, building.item(boss, made.built_in_code))
        retire_movement(actor=boss, movement=made, retired=True)
        assert found(boss, search="jaw") == []
        assert "Soft Jaw" not in [m.name for m in all_movements(boss)]
        assert found(boss, retired=True) == found(boss, search="jaw", retired=True) == ["Soft Jaw"]
        assert get_movement(boss, made.pk).name == "Soft Jaw"
        assert [item.movement.name for item in items_of(boss, program)] == ["Soft Jaw"]
        retire_movement(actor=boss, movement=made, retired=False)
        assert found(boss, search="jaw") == ["Soft Jaw"]
        assert found(boss, retired=True) == []


def test_a_second_click_adds_no_second_one(linden: House) -> None:
    key = uuid4()
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data(), key=key)
        with pytest.raises(AlreadyDone) as already:
            add_movement(actor=boss, data=writing.data(name="Another"), key=key)
        assert already.value.object_id == made.pk


@pytest.mark.parametrize("role", ["trainee", "assistant"])
def test_only_who_may_writes(linden: House, role: str) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
    with acting(linden.actor(getattr(linden, role))) as other:
        with pytest.raises(NotAllowed):
            add_movement(actor=other, data=writing.data(name="Mine"))
        with pytest.raises(NotAllowed):
            edit_movement(actor=other, movement=made, data=writing.data(), version=1)
        with pytest.raises(NotAllowed):
            retire_movement(actor=other, movement=made, retired=True)
        assert found(other, search="jaw") == ["Soft Jaw"]


def test_another_practices_is_neither_changed_nor_copied(harbour: House, linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
    with acting(harbour.boss) as boss:
        for write in (
            lambda: edit_movement(
                actor=boss, movement=held(boss, made), data=writing.data(), version=1
            ),
            lambda: add_movement(actor=boss, data=writing.data(name="Taken"), copied_from=made.pk),
        ):
            with pytest.raises(Http404):
                write()
        assert not Movement.objects.visible_to(boss).filter(built_in_version=0).exists()
        assert not MovementBeginning.objects.visible_to(boss).filter(text="jaw").exists()

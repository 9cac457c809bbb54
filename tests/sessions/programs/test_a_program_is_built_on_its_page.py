"""The builder: what is chosen is what is stored; revisions; states; whose it is."""

from datetime import time
from uuid import uuid4

import pytest

from clients.records.models import Client
from practice.core.actor import Actor, acting
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.services import create_program
from tests.cast import House, sign_in
from tests.sessions.programs import building


def _only(actor: Actor) -> HomeProgram:
    return HomeProgram.objects.visible_to(actor).get()


def _rows(actor: Actor) -> list[dict[str, object]]:
    flatten = building.movement(actor)
    curl = building.movement(actor, "side_curl")
    return [
        {"movement": flatten.pk, "phase": "free", "minutes": 4, "variant": "floor", "note": "Slow"},
        {"movement": curl.pk, "phase": "free"},
    ]


def test_what_was_chosen_is_stored_as_a_draft(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        sent = building.form_data(boss, *_rows(boss), time_2="19:00", key=uuid4(), cue="At dawn")
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    with acting(linden.boss) as boss:
        program = _only(boss)
        assert answer.status_code == 302
        assert answer["Location"] == f"/programs/{program.pk}/"
        assert (program.state, program.days, program.times, program.cue) == (
            "draft",
            [1, 3],
            [time(7, 30), time(19)],
            "At dawn",
        )
        items = list(ProgramItem.objects.visible_to(boss).order_by("position"))
        assert [(i.minutes, i.variant, i.note) for i in items] == [
            (4, "floor", "Slow"),
            (3, "", ""),
        ]
        snapshot = HomeProgramRevision.objects.visible_to(boss).get()
        assert [row["name"] for row in snapshot.items] == ["Arch and Flatten", "Side Curl"]


def test_a_second_press_is_led_to_the_first_program(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        sent = building.form_data(boss, *_rows(boss), key=uuid4())
    browser = sign_in("practitioner@linden.example")
    answers = [browser.post(f"/clients/{nora.pk}/programs/new/", sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    with acting(linden.boss) as boss:
        assert HomeProgram.objects.visible_to(boss).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_1": ""}, "time_1"),
        ({"days": []}, "days"),
        ({"items-0-movement": "", "items-1-movement": ""}, "items-0-movement"),
        ({"items-0-phase": ""}, "items-0-phase"),
        ({"items-0-variant": "standing"}, "items-0-variant"),
        ({"items-0-minutes": "0"}, "items-0-minutes"),
        ({"items-0-movement": str(uuid4())}, "items-0-movement"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    linden: House, nora: Client, change: dict[str, object], field: str
) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        sent = building.form_data(boss, *_rows(boss), key=uuid4()) | change
    answer = sign_in("practitioner@linden.example").post(f"/clients/{nora.pk}/programs/new/", sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    with acting(linden.boss) as boss:
        assert not HomeProgram.objects.visible_to(boss).exists()


def test_a_change_of_items_is_a_new_revision_and_the_address_stays(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        rows = _rows(boss)
    browser = sign_in("practitioner@linden.example")
    address = f"/programs/{program.pk}/edit/"
    sent = building.form_data(linden.boss, rows[1], version=program.version)
    assert browser.post(address, sent)["Location"] == f"/programs/{program.pk}/"
    with acting(linden.boss) as boss:
        stored = _only(boss)
        assert (stored.pk, stored.state, stored.revision) == (program.pk, "active", 2)
        gone, here = ProgramItem.objects.visible_to(boss).select_related("movement").order_by("id")
        assert gone.removed_on is not None
        assert (here.movement.name, here.removed_on) == ("Side Curl", None)
        names = [
            [row["name"] for row in revision.items]
            for revision in HomeProgramRevision.objects.visible_to(boss).order_by("number")
        ]
        assert names == [["Arch and Flatten"], ["Side Curl"]]


def test_a_change_of_days_alone_is_no_revision(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        row = {"movement": building.movement(boss).pk, "phase": "free"}
    sent = building.form_data(linden.boss, row, version=program.version)
    sign_in("practitioner@linden.example").post(f"/programs/{program.pk}/edit/", sent)
    with acting(linden.boss) as boss:
        stored = _only(boss)
        assert (stored.days, stored.revision, stored.version) == ([1, 3], 1, program.version + 1)


def test_two_people_editing_never_overwrite_each_other(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        rows = _rows(boss)
    sent = building.form_data(linden.boss, *rows, version=program.version - 1)
    sent |= {"note_to_client": "typed in between", "rows": 2}
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/programs/{program.pk}/edit/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this program" in page
    assert "typed in between" in page
    assert f'name="version" value="{program.version}"' in page
    with acting(linden.boss) as boss:
        assert (_only(boss).revision, _only(boss).version) == (1, program.version)
        assert ProgramItem.objects.visible_to(boss).count() == 1
    sent["version"] = program.version  # pressed again, with both in sight
    assert browser.post(f"/programs/{program.pk}/edit/", sent).status_code == 302
    with acting(linden.boss) as boss:
        assert _only(boss).note_to_client == "typed in between"


def test_it_starts_rests_goes_on_and_ends(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.draft(boss, nora)
    browser = sign_in("practitioner@linden.example")
    states = []
    for step in ("pause", "activate", "pause", "resume", "end", "resume"):
        assert browser.post(f"/programs/{program.pk}/{step}/").status_code == 302
        with acting(linden.boss) as boss:
            states.append(_only(boss).state)
    assert states == ["draft", "active", "paused", "active", "ended", "ended"]
    assert browser.get(f"/programs/{program.pk}/activate/").status_code == 405


def test_one_program_runs_a_course_of_work(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        first = building.running(boss, nora)
        second = create_program(
            actor=boss, episode=first.episode, data=building.data(building.item(boss))
        )
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/programs/{second.pk}/activate/", follow=True)
    assert "Another program is running" in answer.content.decode()
    with acting(linden.boss) as boss:
        states = HomeProgram.objects.visible_to(boss).order_by("id").values_list("state", flat=True)
        assert list(states) == ["active", "draft"]


def test_warnings_are_said_and_do_not_block(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.draft(boss, nora, building.item(boss, minutes=40))
    page = sign_in("practitioner@linden.example").get(f"/programs/{program.pk}/").content.decode()
    assert "40 minutes planned" in page


@pytest.mark.parametrize("who", ["practitioner@harbour.example", "omar@clients.example"])
def test_another_practice_finds_nothing(
    harbour: House, omar: Client, linden: House, nora: Client, who: str
) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    browser = sign_in(who)
    refused = {403, 404}
    assert browser.get(f"/programs/{program.pk}/").status_code in refused
    for step in ("edit", "pause", "end"):
        assert browser.post(f"/programs/{program.pk}/{step}/").status_code in refused
    assert browser.get(f"/clients/{nora.pk}/programs/new/").status_code in refused
    with acting(linden.boss) as boss:
        assert (_only(boss).state, _only(boss).version) == ("active", program.version)


def test_an_assistant_and_another_trainee_see_no_story(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    assert sign_in("assistant@linden.example").get(f"/programs/{program.pk}/").status_code == 403
    assert sign_in("trainee@linden.example").get(f"/programs/{program.pk}/").status_code == 404


def test_without_an_open_course_of_work_the_way_there_is_shown(linden: House, nora: Client) -> None:
    answer = sign_in("practitioner@linden.example").get(f"/clients/{nora.pk}/programs/new/")
    assert f"/clients/{nora.pk}/episodes/new/" in answer.content.decode()

"""The pages of a practice's own movements: what is wrong stands beside its field, and all that was
typed stays."""

from typing import Any

import pytest

from practice.core.actor import acting
from sessions.movements.models import Movement
from sessions.movements.services import add_movement, edit_movement
from tests.cast import House, sign_in
from tests.sessions.movements import writing
from tests.sessions.movements.writing import held
from tests.sessions.programs import building


def own(house: House) -> list[Movement]:
    with acting(house.boss) as boss:
        return list(Movement.objects.visible_to(boss).filter(built_in_version=0))


def test_it_is_written_on_the_page(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    answer = browser.post("/library/new/", writing.sent())
    (made,) = own(linden)
    assert (answer.status_code, answer["Location"]) == (302, f"/library/{made.pk}/")
    assert [step["seconds"] for step in made.steps] == [4, 9]
    assert made.targets == [{"muscle_group": "neck", "place": "sitting"}]
    assert made.aliases == [{"name": "Jaw Melt", "lineage": "other"}]
    page = browser.get(f"/library/{made.pk}/").content.decode()
    for said in ("Jaw Melt", "Another school", "hers, with her leave", "Turns the spine", "Neck"):
        assert said.casefold() in page.casefold()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name": ""}, "name", "Please name it."),
        ({"name": "Washrag"}, "name", "one of this name"),
        ({"steps__2__seconds": ""}, "steps-2-seconds", "how many seconds"),
        ({"steps__2__words": ""}, "steps-2-words", "Say how."),
        ({"steps__2__seconds": "many"}, "steps-2-seconds", "whole number"),
        ({"steps__2__seconds": "601"}, "steps-2-seconds", "600"),
        ({"frees": "7"}, "frees", "valid choice"),
        ({"frees": None}, "frees", "Say 0 to 3."),
        ({"frees": "0", "integrates": "0"}, "frees", "at least 1"),
        ({"targets__1__muscle": "Biceps"}, "targets-1-muscle", "no such muscle group"),
        ({"targets__1__place": "In bed"}, "targets-1-place", "no such place"),
        ({"targets__1__place": ""}, "targets-1-place", "Say where."),
        ({"aliases__0__lineage": ""}, "aliases-0-lineage", "Say who"),
        ({"variants": None}, "variants", "at least one"),
        ({"minutes": "-3"}, "minutes", "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    linden: House, wrong: dict[str, Any], field: str, words: str
) -> None:
    answer = sign_in("owner@linden.example").post("/library/new/", writing.sent(**wrong))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == [field]
    assert words in str(form.errors[field])
    assert form["start"].value() == "Sit at ease."
    assert form["steps-0-words"].value() == "Let your jaw open a little."
    assert form["rights"].value() == "hers, with her leave"
    assert not own(linden)


@pytest.mark.parametrize(("kind", "count"), [("steps", 5), ("targets", 4), ("aliases", 2)])
def test_a_row_is_added_without_a_script_and_nothing_is_lost(
    linden: House, kind: str, count: int
) -> None:
    typed = writing.sent(name="", more=kind)
    answer = sign_in("owner@linden.example").post("/library/new/", typed)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form.counts[kind] == count
    assert not form.errors
    assert form["steps-2-words"].value() == "Let it close, slower than it opened."
    assert form["variants"].value() == ["seated", "floor"]
    assert form["targets-1-muscle"].value() == "Neck"
    assert not own(linden)


def test_a_copy_begins_with_all_that_is_said_and_another_name(linden: House) -> None:
    with acting(linden.boss) as boss:
        model = building.movement(boss, "diagonal_arch_and_curl")
    browser = sign_in("owner@linden.example")
    there = browser.get(f"/library/{model.pk}/edit/")
    assert there["Location"] == f"/library/new/?copy={model.pk}"
    form = browser.get(there["Location"]).context["form"]
    assert form["name"].value() == "Diagonal Arch and Curl, our way"
    typed = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in typed.items() if value not in (None, "")}
    browser.post(there["Location"], sent)
    (made,) = own(linden)
    assert made.copied_from_id == model.pk
    for said in ("steps", "targets", "aliases", "variants", "contraindications", "start", "cycles"):
        assert getattr(made, said) == getattr(model, said), said


def test_both_texts_are_shown_when_two_people_changed_it(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
        theirs = writing.data(summary="Theirs, saved first.", name="Their Jaw")
        edit_movement(actor=boss, movement=held(boss, made), data=theirs, version=1)
    browser = sign_in("owner@linden.example")
    address = f"/library/{made.pk}/edit/"
    mine = writing.sent(summary="Mine, typed meanwhile.", version="1")
    answer = browser.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved first." in page
    assert "Mine, typed meanwhile." in page
    assert own(linden)[0].summary == "Theirs, saved first."
    again = browser.post(address, mine | {"version": answer.context["form"]["version"].value()})
    assert again.status_code == 302
    assert own(linden)[0].summary == "Mine, typed meanwhile."


def test_it_is_retired_and_brought_back_on_its_page(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    with acting(linden.boss) as boss:
        washrag = building.movement(boss, "washrag")
    address = f"/library/{washrag.pk}/retire/"
    browser.post(address, {"retired": "1"})
    assert "Washrag" not in browser.get("/library/").content.decode()
    assert "Washrag" in browser.get("/library/?retired=1").content.decode()
    assert "Retired" in browser.get(f"/library/{washrag.pk}/").content.decode()
    browser.post(address, {"retired": "0"})
    assert "Washrag" in browser.get("/library/").content.decode()


def test_who_may_not_write_sees_no_way_to_it_and_has_none(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
    browser = sign_in("trainee@linden.example")
    page = browser.get(f"/library/{made.pk}/").content.decode()
    assert "/edit/" not in page
    assert "Make a copy" not in page
    assert "Retire it" not in page
    for address in ("/library/new/", f"/library/{made.pk}/edit/"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, writing.sent(version="1")).status_code == 403
    assert browser.post(f"/library/{made.pk}/retire/", {"retired": "1"}).status_code == 403
    assert own(linden)[0].retired_at is None


def test_another_practices_movement_has_no_page(harbour: House, linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_movement(actor=boss, data=writing.data())
    browser = sign_in("owner@harbour.example")
    for address in (f"/library/{made.pk}/edit/", f"/library/new/?copy={made.pk}"):
        assert browser.get(address).status_code == 404
    assert browser.get("/library/new/?copy=nonsense").status_code == 404
    assert browser.post(f"/library/{made.pk}/retire/", {"retired": "1"}).status_code == 404

"""Statements of the program's pages: few, and not more with more items."""

from uuid import uuid4

from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import acting
from sessions.movements.models import Movement
from sessions.programs.services import ItemData, ProgramData, create_program
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.programs import building


def _all(actor: object, codes: int) -> ProgramData:
    movements = Movement.objects.visible_to(actor).filter(frees__gt=0).order_by("position")[:codes]  # type: ignore[arg-type]
    items = [ItemData(movement=m, phase=Phase.FREE, minutes=2) for m in movements]
    return building.data(*items, many_reason="A full house")


def test_reading(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        small = building.draft(boss, nora)
        large = create_program(actor=boss, episode=small.episode, data=_all(boss, 9))
    browser = sign_in("practitioner@linden.example")
    browser.get("/library/")  # shows the welcome, so that it is not counted
    for page in ("", "edit/"):
        counts = []
        for program in (small, large):
            with statements() as seen:
                assert browser.get(f"/programs/{program.pk}/{page}").status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]
        assert counts[1] <= 8, counts
    with statements() as seen:
        assert browser.get(f"/clients/{nora.pk}/programs/new/").status_code == 200
    assert len(seen) <= 8


def test_writing(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.release(boss, building.episode_of(boss, nora))
        walk, flat = building.movement(boss, "shift_to_walk"), building.movement(boss)
    browser = sign_in("practitioner@linden.example")
    browser.get("/library/")
    rows = [{"movement": walk.pk, "phase": "integrate"}, {"movement": flat.pk, "phase": "free"}]
    sent = building.form_data(linden.boss, *rows, key=uuid4())
    with statements() as seen:
        made = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    assert made.status_code == 302
    assert len(seen) <= 12, "\n".join(q[:150] for q in seen)
    with statements() as seen:
        browser.post(made["Location"] + "activate/")
    assert len(seen) <= 13, "\n".join(q[:150] for q in seen)
    change = building.form_data(linden.boss, rows[1], version=2)
    with statements() as seen:
        assert browser.post(made["Location"] + "edit/", change).status_code == 302
    assert len(seen) <= 12, "\n".join(q[:150] for q in seen)

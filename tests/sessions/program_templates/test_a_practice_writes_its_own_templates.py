"""A practice writes templates of its own, copies ours, changes, retires and brings back."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from practice.core.actor import Actor, NotAllowed, acting
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from sessions.movements.models import Movement
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from sessions.program_templates.rules import goes_in_a_circle
from sessions.program_templates.services import (
    add_template,
    edit_template,
    retire_template,
)
from tests.cast import House, sign_in
from tests.sessions.program_templates.writing import data
from tests.sessions.program_templates.writing import sent as sent_form
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
STAFF = "practitioner@linden.example"


def _named(actor: Actor, name: str) -> ProgramTemplate:
    return ProgramTemplate.objects.visible_to(actor).get(name=name)


def test_one_is_written_and_changed_on_its_pages(linden: House) -> None:
    browser = sign_in(STAFF)
    with acting(linden.boss) as boss:
        sent = sent_form(boss, tier="sample", link="https://example.org/full", weeks="6")
    answers = [browser.post(reverse("program_template_new"), sent) for _ in range(2)]
    with acting(linden.boss) as boss:
        made = _named(boss, "Evenings")
        item = TemplateItem.objects.visible_to(boss).select_related("movement").get(template=made)
    assert answers[0]["Location"] == answers[1]["Location"]
    assert (made.link, made.weeks, made.tier) == ("https://example.org/full", 6, "sample")
    assert (item.name, item.minutes, item.note) == ("Side Curl", 3, "Half as far.")

    there = reverse("program_template_edit", args=[made.pk])
    browser.post(there, {**sent, "name": "Late evenings", "version": "1"})

    with acting(linden.boss) as boss:
        assert _named(boss, "Late evenings").version == 2
    assert "https://example.org/full" in browser.get(answers[0]["Location"]).content.decode()


def test_two_people_who_edit_one_see_both_and_lose_nothing(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_template(actor=boss, data=data(boss))
        sent = sent_form(boss, version="1")
        edit_template(actor=boss, template=made, data=data(boss, "Mornings"), version=1)
    browser, there = sign_in(STAFF), reverse("program_template_edit", args=[made.pk])

    both = browser.post(there, sent)

    page = both.content.decode()
    assert both.status_code == 409
    assert "Mornings" in page
    assert 'value="Evenings"' in page
    assert "Half as far." in page
    with acting(linden.boss) as boss:
        assert _named(boss, "Mornings").version == 2
    browser.post(there, {**sent, "version": "2"})
    with acting(linden.boss) as boss:
        assert _named(boss, "Evenings").version == 3


def test_what_came_along_is_copied_to_be_changed(linden: House) -> None:
    browser = sign_in(STAFF)
    with acting(linden.boss) as boss:
        ours = _named(boss, "A Freer Centre")
        with pytest.raises(DomainError, match="Copy it"):
            edit_template(actor=boss, template=ours, data=data(boss), version=1)

    answer = browser.get(reverse("program_template_edit", args=[ours.pk]))
    page = browser.get(answer["Location"]).content.decode()

    assert answer["Location"].endswith(f"?copy={ours.pk}")
    assert "A Freer Centre, our way" in page
    assert " selected>Four-Minute Psoas Release" in page


def test_what_was_retired_stays_in_it_and_is_said(linden: House) -> None:
    with acting(linden.boss) as boss:
        gone = building.movement(boss, "side_curl")
        made = add_template(actor=boss, data=data(boss))
        sent = sent_form(boss, version="1", summary="Before bed.")
        Movement.objects.visible_to(boss).filter(pk=gone.pk).update(retired_at=now())
    browser, there = sign_in(STAFF), reverse("program_template_edit", args=[made.pk])
    new = reverse("program_template_new")

    for page in (
        browser.get(there),
        browser.get(f"{new}?copy={made.pk}"),
        browser.post(there, {**sent, "more": "1"}),
    ):
        assert " selected>Side Curl (no longer in the library)" in page.content.decode()
        assert "Side Curl. It stays until" in page.content.decode()
    browser.post(there, sent)
    browser.post(new, {**sent, "name": "Copied"})

    with acting(linden.boss) as boss:
        assert _named(boss, "Evenings").summary == "Before bed."
        for name in ("Evenings", "Copied"):
            items = TemplateItem.objects.visible_to(boss).filter(template__name=name)
            assert [item.movement_id for item in items] == [gone.pk]
    odd = browser.post(there, {**sent, "version": "2", "items-1-movement": "no id"})
    assert odd.status_code == 422


def test_one_is_retired_and_brought_back(linden: House) -> None:
    browser = sign_in(STAFF)
    with acting(linden.boss) as boss:
        ours = _named(boss, "A Freer Centre")
    there = reverse("program_template_retire", args=[ours.pk])

    browser.post(there, {"retired": "1"})
    assert "retired" in browser.get(reverse("program_template_list")).content.decode()
    browser.post(there, {"retired": "0"})

    with acting(linden.boss) as boss:
        assert _named(boss, "A Freer Centre").retired_at is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"items": ()}, "items-0-movement"),
        ({"link": "http://example.org/"}, "link"),
        ({"link": "https://nowhere"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://somebody@example.org/"}, "link"),
        ({"name": "  a freer CENTRE "}, "name"),
        ({"name": "…"}, "name"),
        ({"weeks": 0}, "weeks"),
        ({"prerequisite": uuid4()}, "prerequisite"),
        ({"refresher": uuid4()}, "refresher"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    linden: House, more: dict[str, Any], field: str
) -> None:
    with acting(linden.boss) as boss:
        before = ProgramTemplate.objects.visible_to(boss).count()
        with pytest.raises(DomainError) as refused:
            add_template(actor=boss, data=data(boss, **more))
        assert refused.value.field == field
        assert ProgramTemplate.objects.visible_to(boss).count() == before


def test_nothing_comes_before_itself_by_way_of_others(linden: House) -> None:
    with acting(linden.boss) as boss:
        first = add_template(actor=boss, data=data(boss, "One"))
        second = add_template(actor=boss, data=data(boss, "Two", prerequisite=first.pk))
        third = add_template(actor=boss, data=data(boss, "Three", prerequisite=second.pk))
        with pytest.raises(DomainError, match="neither could ever begin") as refused:
            edit_template(
                actor=boss,
                template=first,
                data=data(boss, "One", prerequisite=third.pk),
                version=1,
            )
        assert refused.value.field == "prerequisite"
        assert _named(boss, "One").prerequisite_id is None


def test_an_old_version_is_stale_and_writes_nothing(linden: House) -> None:
    with acting(linden.boss) as boss:
        made = add_template(actor=boss, data=data(boss))
        with pytest.raises(Stale):
            edit_template(actor=boss, template=made, data=data(boss, "Other"), version=7)
        assert _named(boss, "Evenings").version == 1


def test_a_form_that_was_refused_keeps_what_was_typed(linden: House) -> None:
    with acting(linden.boss) as boss:
        sent = sent_form(boss, link="http://example.org/full", summary="Before bed.")

    answer = sign_in(STAFF).post(reverse("program_template_new"), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A whole address that begins with https://" in page
    for typed in ("Evenings", "Before bed.", "http://example.org/full", "Half as far."):
        assert typed in page


def test_another_row_keeps_what_was_typed(linden: House) -> None:
    with acting(linden.boss) as boss:
        sent = sent_form(boss, more="1")

    page = sign_in(STAFF).post(reverse("program_template_new"), sent).content.decode()

    assert 'name="items-2-movement"' in page
    assert "Half as far." in page


def test_retiring_is_for_who_may_write(linden: House) -> None:
    with acting(linden.actor(linden.trainee)) as trainee:
        ours = _named(trainee, "A Freer Centre")
        with pytest.raises(NotAllowed):
            retire_template(actor=trainee, template=ours, retired=True)


def test_circles() -> None:
    one, two, three = (uuid4() for _ in range(3))
    assert goes_in_a_circle(one, three, {three: two, two: one})
    assert not goes_in_a_circle(one, three, {three: two, two: None})
    assert not goes_in_a_circle(one, two, {two: three, three: two})

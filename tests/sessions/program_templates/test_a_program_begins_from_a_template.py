"""A template fills the builder; what comes first wants a reason; a program becomes a template."""

from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from sessions.movements.models import Movement
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from sessions.programs.models import HomeProgram
from sessions.programs.services import activate_program, end_program
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
STAFF = "practitioner@linden.example"


def _template(house: House, code: str) -> ProgramTemplate:
    with acting(house.boss) as boss:
        return ProgramTemplate.objects.visible_to(boss).get(built_in_code=code)


def _retire(house: House, code: str) -> None:
    with acting(house.boss) as boss:
        Movement.objects.visible_to(boss).filter(built_in_code=code).update(retired_at=now())


def _begin(house: House, nora: Client, code: str) -> tuple[Browser, str, str]:
    """The builder opened with a template, and its address."""
    with acting(house.boss) as boss:
        building.episode_of(boss, nora)
    there = f"{reverse('program_new', args=[nora.pk])}?template={_template(house, code).pk}"
    browser = sign_in(STAFF)
    return browser, there, browser.get(there).content.decode()


def _send(house: House, browser: Browser, nora: Client, code: str, **more: str) -> object:
    with acting(house.boss) as boss:
        rows = building.form_data(
            boss,
            {"movement": building.movement(boss, "back_lift").pk, "phase": "free"},
            key=uuid4(),
            template=str(_template(house, code).pk),
            **more,
        )
    return browser.post(reverse("program_new", args=[nora.pk]), rows)


def _made(house: House) -> list[HomeProgram]:
    with acting(house.boss) as boss:
        rows = HomeProgram.objects.visible_to(boss).select_related("made_from")
        return list(rows.order_by("id"))


def test_the_builder_opens_with_what_is_in_it_and_stores_nothing(
    linden: House, nora: Client
) -> None:
    _browser, _there, page = _begin(linden, nora, "freer_centre")

    with acting(linden.boss) as boss:
        items = TemplateItem.objects.visible_to(boss).filter(template__built_in_code="freer_centre")
        for item in items.select_related("movement"):
            assert f'value="{item.movement_id}"' in page
    assert "Begun from “A Freer Centre”" in page
    assert _made(linden) == []


def test_what_was_retired_is_left_out_and_said_so(linden: House, nora: Client) -> None:
    _retire(linden, "four_minute_release")

    _browser, _there, page = _begin(linden, nora, "freer_centre")

    assert "Retired meanwhile: Four-Minute Psoas Release." in page
    assert 'name="items-1-movement"' in page
    assert 'name="items-2-movement"' not in page


def test_what_it_was_made_from_is_kept_and_shown(linden: House, nora: Client) -> None:
    browser, _there, _page = _begin(linden, nora, "freer_centre")

    _send(linden, browser, nora, "freer_centre")

    (made,) = _made(linden)
    assert made.made_from == _template(linden, "freer_centre")
    shown = browser.get(reverse("program_page", args=[made.pk])).content.decode()
    assert "A Freer Centre" in shown
    assert "A Small Refresher refreshes it later." in shown


def test_without_what_comes_first_it_wants_a_reason_that_is_kept(
    linden: House, nora: Client
) -> None:
    browser, _there, page = _begin(linden, nora, "freer_centre_in_motion")
    assert "“A Freer Centre” comes first, and they have not had it." in page

    refused = _send(linden, browser, nora, "freer_centre_in_motion", early_reason="  ")

    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "“A Freer Centre” comes first. Say why without it." in refused.content.decode()  # type: ignore[attr-defined]
    assert _made(linden) == []

    _send(linden, browser, nora, "freer_centre_in_motion", early_reason="Danced all her life.")

    (made,) = _made(linden)
    assert made.early_reason == "Danced all her life."
    shown = browser.get(reverse("program_page", args=[made.pk])).content.decode()
    assert "Without what comes first, because: Danced all her life." in shown


def test_who_had_what_comes_first_needs_none(linden: House, nora: Client) -> None:
    browser, _there, _page = _begin(linden, nora, "freer_centre")
    _send(linden, browser, nora, "freer_centre")
    waiting = _send(linden, browser, nora, "freer_centre_in_motion")
    assert waiting.status_code == 422  # type: ignore[attr-defined]  # a draft was not practised
    (first,) = _made(linden)
    with acting(linden.boss) as boss:
        first = HomeProgram.objects.visible_to(boss).select_related("client").get(pk=first.pk)
        end_program(actor=boss, home_program=activate_program(actor=boss, home_program=first))

    there = reverse("program_new", args=[nora.pk])
    page = browser.get(f"{there}?template={_template(linden, 'freer_centre_in_motion').pk}")
    _send(linden, browser, nora, "freer_centre_in_motion")

    assert "comes first" not in page.content.decode()
    assert [made.early_reason for made in _made(linden)] == ["", ""]


def test_a_program_becomes_a_template_without_a_word_of_the_client(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        made = building.draft(boss, nora, building.item(boss, note="Nora's hip first."))
    browser = sign_in(STAFF)

    page = browser.get(reverse("program_as_template", args=[made.pk])).content.decode()

    assert " selected>Arch and Flatten" in page
    for secret in ("Nora's", "Nora&#x27;s", building.CONCERN):
        assert secret not in page


def test_templates_to_begin_from_say_what_was_not_had(linden: House, nora: Client) -> None:
    page = sign_in(STAFF).get(reverse("program_begin", args=[nora.pk])).content.decode()

    assert page.count("A Freer Centre comes first, and was not had yet") == 1
    assert "10 minutes" in page


@pytest.mark.parametrize("button", ["up", "down", "out", "find"])
def test_the_builders_buttons_lose_neither_template_nor_reason(
    linden: House, nora: Client, button: str
) -> None:
    browser, _there, _page = _begin(linden, nora, "freer_centre_in_motion")

    answer = _send(
        linden, browser, nora, "freer_centre_in_motion", early_reason="Danced.", **{button: "0"}
    )

    page = answer.content.decode()  # type: ignore[attr-defined]
    template = _template(linden, "freer_centre_in_motion")
    assert f'name="template" value="{template.pk}"' in page
    assert 'name="early_reason" value="Danced."' in page
    assert _made(linden) == []

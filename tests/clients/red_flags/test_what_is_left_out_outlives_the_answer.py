"""What movements leave out stays through later answers, until somebody decides anew."""

import pytest
from django.http import Http404
from django.urls import reverse

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.records.models import Client
from clients.red_flags.queries import get_raised
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.dashboard.client_page import client_page_of
from tests.cast import House, sign_in
from tests.clients.red_flags.conftest import YES, told_yes
from tests.clients.red_flags.test_asking_back_keeps_what_was_decided import (
    BELLY,
    FLAGS,
    answer,
    ask,
    page_of,
    settle,
    yeses,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(linden: House, nora: Client) -> IntakeSubmission:
    """Her signed intake, with a yes at every level."""
    return told_yes(linden, nora)


@pytest.fixture
def bones(linden: House, intake: IntakeSubmission) -> RedFlagAnswer:
    """Her yes to thin bones, decided on: no curls under load."""
    (yes,) = [one for one in yeses(linden) if one.code == YES["adapt"]]
    adapt(linden, yes, "loaded_flexion")
    return yes


def adapt(house: House, yes: RedFlagAnswer, *avoid: str) -> None:
    with acting(house.boss) as boss:
        said = DecisionData(
            choice="adapted", decided_on=today_in(boss.zone), reason="Softly.", avoid=avoid
        )
        decide(actor=boss, answer_id=yes.pk, said=said)


def left_out(house: House, client: Client) -> list[str]:
    with acting(house.boss) as boss:
        return [code.value for code in client_page_of(boss, client.pk).left_out]


def test_a_no_takes_nothing_back(
    linden: House, nora: Client, intake: IntakeSubmission, bones: RedFlagAnswer
) -> None:
    ask(linden, intake, "red_flags")
    answer(linden, nora, red_flags=FLAGS | {YES["adapt"]: "no"})
    assert left_out(linden, nora) == ["loaded_flexion"]
    assert "Answered otherwise since" in page_of(bones.pk)
    url = reverse("client_page", args=[nora.pk])
    client = sign_in("owner@linden.example").get(url).content.decode()
    assert client.count(reverse("red_flag_page", args=[bones.pk])) == 2  # the part and the timeline
    adapt(linden, bones)
    assert left_out(linden, nora) == []
    assert (
        "Answered otherwise since" not in sign_in("owner@linden.example").get(url).content.decode()
    )


def test_a_yes_told_again_keeps_it_until_it_is_decided(
    linden: House, nora: Client, intake: IntakeSubmission, bones: RedFlagAnswer
) -> None:
    ask(linden, intake, "symptoms")
    told = [*intake.answers["symptoms"], BELLY]
    newer = answer(linden, nora, symptoms=told, red_flags=FLAGS)
    assert left_out(linden, nora) == ["loaded_flexion"]
    (again,) = [o for o in yeses(linden) if (o.submission_id, o.code) == (newer.pk, bones.code)]
    adapt(linden, again, "twist")
    assert left_out(linden, nora) == ["twist"]


def test_one_that_goes_on_in_the_next_version_stands_once(
    linden: House, nora: Client, intake: IntakeSubmission, bones: RedFlagAnswer
) -> None:
    ask(linden, intake)
    answer(linden, nora, concern="Since the winter.")
    with acting(linden.boss) as boss:
        flags = [one for one in client_page_of(boss, nora.pk).flags if one.flag.code == bones.code]
    assert [(one.holds, len(one.decisions)) for one in flags] == [(True, 1)]


def test_what_went_and_leaves_nothing_out_is_not_found(
    linden: House, nora: Client, intake: IntakeSubmission, bones: RedFlagAnswer
) -> None:
    (other,) = [one for one in yeses(linden) if one.code == YES["refer"]]
    settle(linden, other)
    ask(linden, intake, "red_flags")
    answer(linden, nora, red_flags=FLAGS | {YES["refer"]: "no"})
    with acting(linden.boss) as boss, pytest.raises(Http404):
        get_raised(boss, other.pk)

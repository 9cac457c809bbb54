"""The API tells the numbers of the page, by the same doors."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.team.rules import Scope
from tests.api.calling import caller, token_for
from tests.cast import House
from tests.sessions.progress.courses import TODAY, WEEK, Writer, others

pytestmark = pytest.mark.django_db


def asking(
    house: House, member: str = "practitioner", scope: Scope = Scope.PROGRESS_READ
) -> Browser:
    return caller(token_for(house, getattr(house, member), scope))


def test_the_numbers_of_the_page(nora_works: Writer) -> None:
    nora_works.everything()
    path = reverse("api_client_progress", args=[nora_works.client.pk])
    answer = asking(nora_works.house).get(path)
    assert answer.status_code == 200
    told = answer.json()
    assert told["period"] == str(nora_works.episode.pk)
    parts = {part["part"]: part for part in told["parts"]}
    assert parts["severity"]["points"][0] == {"day": str(TODAY - 20 * WEEK), "value": 8.0}
    assert parts["practice"]["adherence"] == {"planned": 57, "logged": 19, "beside": 1}
    assert parts["retention"]["held"]["came_back"] is False
    assert parts["change"]["tables"][0]["rows"] == [["31 August 2026", "Review", "+3", "+2"]]
    assert parts["activities"]["points"] is None
    (matrix,) = parts["matrix"]["tables"]
    assert matrix["names"] == ["Where", "Lesson 2, 6 July 2026", "Lesson 8, 9 November 2026"]
    assert matrix["rows"] == [["Left, Lying", "fits, pain 8", "fits, pain 0 ▲ better"]]
    assert len(parts["severity"]["tables"][0]["rows"]) == 17  # all of them: no link leads on
    assert "cannot tell yet" in " ".join(parts["retention"]["says"])


def test_the_steps_of_the_curve_are_there(nora_works: Writer) -> None:
    others(nora_works.house, 12, came_back=2)
    path = reverse("api_client_progress", args=[nora_works.client.pk])
    told = asking(nora_works.house).get(path).json()
    (part,) = (one for one in told["parts"] if one["part"] == "retention")
    (steps,) = part["tables"]
    assert steps["names"] == ["Day", "Still followed", "Came back", "Still held, of 100"]
    assert steps["rows"] == [["14", "12", "2", "83"]]


def test_a_course_of_work_that_is_not_there_is_refused(nora_works: Writer) -> None:
    nora_works.everything()
    path = reverse("api_client_progress", args=[nora_works.client.pk])
    browser = asking(nora_works.house)
    assert browser.get(path, {"period": "all"}).json()["period"] == "all"
    assert browser.get(path, {"period": "nonsense"}).status_code == 400
    assert browser.get(path, {"since": "2026-01-01"}).status_code == 400


def test_who_reads_no_notes_reads_no_progress(nora_works: Writer, omar: Client) -> None:
    nora_works.everything()
    house = nora_works.house
    path = reverse("api_client_progress", args=[nora_works.client.pk])
    assert asking(house, "assistant").get(path).status_code == 403
    assert asking(house, "trainee").get(path).status_code == 404
    assert asking(house, scope=Scope.CLIENTS_READ).get(path).status_code == 403
    theirs = reverse("api_client_progress", args=[omar.pk])
    assert asking(house).get(theirs).status_code == 404

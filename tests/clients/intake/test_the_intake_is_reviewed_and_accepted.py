"""The practitioner reads it on one page and takes it over into the record, once."""

from typing import Any

import pytest

from clients.intake.models import (
    ActivityGoal,
    Circumstances,
    IntakeSubmission,
    PriorInjury,
    PriorTreatment,
    RedFlagAnswer,
)
from clients.intake.queries import latest_intake
from clients.intake.rules import RED_FLAGS, IntakeStep, empty_answers
from clients.intake.services import save_step
from clients.records.models import Client, ClientBeginning, ConsentRecord, Episode
from clients.records.queries import Asked, get_client, list_clients
from clients.symptoms.models import RegionReport, SignReport, SymptomReport
from clients.symptoms.queries import symptoms_now
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from practice.dashboard.rules import NeedKind
from practice.dashboard.waiting import people_waiting
from tests.cast import House, sign_in
from tests.clients.intake.answers import NEW_IN_THREE, answers_to, complete_answers
from tests.clients.intake.counting import statements
from tests.clients.intake.walking import signed, stored

pytestmark = pytest.mark.django_db
TAKEN_OVER = (
    Episode,
    SymptomReport,
    SignReport,
    RegionReport,
    PriorTreatment,
    PriorInjury,
    Circumstances,
    ActivityGoal,
    RedFlagAnswer,
    ConsentRecord,
    ClientBeginning,
)


def nora_answers(**changes: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {**complete_answers(), "signature": "No Ng", **changes}
    answers["contact"] = {
        "given_name": "Nora",
        "family_name": "Ng",
        "preferred_name": "No",
        "phone": "+1 303 555 0101",
        "timezone": "America/Chicago",
    }
    return answers


@pytest.fixture
def intake(linden: House, nora: Client) -> IntakeSubmission:
    """Nora's intake, signed, with an emergency among the answers."""
    flags = {flag.code: "no" for flag in RED_FLAGS} | {"both_legs": "yes", "osteoporosis": "yes"}
    return signed(linden, nora, nora_answers(red_flags=flags))


def rows(house: House) -> list[Any]:
    """Everything that accepting could touch."""
    enter_as(house.boss)
    kept = [list(m._base_manager.order_by("id").values()) for m in TAKEN_OVER]
    clients = list(Client.objects.visible_to(house.boss).order_by("id").values())
    return [*kept, clients, stored(house)]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_one_page_shows_it_all_the_urgent_first(linden: House, intake: IntakeSubmission) -> None:
    page = words(sign_in("practitioner@linden.example").get(f"/intakes/{intake.pk}/"))
    assert '<blockquote class="quote">It pulls when I sit up.</blockquote>' in page
    assert page.index("both legs at once") < page.index("osteoporosis") < page.index("It pulls")
    assert "20 answers no" in page
    for said in (
        "Left groin, front, deep",
        "Low back, surface",
        "Lying to sitting",
        "not answered",
        "2 days",
        "Massage, six times",
        "Carry my daughter up the hill",
        "Walk with a free, even stride",
        "I cannot feel it there",
        "Little by little, since 5/2019",
        "<dt>Left groin, front, deep</dt><dd>Cannot feel</dd>",
        "<dt>The belly stands out in front</dt><dd>A little</dd>",
        "<dt>The pubic bone is held back</dt><dd>Cannot tell</dd>",
        "Heavy, Balanced",
        "Ida in the village",
        "<dt>An operation</dt><dd>Appendix, Right, 11/2004</dd>",
        "<dt>An accident</dt><dd>Off the bicycle</dd>",
        "<dt>All day</dt><dd>Cabinet maker</dd>",
        "<dt>Stress this month</dt><dd>0 of 10</dd>",
        "<dt>The breath moves</dt><dd>Held</dd>",
        "<dt>A doctor named</dt><dd>A worn hip</dd>",
        '<q>Balance easily</q></span><span class="items__end">0 of 10</span>',
        "How well it goes today, 2.0 of 10",
        "What this work is",
        "America/Chicago",
    ):
        assert said in page


@pytest.mark.parametrize("version", [1, 2])
def test_one_signed_on_an_older_form_reads_as_it_was_and_is_taken_over(
    linden: House, nora: Client, version: int
) -> None:
    older = {**answers_to(version), "signature": "No Ng"}
    older["contact"] = nora_answers()["contact"]
    enter_as(linden.boss)
    intake = IntakeSubmission._base_manager.create(
        practice_id=linden.practice.pk,
        client=nora,
        form_version=version,
        state="signed",
        answers=older,
        saved_at=now(),
        signed_at=now(),
        typed_signature="No Ng",
    )
    browser = sign_in("practitioner@linden.example")
    page = words(browser.get(f"/intakes/{intake.pk}/"))
    assert ("Signed before the body map was asked for." in page) is (version == 1)
    for step in NEW_IN_THREE:
        assert f'id="h-{step.value}"' not in page
    browser.post(f"/intakes/{intake.pk}/accept/")
    (kept,) = stored(linden)
    assert (kept["state"], kept["form_version"]) == ("accepted", version)
    assert kept["answers"] == older
    enter_as(linden.boss)
    assert SymptomReport.objects.visible_to(linden.boss).count() == 2
    assert not SignReport.objects.visible_to(linden.boss).exists()


def test_a_step_left_open_says_so(linden: House, nora: Client) -> None:
    untold: dict[str, Any] = {**empty_answers()}
    empty = {step.value: untold[step.value] for step in NEW_IN_THREE}
    intake = signed(linden, nora, nora_answers(**empty))
    page = words(sign_in("practitioner@linden.example").get(f"/intakes/{intake.pk}/"))
    assert page.count("They left this open.") == len(empty)


def test_the_clients_page_says_where_they_feel_it(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    browser = sign_in("practitioner@linden.example")
    assert "Left groin, front, deep" not in words(browser.get(f"/clients/{nora.pk}/"))
    browser.post(f"/intakes/{intake.pk}/accept/")
    page = words(browser.get(f"/clients/{nora.pk}/"))
    assert "<dt>Where it hurts</dt><dd>Left groin, front, deep; Low back, surface</dd>" in page
    assert "<dt>Where it is held</dt>" in page
    assert 'Balance easily</span><span class="items__end">0 of 10</span>' in page
    theirs = words(sign_in("assistant@linden.example").get(f"/clients/{nora.pk}/"))
    assert "Left groin, front, deep" not in theirs


def test_accepting_takes_it_over(linden: House, nora: Client, intake: IntakeSubmission) -> None:
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/intakes/{intake.pk}/accept/")
    assert answer["Location"] == f"/intakes/{intake.pk}/"
    assert "accepted it on" in words(browser.get(answer["Location"]))
    enter_as(linden.boss)
    (episode,) = Episode.objects.visible_to(linden.boss)
    assert (episode.concern, episode.client_id) == ("It pulls when I sit up.", nora.pk)
    reports = symptoms_now(linden.boss, nora.pk)
    assert [(r.symptom.built_in_code, r.side, r.severity, r.place) for r in reports] == [
        ("groin_pain", "middle", 0, ""),
        ("groin_pull", "left", None, "lying_to_sitting"),
    ]
    assert {r.episode_id for r in reports} == {episode.pk}
    assert [(r.quality, r.onset, r.since) for r in reports] == [
        ("", "", ""),
        ("absent", "gradual", "2019-05"),
    ]
    signs = SignReport.objects.visible_to(linden.boss).filter(episode=episode, client=nora)
    assert set(signs.values_list("symptom__built_in_code", "grade")) == {
        ("belly_protrudes", "a_little"),
        ("pubes_back", "cannot_tell"),
        ("heavy", ""),
        ("balanced", ""),
    }
    regions = RegionReport.objects.visible_to(linden.boss).filter(episode=episode, client=nora)
    assert set(regions.values_list("region", "layer", "side", "mark")) == {
        ("front_groin_left_core", "core", "left", "hurts"),
        ("back_low_back_sleeve", "sleeve", "middle", "hurts"),
        ("front_groin_left_core", "core", "left", "held"),
        ("front_groin_left_core", "core", "left", "absent"),
        ("back_low_back_sleeve", "sleeve", "middle", "clear"),
    }
    tried = PriorTreatment.objects.visible_to(linden.boss).order_by("id")
    assert [(t.approach, t.relief_extent, t.relief_days, t.who, t.happened) for t in tried] == [
        ("massage_manipulation", "partial", 2, "Ida in the village", "2021"),
        ("stretching", "none", None, "", ""),
    ]
    injuries = PriorInjury.objects.visible_to(linden.boss).filter(episode=episode, client=nora)
    assert set(injuries.values_list("kind", "what", "side", "happened")) == {
        ("surgery", "Appendix", "right", "2004-11"),
        ("accident", "Off the bicycle", "", ""),
    }
    days = Circumstances.objects.visible_to(linden.boss).get(episode=episode, client=nora)
    assert (days.stress, days.sleep, days.breathing) == (0, None, "held")
    assert (days.breathing_where, days.findings) == ("Under the ribs", "A worn hip")
    goals = ActivityGoal.objects.visible_to(linden.boss).filter(episode=episode, client=nora)
    assert list(goals.order_by("position").values_list("activity", "ability")) == [
        ("walk_freely", 4),
        ("easy_balance", 0),
        ("Carry my daughter up the hill", None),
    ]
    assert set(goals.values_list("version", "direction")) == {("1995", "up")}
    flags = RedFlagAnswer.objects.visible_to(linden.boss)
    assert flags.count() == len(RED_FLAGS)
    assert set(flags.filter(answer=True).values_list("code", "level")) == {
        ("both_legs", "emergency"),
        ("osteoporosis", "adapt"),
    }
    consents = ConsentRecord.objects.visible_to(linden.boss).select_related("document")
    assert {(c.document.kind, c.document.version, c.given, c.typed_name) for c in consents} == {
        ("scope", 1, True, "No Ng"),
        ("privacy", 1, True, "No Ng"),
        ("touch", 1, False, "No Ng"),
        ("photo", 2, False, "No Ng"),
        ("messaging", 1, False, "No Ng"),
    }
    client = get_client(linden.boss, nora.pk)
    assert (client.phone, client.preferred_name) == ("+1 303 555 0101", "No")
    assert (client.timezone, client.state) == ("America/Chicago", "active")
    assert (client.occupation, client.habits) == ("Cabinet maker", "Standing on the right leg")
    assert [row["id"] for row in list_clients(linden.boss, Asked(search="3035550101")).rows] == [
        nora.pk
    ]
    taken = latest_intake(linden.boss, nora.pk)
    assert taken is not None
    assert (taken.state, taken.episode_id) == ("accepted", episode.pk)
    assert taken.accepted_by_id == linden.practitioner.pk
    assert people_waiting(linden.boss)[NeedKind.INTAKE] == []


def test_a_second_press_changes_nothing_and_says_so(
    linden: House, intake: IntakeSubmission
) -> None:
    browser = sign_in("owner@linden.example")
    browser.post(f"/intakes/{intake.pk}/accept/")
    before = rows(linden)
    answer = browser.post(f"/intakes/{intake.pk}/accept/", follow=True)
    assert "was accepted before" in words(answer)
    assert rows(linden) == before


def test_nothing_empty_wipes_what_was_known(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    nora.phone = "+1 303 555 0199"
    nora.save(update_fields=["phone"])
    answers = nora_answers()
    answers["contact"] |= {"phone": "", "preferred_name": ""}
    answers["signature"] = "Nora Ng"
    intake = signed(linden, nora, answers)
    sign_in("owner@linden.example").post(f"/intakes/{intake.pk}/accept/")
    enter_as(linden.boss)
    assert get_client(linden.boss, nora.pk).phone == "+1 303 555 0199"


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("owner@harbour.example", 404),
        ("nora@clients.example", 403),
        ("omar@clients.example", 403),
    ],
)
def test_others_neither_read_nor_accept(
    harbour: House, omar: Client, intake: IntakeSubmission, linden: House, email: str, status: int
) -> None:
    before = rows(linden)
    browser = sign_in(email)
    assert browser.get(f"/intakes/{intake.pk}/").status_code == status
    assert browser.post(f"/intakes/{intake.pk}/accept/").status_code == status
    assert rows(linden) == before


def test_a_draft_is_still_the_clients_own(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as actor:
        draft = save_step(
            actor=actor, step=IntakeStep.CONCERN, part={"concern": "Not yet."}, seen=None
        )
    browser = sign_in("owner@linden.example")
    assert browser.get(f"/intakes/{draft.pk}/").status_code == 404
    assert browser.post(f"/intakes/{draft.pk}/accept/").status_code == 404
    assert stored(linden)[0]["state"] == "draft"


def test_those_to_review_are_named_oldest_first(linden: House, intake: IntakeSubmission) -> None:
    enter_as(linden.boss)
    (waiting,) = people_waiting(linden.boss)[NeedKind.INTAKE]
    assert (waiting.object_id, waiting.client_id) == (intake.pk, intake.client_id)
    assert waiting.name.startswith("Nora")
    trainee = linden.actor(linden.trainee)
    assert people_waiting(trainee)[NeedKind.INTAKE] == []
    assert latest_intake(linden.actor(linden.assistant), intake.client_id) is None


def test_pages_take_few_statements(linden: House, nora: Client) -> None:
    answers = nora_answers(signature="Nora Ng")
    answers["contact"] |= {"phone": "", "preferred_name": "", "timezone": nora.timezone}
    intake = signed(linden, nora, answers)
    browser = sign_in("owner@linden.example")
    with statements() as reading:
        browser.get(f"/intakes/{intake.pk}/")
    assert len(reading) <= 8, "\n".join(reading)
    with statements() as accepting:
        browser.post(f"/intakes/{intake.pk}/accept/")
    assert len(accepting) <= 12, "\n".join(q[:100] for q in accepting)


def test_what_changed_costs_no_more_than_twelve(linden: House, intake: IntakeSubmission) -> None:
    # The words they are found by are written again, and reminders hear of the new zone.
    browser = sign_in("owner@linden.example")
    with statements() as accepting:
        browser.post(f"/intakes/{intake.pk}/accept/")
    assert len(accepting) <= 12, "\n".join(q[:100] for q in accepting)

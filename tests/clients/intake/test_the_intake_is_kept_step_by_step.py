"""Each step is kept on the server, in any order, on any device; nothing is overwritten unseen."""

import re
from contextlib import nullcontext
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.intake.rules import CORE_STEPS, IntakeStep, empty_answers, mark_of, part_of
from clients.intake.services import save_step
from clients.intake.services import submission as services
from clients.records.models import Client
from clients.symptoms.rules import SYMPTOMS
from practice.core.actor import Actor, enter_as
from practice.core.errors import DomainError, Stale
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.counting import statements
from tests.clients.intake.walking import FORMS, hidden, path, send, stored

pytestmark = pytest.mark.django_db
NOT_ASKED = next(s.code for s in SYMPTOMS if not s.ask_at_intake)
PULL = {"code": "groin_pull", "side": "left", "severity": 3, "brought_on_by": None}
FALL = {"kind": "accident", "what": "Off a ladder", "side": "left", "happened": "2001"}
NORA = "nora@clients.example"
JSON = {"Accept": "application/json"}


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_looking_makes_no_draft_and_presets_nothing(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    assert "Begin" in words(browser.get("/portal/intake/"))
    for step in CORE_STEPS:
        form = browser.get(path(step.value)).context["form"]
        values = [field.value() for field in form.visible_fields()]
        assert step is IntakeStep.CONTACT or not any(values), step
    assert stored(linden) == []


def test_any_order_then_sent(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    for step in reversed(CORE_STEPS):
        answer = send(browser, step.value)
        assert answer.status_code == 302, words(answer)
    assert "Ready to send" in words(browser.get("/portal/intake/"))
    assert browser.post("/portal/intake/").status_code == 302
    (intake,) = stored(linden)
    assert (intake["state"], intake["typed_signature"]) == ("signed", "Nora Ng")
    answers = intake["answers"]
    assert answers["body"] == {
        "hurts": ["front_groin_left_core", "side_hip_left_core"],
        "held": ["side_hip_left_core"],
    }
    assert answers["symptoms"] == [
        {
            "code": "groin_pull",
            "side": "left",
            "severity": 7,
            "quality": "distorted",
            "onset": "gradual",
            "since": "2019-05",
            "brought_on_by": "lying_to_sitting",
        },
        {
            "code": "groin_pain",
            "side": "middle",
            "severity": None,
            "quality": "",
            "onset": "",
            "since": "",
            "brought_on_by": None,
        },
    ]
    assert answers["sensing"] == {
        "front_groin_left_core": "absent",
        "side_hip_left_core": "unclear",
    }
    assert answers["posture"] == {
        "signs": {"belly_protrudes": "clearly", "pubes_back": "cannot_tell"},
        "qualities": ["heavy", "graceful"],
    }
    assert answers["earlier_treatments"] == [
        {
            "approach": "massage_manipulation",
            "what": "Massage, six times",
            "relief_extent": "partial",
            "relief_days": 2,
            "who": "Ida in the village",
            "happened": "2021",
        }
    ]
    assert answers["injuries"] == [
        {"kind": "surgery", "what": "Appendix", "side": "right", "happened": "2004-11"}
    ]
    assert answers["life"] == {
        "occupation": "Cabinet maker",
        "habits": "Standing on the right leg",
        "stress": 0,
        "sleep": None,
        "breathing": "held",
        "breathing_where": "Under the ribs",
    }
    assert answers["doctors"] == {"findings": "A worn hip", "medication": ""}
    assert answers["goals"] == [
        {"activity": "walk_freely", "ability": 4},
        {"activity": "easy_balance", "ability": None},
        {"activity": "Carry my daughter", "ability": 0},
    ]
    assert answers["consents"] == {
        "scope": True,
        "privacy": True,
        "touch": False,
        "photo": False,
        "messaging": False,
    }
    assert "reads it before you meet" in words(browser.get("/portal/intake/"))


def test_another_device_goes_on_where_it_was_left(linden: House, nora: Client) -> None:
    phone, desk = sign_in(NORA), sign_in(NORA)
    send(phone, "contact")
    send(phone, "concern")
    page = words(desk.get("/portal/intake/"))
    assert f"{len(CORE_STEPS) - 2} steps left" in page
    assert "Go on: Where you feel it" in page
    assert "It pulls when I get up." in words(desk.get(path("concern")))


def test_each_way_leads_where_it_says(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    assert send(browser, "concern")["Location"] == path("body")
    assert send(browser, "concern", go="back")["Location"] == path("contact")
    assert send(browser, "contact", go="back")["Location"] == "/portal/intake/"
    again = send(browser, "earlier_treatments", go="more")["Location"]
    assert again == path("earlier_treatments")
    assert "approach_1" in words(browser.get(again))
    assert send(browser, "consent")["Location"] == "/portal/intake/"


def test_rows_are_added_and_taken_out_without_a_script(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    second = {"kind_1": "accident", "what_1": "Off a ladder", "when_1": "2001"}
    again = send(browser, "injuries", **second, go="more")
    assert again["Location"] == path("injuries")
    page = browser.get(path("injuries"))
    assert 'name="kind_2"' in words(page)
    assert 'name="drop_2"' not in words(page)
    kept = {**FORMS["injuries"], **second, **hidden(page)}
    # A row that goes is not looked at, whatever stands in it.
    answer = browser.post(path("injuries"), {**kept, "drop_0": "on", "when_0": "once"})
    assert answer.status_code == 302
    (intake,) = stored(linden)
    assert intake["answers"]["injuries"] == [
        {"kind": "accident", "what": "Off a ladder", "side": "", "happened": "2001"}
    ]


def test_what_stands_under_no_tick_stops_nobody(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    answer = send(browser, "symptoms", chosen=["groin_pain"], since_groin_pull="once")
    assert answer.status_code == 302
    (intake,) = stored(linden)
    assert [symptom["code"] for symptom in intake["answers"]["symptoms"]] == ["groin_pain"]


def test_a_number_without_its_goal_is_none_and_few_goals_are_kept(
    linden: House, nora: Client
) -> None:
    browser = sign_in(NORA)
    assert send(browser, "goals", picks=[], own_0="", own_1="Sleep").status_code == 302
    (intake,) = stored(linden)
    assert intake["answers"]["goals"] == [{"activity": "Sleep", "ability": None}]
    assert "Please choose 3 to 5" in words(browser.get("/portal/intake/"))


def test_a_stale_save_overwrites_nothing_and_shows_both(linden: House, nora: Client) -> None:
    phone, desk = sign_in(NORA), sign_in(NORA)
    old = hidden(phone.get(path("concern")))
    send(desk, "concern", concern="Written at the desk.")
    before = stored(linden)
    mine = {"concern": "Written on the phone.", **old}
    answer = phone.post(path("concern"), mine)
    assert answer.status_code == 409
    assert "Written at the desk." in words(answer)
    assert "Written on the phone." in words(answer)
    by_itself = phone.post(path("concern"), mine, headers=JSON)
    assert (by_itself.status_code, by_itself.json()["url"]) == (409, path("concern"))
    assert stored(linden) == before
    decided = phone.post(path("concern"), {**mine, **hidden(answer)})
    assert decided.status_code == 302
    assert stored(linden)[0]["answers"]["concern"] == "Written on the phone."


@pytest.mark.parametrize(("mine", "refused"), [("It pulls.", False), ("It aches.", True)])
def test_a_page_sent_while_it_saves_itself_for_the_first_time_is_one_answer(
    linden: House, nora: Client, mine: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, step = linden.as_client(nora), IntakeStep.CONCERN
    enter_as(actor)
    seen = mark_of({}, step)
    save_step(actor=actor, step=step, part={"concern": "It pulls."}, seen=seen)
    look, looks = services.locked, []

    def too_early(actor: Actor, client_id: UUID | None) -> Any:
        looks.append(actor)
        return None if len(looks) == 1 else look(actor, client_id)

    monkeypatch.setattr(services, "locked", too_early)
    with pytest.raises(Stale) if refused else nullcontext():
        save_step(actor=actor, step=step, part={"concern": mine}, seen=seen)
    (intake,) = stored(linden)
    assert intake["answers"] == {"concern": "It pulls."}
    assert len(looks) == 2


def test_marks_of_the_other_device_are_said_in_words(linden: House, nora: Client) -> None:
    phone, desk = sign_in(NORA), sign_in(NORA)
    old = hidden(phone.get(path("body")))
    send(desk, "body")
    answer = phone.post(path("body"), {"hurts": ["front_chest_sleeve"], **old})
    assert answer.status_code == 409
    assert "Where it is held: Left hip joint, deep" in words(answer)
    ticked = r'name="hurts" value="front_chest_sleeve" aria-labelledby="r[\d-]+ hurts" checked'
    assert re.search(ticked, words(answer))


def test_two_devices_in_different_steps_do_not_disturb_each_other(
    linden: House, nora: Client
) -> None:
    phone, desk = sign_in(NORA), sign_in(NORA)
    send(phone, "contact")
    seen = hidden(phone.get(path("goals")))
    send(desk, "concern")
    assert phone.post(path("goals"), {**FORMS["goals"], **seen}).status_code == 302
    (intake,) = stored(linden)
    assert set(intake["answers"]) == {"contact", "concern", "goals"}


def test_it_saves_itself_and_says_when(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    seen = hidden(browser.get(path("concern")))
    first = browser.post(path("concern"), {**seen, "concern": "It"}, headers=JSON)
    assert first.status_code == 200
    kept = first.json()
    again = {"concern": "It pulls", "version": kept["version"]}
    assert browser.post(path("concern"), again, headers=JSON).status_code == 200
    (intake,) = stored(linden)
    assert intake["answers"] == {"concern": "It pulls"}
    assert kept["saved_at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("body", {"hurts": ["tail"]}),
        ("body", {"held": ["front_groin_left_core", "Front_Groin_Left_Core"]}),
        ("symptoms", {"chosen": ["broken_heart"]}),
        ("symptoms", {"chosen": [NOT_ASKED]}),
        ("symptoms", {"side_groin_pull": "above"}),
        ("symptoms", {"severity_groin_pull": "11"}),
        ("symptoms", {"place_groin_pull": "flying"}),
        ("symptoms", {"quality_groin_pull": "blue"}),
        ("symptoms", {"onset_groin_pull": "once"}),
        ("symptoms", {"since_groin_pull": "long ago"}),
        ("symptoms", {"since_groin_pull": "13/2019"}),
        ("symptoms", {"since_groin_pull": "12/2999"}),
        ("sensing", {"sensed_tail": "clear"}),
        ("sensing", {"sensed_front_groin_left_core": "warm"}),
        ("posture", {"sign_tail_up": "clearly"}),
        ("posture", {"sign_groin_pain": "clearly"}),
        ("posture", {"sign_pubes_back": "7"}),
        ("posture", {"qualities": ["lazy"]}),
        ("earlier_treatments", {"approach_0": "magic"}),
        ("earlier_treatments", {"days_0": "-1"}),
        ("earlier_treatments", {"days_0": "some"}),
        ("earlier_treatments", {"when_0": "2999"}),
        ("injuries", {"kind_0": "birth"}),
        ("injuries", {"side_0": "above"}),
        ("injuries", {"when_0": "once"}),
        ("injuries", {"when_0": "1/2999"}),
        ("life", {"stress": "11"}),
        ("life", {"sleep": "-1"}),
        ("life", {"breathing": "loud"}),
        ("life", {"occupation": "x" * 121}),
        ("doctors", {"findings": "x" * 2001}),
        ("goals", {"ability_walk_freely": "11"}),
        ("goals", {"ability_own_0": "well"}),
        ("goals", {"picks": ["fly"]}),
        ("goals", {"own_0": "x" * 201}),
        (
            "goals",
            {
                "picks": ["run_freely", "walk_freely", "easy_balance", "sit_with_ease"],
                "own_1": "a",
                "own_2": "b",
            },
        ),
        ("red_flags", {"both_legs": "maybe"}),
        ("consent", {"text_scope": "00000000-0000-7000-8000-000000000000"}),
        ("consent", {"text_scope": "nonsense"}),
        ("concern", {"concern": "x" * 5001}),
        ("contact", {"timezone": "Mars/Olympus"}),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(
    linden: House, nora: Client, step: str, wrong: dict[str, Any]
) -> None:
    browser = sign_in(NORA)
    answer = send(browser, step, **wrong)
    assert answer.status_code == 422
    assert stored(linden) == []
    page = browser.get(path(step))
    sent = {**FORMS[step], **hidden(page), **wrong}
    assert browser.post(path(step), sent, headers=JSON).status_code == 422
    assert stored(linden) == []


@pytest.mark.parametrize(
    ("step", "part"),
    [
        (IntakeStep.BODY, {"body": {"hurts": ["tail"], "held": []}}),
        (IntakeStep.BODY, {"body": {"hurts": "front_chest_sleeve"}}),
        (IntakeStep.BODY, {"body": {"hurts": [], "aches": []}}),
        (IntakeStep.BODY, {"body": ["front_chest_sleeve"]}),
        (IntakeStep.SYMPTOMS, {"symptoms": [{"code": "broken_heart", "side": "left"}]}),
        (IntakeStep.SYMPTOMS, {"symptoms": ["groin_pull"]}),
        (IntakeStep.SYMPTOMS, {"symptoms": [{**PULL, "since": "2999"}]}),
        (IntakeStep.SYMPTOMS, {"symptoms": [{**PULL, "since": "May"}]}),
        (IntakeStep.SENSING, {"sensing": {"tail": "clear"}}),
        (IntakeStep.SENSING, {"sensing": ["front_groin_left_core"]}),
        (IntakeStep.POSTURE, {"posture": {"signs": {"groin_pain": "clearly"}, "qualities": []}}),
        (IntakeStep.POSTURE, {"posture": {"signs": {}, "gait": []}}),
        (IntakeStep.CONTACT, {"contact": "Nora"}),
        (IntakeStep.CONTACT, {"contact": {"given_name": 3}}),
        (IntakeStep.CONCERN, {"concern": "x", "signature": "Nora Ng"}),
        (IntakeStep.GOALS, {"goals": [{}]}),
        (IntakeStep.GOALS, {"goals": ["walk_freely"]}),
        (IntakeStep.GOALS, {"goals": [{"activity": "walk_freely", "ability": 11}]}),
        (IntakeStep.GOALS, {"goals": [{"activity": "walk_freely"}]}),
        (IntakeStep.SYMPTOMS, {"symptoms": [{"side": "left"}]}),
        (IntakeStep.INJURIES, {"injuries": [{**FALL, "happened": "2999-01"}]}),
        (IntakeStep.INJURIES, {"injuries": [{**FALL, "kind": "birth"}]}),
        (IntakeStep.INJURIES, {"injuries": [{**FALL, "who": "me"}]}),
        (IntakeStep.INJURIES, {"injuries": {}}),
        (IntakeStep.LIFE, {"life": {"stress": 11}}),
        (IntakeStep.LIFE, {"life": {"money": 3}}),
        (IntakeStep.DOCTORS, {"doctors": {"findings": 3}}),
        (IntakeStep.CONCERN, {"concern": "x" * 70_000}),
    ],
)
def test_the_service_refuses_the_same(
    linden: House, nora: Client, step: IntakeStep, part: dict[str, Any]
) -> None:
    actor = linden.as_client(nora)
    enter_as(actor)
    with pytest.raises(DomainError):
        save_step(actor=actor, step=step, part=part, seen=None)
    assert stored(linden) == []


def test_nothing_is_lost_when_a_step_is_wrong(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    answer = send(browser, "goals", own_0="x" * 201, own_1="Dance again")
    assert answer.status_code == 422
    assert "Dance again" in words(answer)


def test_an_unknown_step_is_a_designed_404(linden: House, nora: Client) -> None:
    assert sign_in(NORA).get(path("horoscope")).status_code == 404


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(list(CORE_STEPS)), twice=st.sampled_from(CORE_STEPS))
def test_the_order_makes_no_difference(
    linden: House, nora: Client, order: list[IntakeStep], twice: IntakeStep
) -> None:
    answers = {**complete_answers()}
    actor = linden.as_client(nora)
    with transaction.atomic():
        enter_as(actor)
        seen = {step: mark_of({}, step) for step in CORE_STEPS}
        for step in [*order, twice]:
            part = part_of(answers, step)
            kept = save_step(actor=actor, step=step, part=part, seen=seen[step])
            seen[step] = mark_of(kept.answers, step)
        for told_by_us in ("consent_documents", "consent_required"):
            kept.answers.pop(told_by_us)
        assert kept.answers == answers
        assert set(kept.answers) == set(empty_answers())
        assert kept.version == len(order) + 1
        transaction.set_rollback(True)


def test_pages_take_few_statements(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    for step in CORE_STEPS:
        send(browser, step.value)
    for step in CORE_STEPS:
        with statements() as looking:
            page = browser.get(path(step.value))
        assert len(looking) <= 8, "\n".join(looking)
        with statements() as saving:
            browser.post(path(step.value), {**FORMS[step.value], **hidden(page)})
        assert len(saving) <= 10, "\n".join(saving)
    with statements() as overview:
        browser.get("/portal/intake/")
    assert len(overview) <= 8, "\n".join(overview)

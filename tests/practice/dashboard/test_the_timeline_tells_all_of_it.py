"""Nothing that happened is missing from a client's timeline, and nothing falls out of it again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.rules import IntakeStep
from clients.intake.services import ask_back, save_step, sign_intake
from clients.merging.services import undo_merge
from clients.records.models import Client, ConsentDocument
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.queries import undecided
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from clients.sensing.services import SensationData, report_sensation
from clients.symptoms.rules import BODY_REGIONS_BY_CODE
from clients.texts.services import agree, take_back
from practice.core.actor import acting
from practice.core.clock import clock_at, today_in
from practice.dashboard.client_page import ClientPage, client_page_of
from practice.dashboard.history import MOST
from practice.dashboard.timeline import Entry, Kind
from sessions.check_ins.models import CheckIn
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.merging.conftest import DAY, Twice, put, twice
from tests.clients.red_flags.conftest import YES, told_yes
from tests.clients.texts.test_agreements_in_the_portal import told
from tests.felt import REGION

pytestmark = pytest.mark.django_db
NORA = "Nora Ng"


def page_of(house: House, client: Client, kind: str = "", *, earlier: bool = True) -> ClientPage:
    """The page as the owner reads it."""
    with acting(house.boss) as boss:
        return client_page_of(boss, client.pk, kind=kind, earlier=earlier)


def lines(house: House, client: Client, kind: Kind) -> list[str]:
    """What the lines of a kind say, the newest first."""
    return [f"{one.title}{one.after}" for one in page_of(house, client, kind.value).timeline]


@pytest.fixture
def pair(linden: House) -> Twice:
    """Two records of Nora with one of everything, a decision, and a program that ended."""
    made = twice(linden)
    with acting(linden.boss) as boss:
        intake = IntakeSubmission.objects.visible_to(boss).filter(client=made.kept)[0]
        at = intake.saved_at
        yes = {"code": "osteoporosis", "level": "adapt", "answer": True, "answered_at": at}
        answer = put(boss, RedFlagAnswer, client=made.kept, submission=intake, **yes)
        said = {"choice": "talked_over", "decided_on": DAY, "decided_at": at}
        put(boss, RedFlagDecision, answer=answer, decided_by=linden.owner, **said)
        found = SensationData(region=REGION, clarity="clear", words="It moves", is_discovery=True)
        report_sensation(actor=boss, client_id=made.kept.pk, data=found)
        programs = HomeProgram.objects.visible_to(boss).filter(client=made.kept)
        programs.update(ended_on=DAY, state="ended")
    return made


def test_every_kind_has_its_lines(linden: House, pair: Twice) -> None:
    merge = pair.merge()
    found = {kind: lines(linden, pair.kept, kind) for kind in Kind}
    assert [kind for kind, told_so in found.items() if not told_so] == []
    assert found[Kind.WORK] == ["Work opened"] * 2
    assert sorted(set(found[Kind.PROGRAM])) == [
        "Home program begun",
        "Home program ended",
        "Worse than before: the program rests, in the portal",
    ]
    assert sorted(found[Kind.FILE]) == ["Letter", "Letter", *["Letter to a doctor"] * 2]
    assert found[Kind.RECORD] == ["Made one record with Norah Ng"]
    everything = [f"{one.title}{one.after}" for one in page_of(linden, pair.kept).timeline]
    assert sorted(everything) == sorted(line for told_so in found.values() for line in told_so)
    with acting(linden.boss) as boss:
        undo_merge(actor=boss, merge=merge)
    assert lines(linden, pair.kept, Kind.RECORD) == [
        "Taken apart again: Norah Ng",
        "Made one record with Norah Ng",
    ]


def test_each_line_leads_somewhere(linden: House, pair: Twice) -> None:
    pair.merge()
    browser = sign_in("owner@linden.example")
    shown = browser.get(reverse("client_page", args=[pair.kept.pk])).content.decode()
    ways = {one.url for one in page_of(linden, pair.kept, earlier=False).timeline if one.url}
    papers = {url for url in ways if url.endswith(".pdf")}
    assert len(ways) > 8
    assert papers
    for url in ways - papers:  # a letter's paper is made of what was told, here of nothing
        assert f'href="{url}"' in shown
        assert browser.get(url).status_code == 200, url


def safety(house: House, client: Client) -> list[Entry]:
    """Decisions as the timeline tells them."""
    return list(page_of(house, client, Kind.SAFETY.value).timeline)


def test_a_decision_stays_when_the_answer_went(linden: House, nora: Client) -> None:
    intake = told_yes(linden, nora)
    with acting(linden.boss) as boss:
        for one in undecided(boss):
            day = today_in(boss.zone)
            said = DecisionData(choice="talked_over", decided_on=day, reason="Known.")
            decide(actor=boss, answer_id=one.pk, said=said)
        ask_back(actor=boss, submission_id=intake.pk, step="red_flags", question="Still so?")
    before = safety(linden, nora)
    assert len(before) == len(YES)
    assert all(one.url for one in before)
    with acting(linden.as_client(nora)) as actor:
        calm: dict[str, Any] = {"red_flags": complete_answers()["red_flags"]}
        save_step(actor=actor, step=IntakeStep.RED_FLAGS, part=calm, seen=None)
        agreed = {"consents": {"scope": True, "privacy": True}, "signature": NORA}
        save_step(actor=actor, step=IntakeStep.CONSENT, part=agreed, seen=None)
        sign_intake(actor=actor)
    after = safety(linden, nora)
    assert [(one.at, one.title, one.text) for one in after] == [
        (one.at, one.title, one.text) for one in before
    ]
    assert not any(one.url for one in after)  # whose answer went has no page


def test_an_intake_stands_on_the_practices_day(linden: House, nora: Client) -> None:
    """Late in the evening in Denver it is the next day by the clock that is stored."""
    with clock_at(datetime(2026, 11, 24, 5, 30, tzinfo=UTC)):
        told_yes(linden, nora)
    (intake,) = page_of(linden, nora, Kind.INTAKE.value).timeline
    assert intake.at == date(2026, 11, 23)


def test_what_was_agreed_to_and_taken_back_stands_in_turn(linden: House, nora: Client) -> None:
    told(linden, nora, touch=True)
    with acting(linden.as_client(nora)) as actor:
        take_back(actor=actor, kind="touch")
    with acting(linden.boss):
        text = ConsentDocument._base_manager.get(practice=linden.practice, kind="touch")
    with acting(linden.as_client(nora)) as actor:
        agree(actor=actor, kind="touch", document_id=text.pk, typed_name=NORA)
    shown = page_of(linden, nora, Kind.AGREEMENT.value).timeline
    assert [one.title for one in shown] == [
        "Agreed: Hands-on work",
        "Taken back: Hands-on work",
        "Agreed",
    ]
    assert shown[0].url == shown[1].url == reverse("client_agreement", args=[nora.pk, "touch"])
    assert shown[2].text == "What this work is, What we keep, Hands-on work"


def test_no_intake_falls_out_of_it(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        at = nora.created_at
        for _one in range(8):
            signed = {"state": "signed", "signed_at": at, "typed_signature": NORA}
            put(boss, IntakeSubmission, client=nora, form_version=3, saved_at=at, **signed)
    assert len(page_of(linden, nora, Kind.INTAKE.value, earlier=False).timeline) == 8 < MOST


def test_an_assistant_reads_none_of_it(linden: House, pair: Twice) -> None:
    pair.merge()
    with acting(linden.actor(linden.assistant)) as actor:
        found = client_page_of(actor, pair.kept.pk, earlier=True)
    assert {one.kind for one in found.timeline} == {"person"}
    assert [way.name for way in found.ways] == ["Everything", "Notes on the person"]


def test_what_was_said_at_home_is_told_in_words(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as herself:
        for hours, worse in ((None, False), (0, False), (1, False), (30, True), (None, True)):
            row = {
                "local_date": DAY,
                "checked_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
                "worse": worse,
            }
            put(herself, CheckIn, client=nora, soreness_hours=hours, **row)
        new = SensationData(region=REGION, clarity="clear", words="It moves", is_discovery=True)
        report_sensation(actor=herself, client_id=nora.pk, data=new)
    assert sorted(lines(linden, nora, Kind.PRACTICE)) == [
        "Not sore, in a check-in",
        "Sore for 1 hour, in a check-in",
        "Sore for 30 hours, and worse than before, in a check-in",
        "Worse than before practising, in a check-in",
    ]
    (found,) = page_of(linden, nora, Kind.FELT).timeline
    assert (found.title, found.quote) == (
        f"Newly felt: {BODY_REGIONS_BY_CODE[REGION].name}",
        "It moves",
    )
    assert found.url == f"/clients/{nora.pk}/felt/{REGION}/"
    page = sign_in("assistant@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert "It moves" not in page

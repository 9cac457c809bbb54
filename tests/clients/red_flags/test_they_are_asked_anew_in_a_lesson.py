"""Pain in the groin is found in a lesson: it appeared or came back, so the questions are due."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from clients.intake.models import RedFlagAnswer
from clients.intake.rules import RED_FLAGS
from clients.records.models import Client, Episode
from clients.records.services import open_episode
from clients.red_flags.models import SafetyAsking
from clients.red_flags.queries import flags_beside, told_flags
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import ask_anew, decide
from clients.symptoms.models import Symptom, SymptomReport
from practice.core.actor import Actor, NotAllowed, acting
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.queries import content_of, get_note
from sessions.notes.rules import NoteData
from sessions.notes.safety import safety_due
from sessions.notes.services import save_draft, sign_note, start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
CALM = {flag.code: False for flag in RED_FLAGS}
PAINFUL, EASY = ("groin_pain",), ()
DUE = ["Pain in the groin"]


@pytest.fixture
def work(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return open_episode(actor=boss, client=nora, concern="A pull.")


def lesson(
    house: House, work: Episode, findings: tuple[str, ...] | None, days_ago: int = 0
) -> SessionNote:
    """A lesson with what was found as they rose; None: that place was not looked at."""
    with acting(house.boss) as boss:
        held = today_in(boss.zone) - timedelta(days=days_ago)
        note = start_lesson(actor=boss, client=work.client, episode=work, held_on=held)
        at: dict[str, Any] = {"side": "left", "moment": "before"}
        cells = [CellData(place="sitting", fit="fits", **at)]
        if findings is not None:
            cells.append(CellData(place="lying_to_sitting", fit="fits", findings=findings, **at))
        data = NoteData(observed="Seen.", cells=tuple(cells))
        return save_draft(actor=boss, note=note, data=data, version=1)


def due_in(house: House, note_id: UUID) -> list[str]:
    with acting(house.boss) as boss:
        note = get_note(boss, note_id)
        return [str(words) for words in safety_due(boss, note, content_of(note))]


def asked(actor: Actor, client: Client, day: date | None = None, **yes: bool) -> SafetyAsking:
    day = day or today_in(actor.zone)
    return ask_anew(actor=actor, client_id=client.pk, answers=CALM | yes, asked_on=day)


def signed(house: House, note: SessionNote) -> str:
    with acting(house.boss) as boss:
        return sign_note(actor=boss, note=note, version=note.version).state


def test_it_appears(linden: House, nora: Client, work: Episode) -> None:
    note = lesson(linden, work, PAINFUL)
    assert due_in(linden, note.pk) == DUE
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="once more") as no:
        sign_note(actor=boss, note=note, version=note.version)
    assert no.value.code == "safety"
    with acting(linden.boss) as boss:
        assert SessionNote.objects.visible_to(boss).get(pk=note.pk).state == "draft"
        asked(boss, nora)
    assert due_in(linden, note.pk) == []
    assert signed(linden, note) == "signed"


@pytest.mark.parametrize(
    ("before", "due"),
    [(PAINFUL, False), (EASY, True), (None, True)],
    ids=["it was there", "it came back", "nobody had looked"],
)
def test_what_was_found_when_it_was_last_looked_at(
    linden: House, nora: Client, work: Episode, before: tuple[str, ...] | None, due: bool
) -> None:
    earlier = lesson(linden, work, before, days_ago=7)
    with acting(linden.boss) as boss:
        asked(boss, nora, today_in(boss.zone) - timedelta(days=7))
    assert signed(linden, earlier) == "signed"
    lesson(linden, work, None, days_ago=3)  # looked elsewhere in between
    note = lesson(linden, work, PAINFUL)
    assert bool(due_in(linden, note.pk)) is due


def test_two_drafts_do_not_vouch_for_each_other(linden: House, nora: Client, work: Episode) -> None:
    lesson(linden, work, PAINFUL, days_ago=2)
    note = lesson(linden, work, PAINFUL)
    assert due_in(linden, note.pk) == DUE
    with acting(linden.boss) as boss:
        asked(boss, nora, today_in(boss.zone) - timedelta(days=1))  # after the first of them
    assert due_in(linden, note.pk) == []


def test_a_yes_that_nobody_decided_on_is_not_asked_away(
    linden: House, nora: Client, work: Episode
) -> None:
    note = lesson(linden, work, None)
    with acting(linden.boss) as boss:
        asked(boss, nora, cancer_history=True)
        asked(boss, nora)
        yes = RedFlagAnswer.objects.visible_to(boss).get(answer=True)
        rows: Any = Client.objects.visible_to(boss).filter(pk=nora.pk)
        (flag,) = told_flags(rows.annotate(told=flags_beside(boss)).get().told, boss.zone)
    assert (flag.answer_id, flag.last) == (yes.pk, None)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="answered yes"):
        sign_note(actor=boss, note=note, version=note.version)
    page = reverse("red_flag_page", args=[yes.pk])
    assert sign_in("owner@linden.example").get(page).status_code == 200
    with acting(linden.boss) as boss:
        asked(boss, nora, cancer_history=True)  # the newer one asks in its place
        flags = told_flags(rows.annotate(told=flags_beside(boss)).get().told, boss.zone)
        newest = RedFlagAnswer.objects.visible_to(boss).filter(answer=True).latest("pk")
    assert [one.answer_id for one in flags] == [newest.pk]


def test_what_comes_later_does_not_count(linden: House, work: Episode) -> None:
    lesson(linden, work, PAINFUL)
    before = lesson(linden, work, PAINFUL, days_ago=7)  # written down late
    assert due_in(linden, before.pk) == DUE


@pytest.mark.parametrize(
    ("code", "looked", "due"),
    [("groin_pain", None, False), ("groin_pull", None, True), ("groin_pain", EASY, True)],
    ids=["told before", "something else told", "told, and gone when it was looked at"],
)
def test_what_they_had_told(
    linden: House,
    nora: Client,
    work: Episode,
    code: str,
    looked: tuple[str, ...] | None,
    due: bool,
) -> None:
    with acting(linden.boss) as boss:
        symptom = Symptom.objects.visible_to(boss).get(built_in_code=code)
        told = {"symptom": symptom, "side": "left", "severity": 4}
        day = today_in(boss.zone) - timedelta(days=30)
        of = {"practice_id": boss.practice_id, "client": nora, "episode": work}
        SymptomReport(**of, **told, reported_on=day, reported_at=now()).save(force_insert=True)
    lesson(linden, work, looked, days_ago=7)
    assert bool(due_in(linden, lesson(linden, work, PAINFUL).pk)) is due


def test_other_findings_ask_nothing(linden: House, work: Episode) -> None:
    note = lesson(linden, work, ("groin_pull", "pelvic_seizing"))
    assert due_in(linden, note.pk) == []
    assert signed(linden, note) == "signed"


def test_an_asking_before_the_lesson_is_too_old(linden: House, nora: Client, work: Episode) -> None:
    with acting(linden.boss) as boss:
        asked(boss, nora, today_in(boss.zone) - timedelta(days=1))
    assert due_in(linden, lesson(linden, work, PAINFUL).pk) == DUE


def test_a_yes_waits_for_its_own_decision(linden: House, nora: Client, work: Episode) -> None:
    """It stands on the client's page, holds the signature back, and is answered otherwise later."""
    note = lesson(linden, work, None)
    with acting(linden.boss) as boss:
        asked(boss, nora, cancer_history=True)
        yes = RedFlagAnswer.objects.visible_to(boss).get(answer=True)
        assert RedFlagAnswer.objects.visible_to(boss).filter(client=nora).count() == len(RED_FLAGS)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="answered yes"):
        sign_note(actor=boss, note=note, version=note.version)
    browser = sign_in("owner@linden.example")
    page = reverse("red_flag_page", args=[yes.pk])
    for path in (
        reverse("client_page", args=[nora.pk]),
        reverse("note_page", args=[note.pk]),
    ):
        assert page in browser.get(path).content.decode()
    assert browser.get(page).status_code == 200
    with acting(linden.boss) as boss:
        said = DecisionData(
            choice="cleared", decided_on=today_in(boss.zone), to_whom="Dr. Vale", reason=""
        )
        decide(actor=boss, answer_id=yes.pk, said=said)
    assert signed(linden, note) == "signed"
    with acting(linden.boss) as boss:
        asked(boss, nora)
        rows: Any = Client.objects.visible_to(boss).filter(pk=nora.pk)
        told = told_flags(rows.annotate(told=flags_beside(boss)).get().told, boss.zone)
    assert told == []  # all answered no since


def test_the_page_asks_and_keeps(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    path = reverse("safety_ask", args=[nora.pk])
    body = browser.get(path).content.decode()
    assert body.count('type="radio"') == 2 * len(RED_FLAGS)
    assert "checked" not in body
    typed = {"asked_on": "2020-01-01", **dict.fromkeys(CALM, "no")}
    half = browser.post(path, typed | {RED_FLAGS[0].code: ""})
    assert half.status_code == 422
    assert half.content.decode().count("Answer yes or no.") >= 1
    with acting(linden.boss) as boss:
        today = today_in(boss.zone)
        assert not SafetyAsking.objects.visible_to(boss).exists()
    late = browser.post(path, typed | {"asked_on": f"{today + timedelta(days=1)}"})
    assert late.status_code == 422
    assert "still to come" in late.content.decode()
    emergency = RED_FLAGS[0]
    answer = browser.post(path, typed | {"asked_on": f"{today}", emergency.code: "yes"})
    with acting(linden.boss) as boss:
        yes = RedFlagAnswer.objects.visible_to(boss).get(answer=True)
        asking = SafetyAsking.objects.visible_to(boss).get()
    assert answer["Location"] == reverse("red_flag_page", args=[yes.pk])
    assert (asking.client_id, asking.asked_on) == (nora.pk, today)
    assert asking.asked_by_id == linden.owner.pk
    assert yes.code == emergency.code
    shown = browser.get(answer["Location"]).content.decode()
    assert "Please get medical help now" in shown
    told = browser.get(reverse("client_page", args=[nora.pk])).content.decode()
    assert "Safety questions asked anew" in told
    assert ", 1 answered yes" in told


def test_twice_is_once_and_not_everybody_may(linden: House, nora: Client) -> None:
    key = UUID(int=7)
    said: dict[str, Any] = {"answers": CALM, "asked_on": date(2026, 1, 5)}
    with acting(linden.boss) as boss:
        ask_anew(actor=boss, client_id=nora.pk, key=key, **said)
        with pytest.raises(AlreadyDone):
            ask_anew(actor=boss, client_id=nora.pk, key=key, **said)
        assert SafetyAsking.objects.visible_to(boss).count() == 1
    with acting(linden.actor(linden.assistant)) as desk, pytest.raises(NotAllowed):
        ask_anew(actor=desk, client_id=nora.pk, **said)


def test_the_editor_asks_as_it_is_tapped(linden: House, nora: Client, work: Episode) -> None:
    """Nothing of it is stored yet; the editor fetches whether the questions are due."""
    note = lesson(linden, work, None)
    browser, ways = sign_in("owner@linden.example"), reverse("safety_ask", args=[nora.pk])
    editor = browser.get(reverse("note_page", args=[note.pk])).content.decode()
    fetched = reverse("note_safety", args=[note.pk])
    assert f'hx-get="{fetched}"' in editor
    assert not browser.get(fetched).content.decode().strip()  # it was ticked and unticked
    said = browser.get(fetched, {"cell-x-findings": "groin_pain"}).content.decode()
    assert "Pain in the groin: it appeared or came back" in said
    assert ways in said
    with acting(linden.boss) as boss:
        asked(boss, nora)
    assert not browser.get(fetched, {"cell-x-findings": "groin_pain"}).content.decode().strip()


def test_the_note_says_what_is_due(linden: House, nora: Client, work: Episode) -> None:
    note, browser = lesson(linden, work, PAINFUL), sign_in("owner@linden.example")
    page, ways = reverse("note_page", args=[note.pk]), reverse("safety_ask", args=[nora.pk])
    for path in (page, f"{page}?review=1"):
        assert ways in browser.get(path).content.decode()
    refused = browser.post(reverse("note_sign", args=[note.pk]), {"version": note.version})
    assert refused.status_code == 422
    assert "can come from elsewhere" in refused.content.decode()
    with acting(linden.boss) as boss:
        asked(boss, nora)
    for path in (page, f"{page}?review=1"):
        assert ways not in browser.get(path).content.decode()

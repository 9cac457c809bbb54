"""A letter to a doctor: findings of signed notes in plain words, measures drawn, safety, and who
made it when; no word of medicine, and nothing that an author keeps to themselves."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from practice.core.actor import acting, enter_as
from practice.core.clock import now, today_in
from practice.core.models import AccessLog
from sessions.letters.models import DoctorLetter
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from sessions.notes.visibility.rules import Visibility
from sessions.notes.visibility.services import say_who_reads
from tests.cast import House, sign_in
from tests.clients.red_flags.conftest import told_yes
from tests.sessions.notes.conftest import episode
from tests.sessions.notes.test_a_note_goes_on_paper import WHOLE

__all__ = ["episode"]
pytestmark = pytest.mark.django_db
MEDICINE = ("diagnosed", "patient", "treat", "cure", "prescri", "disease", "disorder")
TYPED = {"addressee": "Dr. Vale\nLong Street 1", "words": "Dear *#[Vale], look at this."}


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def read(browser: Browser, letter: DoctorLetter) -> str:
    answer = browser.get(reverse("doctor_letter_paper", args=[letter.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return letters("\n".join(page.extract_text() for page in pages))


@pytest.fixture
def practitioner() -> Browser:
    return sign_in("practitioner@linden.example")


@pytest.fixture
def work(linden: House, nora: Client, episode: Episode) -> Episode:
    """Two signed lessons, one kept to its author, a draft; and a safety question answered yes."""
    author = linden.actor(linden.practitioner)
    today = today_in("America/Denver")
    told = {
        "first": WHOLE,
        "last": NoteData(felt_change="word-last", observed="word-seen"),
        "closed": NoteData(felt_change="word-closed", observed="word-seen"),
        "draft": NoteData(felt_change="word-draft"),
    }
    with acting(author):
        for n, (name, data) in enumerate(told.items()):
            held = today - timedelta(days=40 - n * 10)
            note = start_lesson(actor=author, client=nora, episode=episode, held_on=held)
            save_draft(actor=author, note=note, data=data, version=1)
            if name != "draft":
                sign_note(actor=author, note=note, version=2)
            if name == "closed":
                say_who_reads(actor=author, note_id=note.pk, visibility=Visibility.AUTHOR)
    told_yes(linden, nora)
    return episode


def answer_pain(linden: House, work: Episode, *numbers: int) -> None:
    today = today_in("America/Denver")
    with acting(linden.boss):
        for n, number in enumerate(numbers):
            MeasureResponse(
                practice=linden.practice,
                client_id=work.client_id,
                episode=work,
                instrument="nprs",
                version="1",
                language="en",
                rater="client",
                stage="weekly",
                asked_on=today - timedelta(days=50 - n * 10),
                answers=[["average", number]],
                mode="portal",
                is_baseline=n == 0,
                answered_on=today - timedelta(days=50 - n * 10),
                answered_at=now(),
            ).save(force_insert=True)


def make(browser: Browser, work: Episode, **more: Any) -> int:
    page = reverse("doctor_letters", args=[work.pk])
    return browser.post(page, {**TYPED, "key": uuid4(), **more}).status_code


def made(linden: House) -> DoctorLetter:
    enter_as(linden.boss)
    letter: DoctorLetter = DoctorLetter.objects.visible_to(linden.boss).get()
    return letter


def test_it_tells_findings_measures_and_safety_in_plain_words(
    linden: House, work: Episode, practitioner: Browser
) -> None:
    answer_pain(linden, work, 8, 6, 3)
    assert make(practitioner, work) == 302
    text = read(practitioner, made(linden))
    for words in (
        "Dr. Vale",
        "Dear *#[Vale], look at this.",
        "Practitioner, Linden Somatics",
        "Nora Ng",
        "A pull in the left groin.",
        "Reflexes: Green Light, both sides: 2 of 3",
        "too high; pain 6",
        "Groin, front, deep, left: sensed unclearly",
        "word-last",
        "Pain, average of 7 days (NPRS)",
        ": 8.",
        ": 3.",
        "Improved, a lot",
        "Nobody has decided yet what follows.",
        "It is no diagnosis",
    ):
        assert letters(words) in text, words
    for words in ("word-draft", "word-closed", "word-seen"):
        assert words not in text


def test_what_is_the_same_then_as_now_is_told_once(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    author = linden.actor(linden.practitioner)
    with acting(author):
        for days, felt in ((20, "word-first"), (10, "word-last")):
            held = today_in("America/Denver") - timedelta(days=days)
            note = start_lesson(actor=author, client=nora, episode=episode, held_on=held)
            data = NoteData(felt_change=felt, observed="!", pattern="Leans to the right.")
            save_draft(actor=author, note=note, data=data, version=1)
            sign_note(actor=author, note=note, version=2)
    assert make(practitioner, episode) == 302
    text = read(practitioner, made(linden))
    assert text.count(letters("Leans to the right.")) == text.count("Habitualpattern,") == 1
    assert ("word-first" in text, "word-last" in text) == (True, True)


def test_it_names_no_condition_and_no_word_of_medicine(
    linden: House, work: Episode, practitioner: Browser
) -> None:
    """Of our own words; what was asked of a client and what somebody typed is theirs."""
    source = Path("sessions/letters/paper.py").read_text(encoding="utf-8")
    words = " ".join(" ".join(re.findall(r'"([^"]*)"', source)).lower().split())
    assert [word for word in MEDICINE if word in words] == []
    assert words.count("diagnosis") == words.count("not a diagnosis") + words.count("no diagnosis")


def test_another_page_tells_what_it_will_and_who_made_which_when(
    linden: House, work: Episode, practitioner: Browser
) -> None:
    page = reverse("doctor_letters", args=[work.pk])
    fresh = practitioner.get(page).content.decode()
    assert "Dear colleague," in fresh
    assert "Letters made" not in fresh
    logged = AccessLog.objects.count()
    key = uuid4()
    assert make(practitioner, work, key=key) == 302
    assert make(practitioner, work, key=key) == 302
    letter = made(linden)
    assert letter.made_by_id == linden.practitioner.pk
    enter_as(linden.boss)
    assert AccessLog.objects.filter(action="POST doctor_letters").count() == 2
    assert AccessLog.objects.count() > logged
    owner = sign_in("owner@linden.example").get(page).content.decode()
    assert "Dr. Vale" in owner
    assert "Practitioner, " in owner


@pytest.mark.parametrize(
    ("field", "wrong"), [("addressee", " "), ("words", ""), ("words", "x" * 4001)]
)
def test_an_empty_or_endless_letter_is_refused(
    linden: House, work: Episode, practitioner: Browser, field: str, wrong: str
) -> None:
    assert make(practitioner, work, **{field: wrong}) == 422
    enter_as(linden.boss)
    assert not DoctorLetter._base_manager.exists()


def test_it_stays_as_it_was_made(linden: House, work: Episode, practitioner: Browser) -> None:
    make(practitioner, work)
    letter = made(linden)
    first = practitioner.get(reverse("doctor_letter_paper", args=[letter.pk])).content
    answer_pain(linden, work, 9)
    assert practitioner.get(reverse("doctor_letter_paper", args=[letter.pk])).content == first
    enter_as(linden.boss)
    for sql in (
        "UPDATE care_sessions_doctorletter SET addressee = 'x'",
        "DELETE FROM care_sessions_doctorletter",
    ):
        with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("practitioner@harbour.example", 404),
    ],
)
def test_whoever_reads_no_notes_makes_and_reads_no_letter(
    harbour: House, linden: House, work: Episode, practitioner: Browser, who: str, status: int
) -> None:
    make(practitioner, work)
    browser, paper = sign_in(who), reverse("doctor_letter_paper", args=[made(linden).pk])
    assert browser.get(paper).status_code == status
    assert browser.get(reverse("doctor_letters", args=[work.pk])).status_code == status
    assert make(browser, work) == status
    assert made(linden)


def test_without_a_signed_note_it_says_so(
    linden: House, episode: Episode, practitioner: Browser
) -> None:
    assert make(practitioner, episode) == 302
    assert letters("No signed note tells of findings.") in read(practitioner, made(linden))

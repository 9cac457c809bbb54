"""The PDF is opened and read: all that was signed stands in it, and nothing typed is markup."""

import io
import re
import socket
import unicodedata
from typing import Any

import pytest
from pypdf import PdfReader

from clients.intake.models import IntakeSubmission
from clients.intake.paper import intake_pdf, paper_of, signed_words
from clients.intake.queries import documents_of
from clients.intake.rules import CORE_STEPS, RED_FLAGS, IntakeStep, words_of
from clients.records.models import Client
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.answers import NEW_IN_THREE, answers_to, complete_answers
from tests.clients.intake.counting import statements
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.walking import signed

pytestmark = pytest.mark.django_db
STAFF, NORA = "practitioner@linden.example", "nora@clients.example"


def letters(text: str) -> str:
    """Without what the setting of lines adds: spaces, and where a long word may break."""
    return re.sub(r"[\s\u200b\u00ad]", "", unicodedata.normalize("NFKC", text))


def read(pdf: bytes) -> str:
    return letters("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def fetched(email: str, url: str) -> bytes:
    answer = sign_in(email).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="intake.pdf"'
    assert "no-store" in answer["Cache-Control"]
    return bytes(answer.content)


@pytest.fixture
def intake(linden: House, nora: Client) -> IntakeSubmission:
    return signed(linden, nora, nora_answers())


def test_all_that_is_stored_stands_in_it(linden: House, intake: IntakeSubmission) -> None:
    text = read(fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf"))
    for step in CORE_STEPS:
        if step is not IntakeStep.CONSENT:
            assert letters(step.label) in text
            for line in words_of(intake.answers, step):
                assert letters(line) in text, line
    assert sum(letters(f"{flag.question} no") in text for flag in RED_FLAGS) == len(RED_FLAGS)
    with acting(linden.boss) as boss:
        documents = documents_of(boss, intake)
    assert len(documents) == 5
    for document in documents:
        given = "yes" if intake.answers["consents"].get(document.kind) else "no"
        assert letters(f"{document.title} (version {document.version}): {given}") in text
        assert letters(document.text) in text
    assert letters(f"Typed and signed {signed_words(intake)}") in text
    assert signed_words(intake).endswith("(America/Chicago)")
    assert text.count(letters("No Ng")) >= 3


def test_an_older_form_leaves_out_what_it_did_not_ask(linden: House, nora: Client) -> None:
    intake = IntakeSubmission(client=nora, signed_at=nora.created_at, answers=answers_to(2))
    titles = {section["title"] for section in paper_of(intake, [], practice="Linden")["sections"]}
    new = {step.label for step in NEW_IN_THREE}
    assert titles == {step.label for step in CORE_STEPS} - new - {IntakeStep.CONSENT.label}


def test_the_client_gets_the_same_bytes_whenever_it_is_made(intake: IntakeSubmission) -> None:
    first = fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf")
    dated = PdfReader(io.BytesIO(first)).metadata
    assert dated is not None
    assert intake.signed_at is not None
    assert dated.creation_date == intake.signed_at.replace(microsecond=0)
    assert first == fetched("owner@linden.example", f"/intakes/{intake.pk}/intake.pdf")
    assert first == fetched(NORA, f"/portal/intakes/{intake.pk}/intake.pdf")


NASTY = (
    '#eval("1+1") #read("/etc/passwd") #import "x": *',
    "$ x^2 $ [ ] { } \\ \\u{41} ` ``` <label> @ref = no heading",
    "*not bold* _not italic_ // no comment /* none */ ~ -- --- ...",
    "- no list\n+ none\n/ term: none\n= none",
    "https://example.org/#not-a-link",
)


@pytest.mark.parametrize("words", NASTY)
def test_what_was_typed_is_never_markup(linden: House, nora: Client, words: str) -> None:
    goal = {"activity": words.splitlines()[0][:190], "ability": None}
    answers = nora_answers(concern=words, goals=[*complete_answers()["goals"][:2], goal])
    intake = signed(linden, nora, answers)
    pdf = fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf")
    text = read(pdf)
    assert text.count(letters(words.splitlines()[0][:190])) == 2
    for line in words.splitlines():
        assert letters(line) in text
    assert all("/Annots" not in page for page in PdfReader(io.BytesIO(pdf)).pages)


SCRIPTS = ("אילנה בן־דוד", "محمد الأحمد", "山田花子", "Łódź Ångström", "नमस्ते", "김민준", "🙂 🧘")


@pytest.mark.parametrize("words", SCRIPTS)
def test_every_script_has_its_letters(linden: House, nora: Client, words: str) -> None:
    intake = signed(linden, nora, nora_answers(concern=words))
    text = read(fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf"))
    assert "\ufffd" not in text
    # Right to left may be read out in another order: each letter is there all the same.
    assert set(letters(words)) <= set(text)
    assert not set(letters(words)) <= set(letters("Intake of"))


def test_a_long_story_without_a_space_stays_on_the_page(linden: House, nora: Client) -> None:
    story = "".join(chr(ord("a") + n % 26) for n in range(10_000))
    intake = signed(linden, nora, nora_answers(concern=story))
    pdf = PdfReader(io.BytesIO(fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf")))
    assert len(pdf.pages) > 3
    lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    assert max(len(line) for line in lines) < 200
    # A page's foot stands between two pages: the letters run on after it.
    found = re.sub(r"IntakeofNoNg,signed.*?\d+/\d+", "", letters("\n".join(lines)))
    assert story in found


def test_control_characters_spoil_nothing(linden: House, nora: Client) -> None:
    intake = signed(linden, nora, nora_answers(concern="a\tb\x07c\r\nd\u2028e"))
    assert "abcd" in read(fetched(STAFF, f"/intakes/{intake.pk}/intake.pdf"))


def test_it_needs_no_network(
    linden: House, intake: IntakeSubmission, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(linden.boss) as boss:
        documents = documents_of(boss, intake)
    told = paper_of(intake, documents, practice="Linden")
    from practice.core import paper

    paper._fonts.cache_clear()

    def none(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", none)
    assert paper.pdf_of("intake", told, at=intake.signed_at).startswith(b"%PDF")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("owner@harbour.example", 404),
        ("omar@clients.example", 403),
    ],
)
def test_others_get_none(
    harbour: House, omar: Client, intake: IntakeSubmission, email: str, status: int
) -> None:
    browser = sign_in(email)
    assert browser.get(f"/intakes/{intake.pk}/intake.pdf").status_code == status
    portal = browser.get(f"/portal/intakes/{intake.pk}/intake.pdf").status_code
    assert portal == (404 if email.startswith("omar") else 403)


def test_a_draft_has_none(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)):
        draft = IntakeSubmission(
            practice_id=linden.practice.pk,
            client=nora,
            form_version=2,
            saved_at=nora.created_at,
        )
        draft.save(force_insert=True)
    assert sign_in(NORA).get(f"/portal/intakes/{draft.pk}/intake.pdf").status_code == 404
    assert sign_in(STAFF).get(f"/intakes/{draft.pk}/intake.pdf").status_code == 404


def test_it_takes_few_statements(linden: House, intake: IntakeSubmission) -> None:
    browser = sign_in(STAFF)
    with statements() as seen:
        browser.get(f"/intakes/{intake.pk}/intake.pdf")
    assert len(seen) <= 8
    with acting(linden.boss) as boss:
        assert intake_pdf(boss, intake).startswith(b"%PDF")

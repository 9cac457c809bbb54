"""A letter to a doctor with chosen parts of the progress: pictures, numbers, and as it was made."""

import io
import re
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.records.models import Client
from practice.core.actor import acting
from sessions.letters.models import DoctorLetter
from tests.cast import House, sign_in
from tests.sessions.progress.courses import TODAY, WEEK, Writer
from tests.sessions.progress.sharing.acts import share, stored

pytestmark = pytest.mark.django_db
TYPED = {"addressee": "Dr. Vale", "words": "Dear colleague."}


def make(browser: Browser, works: Writer, *chapters: str) -> Any:
    sent = {**TYPED, "chapters": list(chapters)}
    return browser.post(reverse("doctor_letters", args=[works.episode.pk]), sent)


def made(house: House) -> DoctorLetter:
    with acting(house.boss):
        return DoctorLetter._base_manager.order_by("-id")[0]


def paper(browser: Browser, letter: DoctorLetter) -> bytes:
    answer = browser.get(reverse("doctor_letter_paper", args=[letter.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return bytes(answer.content)


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"[\s\u200b]", "", "\n".join(page.extract_text() for page in pages))


def test_chosen_parts_stand_on_its_paper(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    assert make(practitioner, nora_works, "practice", "severity").status_code == 302
    letter = made(linden)
    assert [part["title"] for part in letter.told["further"]] == [
        "Pain over time",
        "Practice at home",
    ]
    drawn = [part["figures"][0]["svg"] for part in letter.told["further"]]
    assert all(svg.startswith("<svg xmlns=") for svg in drawn)
    told = words(paper(practitioner, letter))
    assert "Painovertime" in told
    assert "Practiceathome" in told
    assert "Whatisfelt" not in told
    assert "nodiagnosis" in told


def test_every_part_can_be_taken_along(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    page = practitioner.get(reverse("doctor_letters", args=[nora_works.episode.pk]))
    every = re.findall(r'name="chapters" value="(\w+)"', page.content.decode())
    assert len(every) == 8
    assert make(practitioner, nora_works, *every).status_code == 302
    assert "Whatisfelt" in words(paper(practitioner, made(linden)))


def test_their_own_words_stay_out_of_it(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    """As in the rest of the letter; on the page, and shared with themselves, they stand."""
    nora_works.felt(TODAY - WEEK, "unclear", words="Like a cold stone since my divorce.")
    page = practitioner.get(reverse("doctor_letters", args=[nora_works.episode.pk]))
    assert "without their own words" in page.content.decode()
    make(practitioner, nora_works, "sensation")
    letter = made(linden)
    (table,) = [one["rows"] for one in letter.told["further"][0]["figures"]]
    assert table[0] == ["Day", "How clear", "0–10", "Said on"]
    assert "stone" not in str(letter.told)
    share(practitioner, nora, "sensation")
    (kept,) = stored(linden)
    assert "Like a cold stone" in kept.drawn["sensation"]


def test_long_words_end_with_a_sign_that_there_are_more(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.felt(TODAY - WEEK, "unclear", words="w" * 120)
    nora_works.felt(TODAY, "clear", words="v" * 121)
    share(practitioner, nora, "sensation")
    (kept,) = stored(linden)
    said = [row[-1] for row in kept.told["parts"][0]["tables"][0]["rows"]]
    assert said == ["Their words", "v" * 119 + "…", "w" * 120]


def test_without_any_it_is_as_before(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    assert make(practitioner, nora_works).status_code == 302
    letter = made(linden)
    assert letter.told["further"] == []
    assert "Painovertime" not in words(paper(practitioner, letter))
    with acting(linden.boss):
        old = {key: value for key, value in letter.told.items() if key != "further"}
        first = DoctorLetter(
            practice=linden.practice,
            client=nora,
            episode=nora_works.episode,
            addressee="Dr. Vale",
            told=old,
            made_by=linden.practitioner,
            made_at=letter.made_at,
        )
        first.save(force_insert=True)
    assert "Dearcolleague." in words(paper(practitioner, first))


def test_a_part_without_data_says_so(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    make(practitioner, nora_works, "sensation")
    told = words(paper(practitioner, made(linden)))
    assert "Nothingwassaidinthistimeofwhatisfelt." in told


def test_what_is_no_part_is_refused(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    assert make(practitioner, nora_works, "weather").status_code == 422
    with acting(linden.boss):
        assert not DoctorLetter._base_manager.exists()


def test_it_stays_as_it_was_made(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7)
    make(practitioner, nora_works, "severity")
    letter = made(linden)
    before = paper(practitioner, letter)
    nora_works.pain(2, first=TODAY)
    assert paper(practitioner, letter) == before


def test_what_is_shut_or_kept_to_themselves_is_not_in_it(
    linden: House, nora: Client, nora_works: Writer
) -> None:
    nora_works.answer("grc", TODAY - WEEK, 4, rater="practitioner", items=("change",))
    nora_works.lesson(1, TODAY - 2 * WEEK, tone_fit="too_high", pain=6, author_only=True)
    make(sign_in("owner@linden.example"), nora_works, "change", "matrix")
    matrix, change = made(linden).told["further"]
    assert (matrix["figures"], change["figures"]) == ([], [])

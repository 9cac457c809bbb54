"""A practitioner chooses parts, sees what the client will read, shares, and takes it back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.outbox.models import Message
from sessions.progress.course.parts import ProgressPart
from tests.cast import House, sign_in
from tests.sessions.progress.courses import TODAY, Writer, noon
from tests.sessions.progress.sharing.acts import as_nora, path, seal, share, stored, text

pytestmark = pytest.mark.django_db
WORDS = "We look at the walking next."


def test_what_they_will_read_is_shown_and_nothing_kept(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7, 6)
    page = practitioner.post(path(nora), {"parts": ["severity"], "words": WORDS})
    assert "What they will read" in text(page)
    assert WORDS in text(page)
    assert "Pain of 7 days, 0 to 10" in text(page)
    assert stored(linden) == []


def test_the_client_reads_exactly_that(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7, 6)
    typed = {"words": WORDS, "on_severity": "It eased after the second lesson.", "on_habit": "No."}
    looked = practitioner.post(path(nora), {"parts": ["severity", "practice"], **typed})
    answer = share(practitioner, nora, "severity", "practice", **typed)
    assert answer.status_code == 302
    (kept,) = stored(linden)
    assert kept.parts == ["severity", "practice"]
    assert (kept.as_of, kept.shared_by_id) == (TODAY, linden.practitioner.pk)
    browser = as_nora()
    assert f"/portal/progress/{kept.pk}/" in text(browser.get("/portal/progress/"))
    read = text(browser.get(f"/portal/progress/{kept.pk}/"))
    shown = text(looked)
    begin = shown.index("As it stood on")
    sheet = shown[begin : shown.index("</section> </section>", begin)]
    assert sheet in read
    assert "It eased after the second lesson." in read
    assert "No." not in read  # words on a part that was not chosen


def test_it_stays_as_it_was_when_the_numbers_go_on(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7)
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    before = text(as_nora().get(f"/portal/progress/{kept.pk}/"))
    nora_works.pain(2, first=TODAY)
    with clock_at(noon(TODAY + timedelta(days=1))):
        after = text(as_nora().get(f"/portal/progress/{kept.pk}/"))
        again = sign_in("practitioner@linden.example")
        practice = text(again.get(f"/progress/{kept.pk}/"))
    part = re.compile(r"As it stood on.*?</section>")
    (was,), (now) = part.findall(before), part.findall(after)
    assert now == [was]
    assert was in practice


def test_what_changed_since_it_was_looked_at_is_looked_at_again(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7)
    looked = practitioner.post(path(nora), {"parts": ["severity"]})
    nora_works.pain(3, first=TODAY)
    sent = {"parts": ["severity"], "seen": seal(looked), "share": "1"}
    refused = practitioner.post(path(nora), sent)
    assert refused.status_code == 422
    assert "It is not what you looked at any more." in text(refused)
    assert stored(linden) == []
    sent["seen"] = seal(refused)
    assert practitioner.post(path(nora), sent).status_code == 302
    assert len(stored(linden)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose at least one part."),
        ({"parts": ["weather"]}, "Select a valid choice"),
        ({"parts": ["severity"], "words": "x" * 2001}, "at most 2000 characters"),
        ({"parts": ["severity"], "on_severity": "x" * 601}, "at most 600 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser, sent: Any, said: str
) -> None:
    answer = practitioner.post(path(nora), {**sent, "seen": "x", "share": "1"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert stored(linden) == []


def test_a_part_without_data_is_offered_and_marked(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    page = text(practitioner.get(path(nora)))
    assert "What is felt – Nothing was said in this time of what is felt." in page
    assert share(practitioner, nora, "sensation").status_code == 302
    (kept,) = stored(linden)
    read = text(as_nora().get(f"/portal/progress/{kept.pk}/"))
    assert "Nothing was said in this time of what is felt." in read


def test_taken_back_they_read_it_no_more(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(8, 7)
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    for _twice in range(2):
        answer = practitioner.post(f"/progress/{kept.pk}/withdraw/")
        assert answer.status_code == 302
    browser = as_nora()
    assert browser.get(f"/portal/progress/{kept.pk}/").status_code == 404
    assert "Nothing here yet" in text(browser.get("/portal/progress/"))
    assert "Taken back by Practitioner" in text(practitioner.get(f"/progress/{kept.pk}/"))
    assert "taken back" in text(practitioner.get(path(nora)))


def test_home_says_so_for_two_weeks_and_no_mail_does(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    assert "put a page together" not in text(as_nora().get("/portal/"))
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    home = text(as_nora().get("/portal/"))
    assert "Your practice put a page together" in home
    assert f'href="/portal/progress/{kept.pk}/"' in home
    with clock_at(noon(TODAY + timedelta(days=15))):
        assert "put a page together" not in text(as_nora().get("/portal/"))
    with acting(linden.boss):
        assert not Message._base_manager.filter(person_id=nora.pk).exists()
    practitioner.post(f"/progress/{kept.pk}/withdraw/")
    assert "put a page together" not in text(as_nora().get("/portal/"))


def test_without_anything_shared_the_portal_says_so(linden: House, nora: Client) -> None:
    assert "Nothing here yet" in text(as_nora().get("/portal/progress/"))


def test_the_second_click_shares_nothing_more(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    key = "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c12"
    for _click in range(2):
        assert share(practitioner, nora, "severity", key=key).status_code == 302
    assert len(stored(linden)) == 1


def test_every_part_can_be_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    every = [part.value for part in ProgressPart]
    assert share(practitioner, nora, *every).status_code == 302
    (kept,) = stored(linden)
    assert kept.parts == every
    assert all(part["tables"] for part in kept.told["parts"])
    read = text(as_nora().get(f"/portal/progress/{kept.pk}/"))
    for part in ProgressPart:
        assert f'<h2 id="s-{part.value}">{part.label}</h2>' in read
    # A picture for each but the matrix, which is a table, and a place that is felt.
    assert read.count('<svg class="plot') == 6

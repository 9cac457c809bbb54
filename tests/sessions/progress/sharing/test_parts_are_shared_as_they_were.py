"""A practitioner chooses parts, sees what the client will read, shares, and takes it back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.outbox.models import Message
from practice.team.services import make_user
from sessions.progress.course.parts import Numbers, ProgressPart, ToldRetention
from sessions.progress.sharing.models import SharedProgress
from sessions.progress.sharing.sheets import theirs
from tests.cast import PASSWORD, House, sign_in
from tests.sessions.progress.courses import TODAY, WEEK, Writer, noon

pytestmark = pytest.mark.django_db
WORDS = "We look at the walking next."


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def path(client: Client) -> str:
    return f"/clients/{client.pk}/progress/share/"


def seal(answer: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert found is not None
    return found[1]


def share(browser: Browser, client: Client, *parts: str, **typed: str) -> Any:
    """Look at it, and share just that."""
    sent = {"parts": list(parts), **typed}
    looked = browser.post(path(client), sent)
    assert looked.status_code == 200, text(looked)
    return browser.post(path(client), {**sent, "seen": seal(looked), "share": "1"})


def stored(house: House) -> list[SharedProgress]:
    with acting(house.boss):
        return list(SharedProgress._base_manager.order_by("id"))


def as_nora() -> Browser:
    return sign_in("nora@clients.example")


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


def test_a_judgement_that_the_other_has_not_given_is_not_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.answer("grc", TODAY - WEEK, 4, rater="practitioner", items=("change",))
    share(practitioner, nora, "change")
    (kept,) = stored(linden)
    said = str(kept.told) + str(kept.drawn)
    assert "nobody judged the change, or not both of you did yet" in said
    assert "+4" not in said
    assert "4" not in text(practitioner.get(path(nora))).partition("What to share")[0][-200:]
    nora_works.answer("grc", TODAY - WEEK, 1, items=("change",))
    share(practitioner, nora, "change")
    _first, second = stored(linden)
    assert second.told["parts"][0]["tables"] != []


@pytest.mark.parametrize("author_only", [False, True])
def test_what_an_author_keeps_to_themselves_is_not_shared(
    linden: House, nora: Client, nora_works: Writer, author_only: bool
) -> None:
    """The owner wrote that note, and reads it; whoever shares, nobody reads it there."""
    nora_works.lesson(1, TODAY - 2 * WEEK, tone_fit="too_high", pain=6, author_only=author_only)
    share(sign_in("owner@linden.example"), nora, "matrix")
    (kept,) = stored(linden)
    assert (kept.told["parts"][0]["tables"] == []) is author_only


def test_nothing_of_other_clients_is_shared() -> None:
    """The curve is made of everybody's."""
    part, numbers = ProgressPart.RETENTION, Numbers("By days", ["Days"], [["7"]])
    told = ToldRetention(part=part, says=("Yours.",), curve_says=("Of 12.",), curve_numbers=numbers)
    assert theirs(told) == ToldRetention(part=part, says=("Yours.",))


def test_an_archived_record_is_read_and_not_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    with acting(linden.boss) as boss:
        nora.refresh_from_db()
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    assert practitioner.get(path(nora)).status_code == 200
    assert 'name="parts"' not in text(practitioner.get(path(nora)))
    assert practitioner.post(path(nora), {"parts": ["severity"]}).status_code == 302
    assert practitioner.post(f"/progress/{kept.pk}/withdraw/").status_code == 302
    (still,) = stored(linden)
    assert still.withdrawn_at is None
    assert as_nora().get(f"/portal/progress/{kept.pk}/").status_code == 200


def test_without_a_login_it_is_printed(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(user=None)
    assert "They have no login" in text(practitioner.get(path(nora)))
    assert share(practitioner, nora, "severity").status_code == 302


def test_the_second_click_shares_nothing_more(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    key = "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c12"
    for _click in range(2):
        assert share(practitioner, nora, "severity", key=key).status_code == 302
    assert len(stored(linden)) == 1


@pytest.mark.parametrize("who", ["trainee@linden.example", "owner@harbour.example"])
def test_nobody_else_shares_or_reads_it(
    harbour: House, linden: House, nora: Client, nora_works: Writer, practitioner: Browser, who: str
) -> None:
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    browser = sign_in(who)
    assert browser.get(path(nora)).status_code == 404
    assert browser.post(path(nora), {"parts": ["severity"]}).status_code == 404
    assert browser.get(f"/progress/{kept.pk}/").status_code == 404
    assert browser.post(f"/progress/{kept.pk}/withdraw/").status_code == 404
    assert browser.get(f"/portal/progress/{kept.pk}/").status_code == 403
    (still,) = stored(linden)
    assert still.withdrawn_at is None


def test_another_client_reads_nothing_of_it(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
        nell.user = make_user(email="nell@clients.example", name="Nell", password=PASSWORD)
        nell.save(update_fields=["user"])
    share(practitioner, nora, "severity")
    (kept,) = stored(linden)
    browser = sign_in("nell@clients.example")
    assert browser.get(f"/portal/progress/{kept.pk}/").status_code == 404
    assert "Nothing here yet" in text(browser.get("/portal/progress/"))


def test_the_database_changes_nothing_that_was_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    share(practitioner, nora, "severity")
    other: list[dict[str, Any]] = [
        {"told": {}},
        {"drawn": {}},
        {"words": "O."},
        {"parts": ["habit"]},
    ]
    for changed in other:
        with acting(linden.boss), pytest.raises(ProgrammingError), transaction.atomic():
            SharedProgress._base_manager.update(**changed)
    with acting(linden.boss), pytest.raises(ProgrammingError), transaction.atomic():
        SharedProgress._base_manager.all().delete()


def test_every_part_can_be_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    every = [part.value for part in ProgressPart]
    assert share(practitioner, nora, *every).status_code == 302
    (kept,) = stored(linden)
    assert kept.parts == every
    assert as_nora().get(f"/portal/progress/{kept.pk}/").status_code == 200

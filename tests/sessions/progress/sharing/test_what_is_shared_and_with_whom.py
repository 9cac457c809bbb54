"""What is never in it, who shares and reads it, and what becomes of it with the record."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from clients.guardians.services import end_guardian
from clients.merging.services import merge_clients
from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from practice.team.services import make_user
from sessions.progress.sharing.models import SharedProgress
from tests.cast import PASSWORD, House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login
from tests.sessions.progress.courses import TODAY, WEEK, Writer, others
from tests.sessions.progress.sharing.acts import as_nora, path, share, stored, text

pytestmark = pytest.mark.django_db


def test_a_judgement_that_the_other_has_not_given_is_not_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.answer("grc", TODAY - WEEK, 4, rater="practitioner", items=("change",))
    share(practitioner, nora, "change")
    (kept,) = stored(linden)
    said = str(kept.told) + str(kept.drawn)
    assert "nobody judged the change, or not both of you did yet" in said
    assert "+4" not in said
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


def test_nothing_of_other_clients_is_shared(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    """The curve is made of everybody's: the practice sees it, and it is not read for a sheet."""
    nora_works.lesson(1, TODAY - 19 * WEEK)
    nora_works.pain(8, 4, 4, 3)
    others(linden, 9, came_back=2)
    assert "10 courses of work" in text(practitioner.get(f"/clients/{nora.pk}/progress/"))
    with CaptureQueriesContext(connection) as asked:
        share(practitioner, nora, "retention")
    (kept,) = stored(linden)
    assert "it holds: 14 days up to the last answer" in kept.drawn["retention"]
    for of_others in ("courses of work", "this client", "Kaplan"):
        assert of_others not in kept.drawn["retention"] + str(kept.told)
    (table,) = kept.told["parts"][0]["tables"]
    assert table["rows"][1:] == [["This work", "14 days and on"]]
    assert not [one for one in asked if "CROSS JOIN LATERAL" in one["sql"]]


def test_a_guardian_reads_what_is_shared_with_a_child_while_they_are_one(linden: House) -> None:
    mika = child(linden)
    greta = guarded(linden, mika, email="greta@moor.example")
    with_login(linden, greta)
    assert share(sign_in("practitioner@linden.example"), mika, "severity").status_code == 302
    (kept,) = stored(linden)
    browser = sign_in("greta@moor.example")
    assert f"/portal/progress/{kept.pk}/" in text(browser.get("/portal/progress/"))
    assert "As it stood on" in text(browser.get(f"/portal/progress/{kept.pk}/"))
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=greta)
    assert browser.get(f"/portal/progress/{kept.pk}/").status_code != 200
    assert str(kept.pk) not in text(browser.get("/portal/progress/", follow=True))


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


def test_a_trainee_shares_of_their_own_clients(
    linden: House, nora: Client, nora_works: Writer
) -> None:
    nora_works.pain(8, 7)
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(assigned_to=linden.trainee)
    assert share(sign_in("trainee@linden.example"), nora, "severity").status_code == 302
    (kept,) = stored(linden)
    assert kept.shared_by_id == linden.trainee.pk


def test_another_time_can_be_shared_and_an_unknown_one_is_said(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    before = nora_works.put(
        Episode,
        concern="The knee.",
        opened_on=TODAY - 80 * WEEK,
        closed_on=TODAY - 60 * WEEK,
        state="closed",
    )
    page = text(practitioner.get(f"{path(nora)}?period={before.pk}"))
    assert "The knee." in page
    odd = text(practitioner.get(f"{path(nora)}?period=never"))
    assert "There is no such time to choose" in odd


def test_a_record_that_became_part_of_another_leads_on(
    linden: House, nora: Client, nora_works: Writer, practitioner: Browser
) -> None:
    share(practitioner, nora, "severity")
    with acting(linden.boss) as boss:
        kept = create_client(actor=boss, data=ClientData(given_name="Norah"))
        merge_clients(actor=boss, client=kept, other=nora)
    moved = practitioner.get(path(nora))
    assert moved.status_code == 302
    assert moved["Location"] == path(kept)
    assert "they read it" in text(practitioner.get(path(kept)))
    (shared,) = stored(linden)
    assert shared.client_id == kept.pk

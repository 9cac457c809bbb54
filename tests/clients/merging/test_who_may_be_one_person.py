"""The pages of a merge: who is alike, two side by side, and what is refused."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from clients.merging.models import ClientMerge
from clients.merging.services import merge_clients
from clients.records.models import Client
from clients.records.queries import pairs_alike
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import NotAllowed, acting, enter_as
from practice.core.errors import DomainError
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.clients.merging.conftest import Twice

pytestmark = pytest.mark.django_db
PRACTITIONER = "practitioner@linden.example"


def somebody(house: House, given: str, **more: Any) -> Client:
    with acting(house.boss) as boss:
        data: dict[str, Any] = {"given_name": given, "assigned_to_id": house.practitioner.pk}
        return create_client(actor=boss, data=ClientData(**data | more))


def merges(house: House) -> int:
    enter_as(house.boss)
    return ClientMerge._base_manager.count()


def page_of(kept: Client, other: Client) -> str:
    return f"/clients/{kept.pk}/merge/{other.pk}/"


def test_the_list_says_who_is_here_twice(linden: House) -> None:
    born = {"family_name": "Díaz", "birth_date": date(1980, 4, 2)}
    ana, again = somebody(linden, "Ana", **born), somebody(linden, "Ana María", **born)
    somebody(linden, "Eva", email="eva@x.example")
    phone = somebody(linden, "Ben", phone="+1 303 555 0100")
    also = somebody(
        linden, "Benno", contacts=[{"kind": "phone", "label": "", "value": "3035550100"}]
    )
    page = sign_in(PRACTITIONER).get("/clients/duplicates/").content.decode()
    assert page_of(ana, again) in page
    assert page_of(phone, also) in page
    assert page.count("Set side by side") == 2
    assert "same name and birth date" in page
    assert ">Eva<" not in page


def test_the_list_goes_on_with_those_added_earlier(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clients.records.queries.likeness.A_PAGE", 1)
    first, second = (somebody(linden, name, email="a@x.example") for name in "AB")
    third = somebody(linden, "C")
    with acting(linden.boss) as boss:
        newest = pairs_alike(boss, "client.merge")
        assert (newest.pairs, newest.before) == ([], third.pk)
        older = pairs_alike(boss, "client.merge", newest.before)
        assert [(a.id, b.id) for a, b in older.pairs] == [(first.pk, second.pk)]
        assert pairs_alike(boss, "client.merge", older.before).before is None
    browser = sign_in(PRACTITIONER)
    assert f"?before={third.pk}" in browser.get("/clients/duplicates/").content.decode()
    assert browser.get("/clients/duplicates/?before=nobody").status_code == 200


def test_one_chooses_among_those_alike_or_looks_for_somebody(pair: Twice) -> None:
    browser = sign_in(PRACTITIONER)
    chosen = browser.get(f"/clients/{pair.kept.pk}/merge/")
    assert f"{page_of(pair.kept, pair.other)}" not in chosen.content.decode()  # other first names
    looked = browser.get(f"/clients/{pair.kept.pk}/merge/?q=norah").content.decode()
    assert page_of(pair.kept, pair.other) in looked
    assert page_of(pair.kept, pair.kept) not in looked
    twin = somebody(pair.house, "Nora", family_name="Ng", birth_date=date(1980, 4, 2))
    chosen = browser.get(f"/clients/{pair.kept.pk}/merge/")
    assert page_of(pair.kept, twin) in chosen.content.decode()
    assert (
        f"/clients/{pair.kept.pk}/merge/"
        in browser.get(f"/clients/{pair.kept.pk}/").content.decode()
    )


def test_side_by_side_then_one_then_two(pair: Twice) -> None:
    """The whole way through the pages, with the choices as a browser sends them."""
    browser = sign_in(PRACTITIONER)
    page = browser.get(page_of(pair.kept, pair.other)).content.decode()
    for words in ("Rows as Nora.", "Rows as Norah.", "+1 720 555 0199", "practice logs"):
        assert words in page
    typed = {
        "kept_version": pair.now(pair.kept).version,
        "other_version": pair.now(pair.other).version,
        "given_name": "other",
        "email": "kept",
        "phone": "kept",
        "habits": "other",
    }
    answer = browser.post(page_of(pair.kept, pair.other), typed | {"habits": "nonsense"})
    assert (answer.status_code, merges(pair.house)) == (422, 0)
    stale = browser.post(page_of(pair.kept, pair.other), typed | {"other_version": 99})
    assert (stale["Location"], merges(pair.house)) == (page_of(pair.kept, pair.other), 0)
    answer = browser.post(page_of(pair.kept, pair.other), typed)
    assert answer["Location"] == f"/clients/{pair.kept.pk}/"
    kept = pair.now(pair.kept)
    assert (kept.given_name, kept.habits) == ("Norah", "Rows as Norah.")
    page = browser.get(f"/clients/{pair.kept.pk}/").content.decode()
    assert "became part of this record" in page
    merge_id = page.split("/merges/")[1].split("/")[0]
    told = browser.get(f"/clients/merges/{merge_id}/").content.decode()
    assert "Rows as Nora." in told
    assert "What was written since stays with Norah Ng" in told
    undone = browser.post(f"/clients/merges/{merge_id}/undo/")
    assert undone["Location"] == f"/clients/{pair.other.pk}/"
    assert browser.get(undone["Location"]).status_code == 200
    assert "became part" not in browser.get(f"/clients/{pair.kept.pk}/").content.decode()
    again = browser.post(f"/clients/merges/{merge_id}/undo/", follow=True).content.decode()
    assert "taken apart already" in again
    assert "Taken apart again" in again


def test_the_warning_leads_to_both_side_by_side(linden: House) -> None:
    known = somebody(linden, "Ana", email="ana@x.example")
    browser = sign_in(PRACTITIONER)
    form = {"given_name": "Anna", "email": "ana@x.example", "timezone": "UTC", "key": uuid4()}
    page = browser.post("/clients/new/", form).content.decode()
    assert f'name="allow_duplicate" value="{known.pk}"' in page
    answer = browser.post("/clients/new/", form | {"allow_duplicate": str(known.pk)})
    assert answer["Location"].startswith(f"/clients/{known.pk}/merge/")
    assert browser.get(answer["Location"]).status_code == 200
    assistant = sign_in("assistant@linden.example").post("/clients/new/", form | {"key": uuid4()})
    assert f'value="{known.pk}"' not in assistant.content.decode()


def refused(house: House, kept: Client, other: Client, words: str) -> None:
    before = merges(house)
    with acting(house.boss) as boss, pytest.raises(DomainError, match=words):
        merge_clients(actor=boss, client=kept, other=other)
    assert merges(house) == before


def test_what_is_no_pair_is_refused_in_words(
    omar: Client, harbour: House, linden: House, pair: Twice
) -> None:
    refused(linden, pair.kept, pair.kept, "same record twice")
    refused(linden, pair.kept, omar, "different practices")
    third = somebody(linden, "Lena")
    with acting(linden.boss) as boss:
        stored = Client.objects.visible_to(boss).get(pk=third.pk)
        set_client_state(actor=boss, client=stored, state=ClientState.ARCHIVED)
    refused(linden, pair.kept, third, "Bring Lena back first")  # as it was read before
    refused(linden, pair.kept, stored, "Bring Lena back first")
    browser = sign_in(PRACTITIONER)
    for other, words in ((pair.kept, "same record twice"), (third, "Bring Lena back first")):
        assert words in browser.get(page_of(pair.kept, other), follow=True).content.decode()
    assert browser.get(page_of(pair.kept, omar)).status_code == 404
    pair.merge()
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=third, state=ClientState.ACTIVE)
    refused(linden, third, pair.other, "part of another record already")
    refused(linden, third, pair.now(pair.other), "part of another record already")
    answer = browser.get(page_of(third, pair.other))
    assert answer["Location"] == page_of(third, pair.kept)  # the one it is part of


def test_somebody_without_the_right_is_refused(pair: Twice) -> None:
    for member in (pair.house.trainee, pair.house.assistant):
        with acting(pair.house.actor(member)) as actor, pytest.raises(NotAllowed):
            merge_clients(actor=actor, client=pair.kept, other=pair.other)
        browser = sign_in(member.user.email)
        assert browser.post(page_of(pair.kept, pair.other)).status_code == 403
        assert "Make it one record" not in browser.get("/clients/").content.decode()
    assert merges(pair.house) == 0


def test_who_reaches_one_of_two_puts_nothing_together(pair: Twice) -> None:
    """A practitioner who sees only their own clients does not draw in a colleague's."""
    with acting(pair.house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=pair.other.pk).update(assigned_to=None)
        pair.house.practice.only_own_clients = True
        pair.house.practice.save()
    browser = sign_in(PRACTITIONER)
    assert browser.get(page_of(pair.kept, pair.other)).status_code == 404
    assert browser.post(page_of(pair.kept, pair.other)).status_code == 404
    own = pair.house.actor(pair.house.practitioner)
    narrowed = type(own)(**{f: getattr(own, f) for f in own.__slots__} | {"only_own_clients": True})
    with acting(narrowed) as actor, pytest.raises(DomainError, match="within your reach"):
        merge_clients(actor=actor, client=pair.kept, other=pair.other)
    assert merges(pair.house) == 0


def test_old_addresses_lead_to_the_kept_one(pair: Twice) -> None:
    pair.merge()
    browser = sign_in(PRACTITIONER)
    for path in ("", "edit/", "episodes/new/", "sessions/new/", "programs/new/", "merge/"):
        answer = browser.get(f"/clients/{pair.other.pk}/{path}?earlier=1")
        assert answer["Location"] == f"/clients/{pair.kept.pk}/{path}?earlier=1"
    typed = {"given_name": "Typed for the other", "timezone": "UTC", "version": 1}
    answer = browser.post(f"/clients/{pair.other.pk}/edit/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed for the other" in page
    assert f'action="/clients/{pair.kept.pk}/edit/"' in page
    assert pair.now(pair.kept).given_name == "Nora"


def test_the_search_shows_one_and_the_api_says_what_became_of_the_other(pair: Twice) -> None:
    pair.merge()
    browser = sign_in(PRACTITIONER)
    for query in ("?q=norah", "?q=norah&state=archived", "?state=archived", "?q=ng", ""):
        page = browser.get(f"/clients/{query}").content.decode()
        assert str(pair.other.pk) not in page, query
    assert str(pair.kept.pk) in browser.get("/clients/?q=ng").content.decode()
    api = caller(token_for(pair.house, pair.house.owner))
    gone = send(api, "get", f"clients/{pair.other.pk}/").json()
    assert gone["merged_into"] == str(pair.kept.pk)
    assert send(api, "get", f"clients/{pair.kept.pk}/").json()["merged_into"] is None
    listed = {row["id"] for row in send(api, "get", "clients/").json()["results"]}
    assert {str(pair.other.pk), str(pair.kept.pk)} <= listed
    found = send(api, "get", "clients/?search=ng").json()["results"]
    assert [row["id"] for row in found] == [str(pair.kept.pk)]
    changed = send(api, "patch", f"clients/{pair.other.pk}/", {"version": gone["version"]})
    assert changed.status_code == 422
    with acting(pair.house.boss) as boss:
        assert pairs_alike(boss, "client.merge").pairs == []


def test_a_part_of_another_record_is_nobody_to_be_warned_of(pair: Twice) -> None:
    """The e-mail of the other became another contact of the kept one, who is named instead."""
    pair.merge()
    form = {"given_name": "N", "email": "norah@work.example", "timezone": "UTC", "key": uuid4()}
    page = sign_in(PRACTITIONER).post("/clients/new/", form).content.decode()
    assert str(pair.kept.pk) in page
    assert str(pair.other.pk) not in page

"""No posture photo without its agreement; taken back, what was taken is closed to the practice."""

import html
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from clients.files.rules import PostureView
from clients.files.services import PhotoData
from clients.files.services import add_photo as add_photo_as
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client, open_episode
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import a_picture
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_photo

pytestmark = pytest.mark.django_db
REFUSED = "They have not agreed to photos. Without that none can be kept."


def open_work(house: House, client: Client) -> Episode:
    """A course of work of a client."""
    with acting(house.boss) as boss:
        return open_episode(actor=boss, client=client, concern="Back")


@pytest.mark.parametrize("said", [(), (False,), (True, False)])
def test_without_it_none_is_kept(
    kept: Kept, linden: House, nora: Client, said: tuple[bool, ...]
) -> None:
    for given in said:
        say(linden, nora, given=given)
    page = sign_in("practitioner@linden.example").get(f"/clients/{nora.pk}/photos/new/")
    assert "They have not agreed to photos" in page.content.decode()
    assert 'type="file"' not in page.content.decode()
    answer = add_photo(nora, a_picture())
    page_after = answer.content.decode()
    assert answer.status_code == 422
    assert REFUSED in page_after[page_after.index('id="id_file_error"') :][:400]
    assert kept.is_empty


def test_with_it_one_is_kept(kept: Kept, linden: House, nora: Client) -> None:
    say(linden, nora, given=False)
    say(linden, nora, given=True)
    assert add_photo(nora, a_picture()).status_code == 302
    [row] = kept.rows()
    assert (row.view, f"{row.taken_on}", row.small_state) == ("front", "2026-01-07", "waiting")


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"view": ""}, "view"), ({"view": "top"}, "view"), ({"taken_on": "2999-01-01"}, "taken_on")],
)
def test_from_where_and_when(
    kept: Kept, linden: House, nora: Client, typed: dict[str, str], field: str
) -> None:
    say(linden, nora, given=True)
    answer = add_photo(nora, a_picture(), **typed)
    assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True)
    assert kept.is_empty


def test_taken_back_in_the_portal(kept: Kept, linden: House, nora: Client) -> None:
    """No more are taken; those that were are the client's alone, to keep or to delete."""
    say(linden, nora, given=True)
    for day in ("2026-01-07", "2026-03-07"):
        add_photo(nora, a_picture(), taken_on=day)
    first, second = (row.pk for row in kept.rows())
    staff, client = sign_in("practitioner@linden.example"), sign_in("nora@clients.example")
    compare = f"/clients/{nora.pk}/photos/compare/"
    assert "data-compare" in staff.get(compare).content.decode()
    client.post(reverse("portal_agreement", args=["photo"]), {"back": "1"})
    for way in ("content", "small"):
        assert staff.get(f"/files/{first}/{way}/").status_code == 404
    assert "You do not see it; they do" in staff.get(f"/files/{first}/").content.decode()
    listed = staff.get(f"/clients/{nora.pk}/files/").content.decode()
    assert "those that are here are closed to you" in listed
    assert f"/files/{first}/small/" not in listed
    assert "data-compare" not in staff.get(compare).content.decode()
    assert add_photo(nora, a_picture()).status_code == 422
    assert client.get(f"/portal/files/{first}/content/").status_code == 200
    assert "Your photos are yours alone" in client.get("/portal/files/").content.decode()
    client.post(f"/portal/files/{first}/delete/")
    assert [row.pk for row in kept.rows()] == [second]
    assert staff.post(f"/files/{second}/delete/").status_code == 302  # as they wished
    assert kept.rows() == []


@pytest.mark.parametrize("whose", ["nobody's", "another client's", "another practice's"])
def test_a_course_of_work_of_somebody_else(
    kept: Kept, linden: House, harbour: House, nora: Client, omar: Client, whose: str
) -> None:
    """Refused beside the field; with one's own it is kept."""
    say(linden, nora, given=True)
    own = open_work(linden, nora)
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    foreign = {
        "nobody's": "01a21613-b187-7b87-80cf-69c12bbcf284",
        "another client's": open_work(linden, nell).pk,
        "another practice's": open_work(harbour, omar).pk,
    }[whose]
    answer = add_photo(nora, a_picture(), episode=foreign)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert (
        "is not one of the available choices" in page[page.index('id="id_episode_error"') :][:400]
    )
    assert kept.is_empty
    assert add_photo(nora, a_picture(), episode=own.pk).status_code == 302
    assert [row.episode_id for row in kept.rows()] == [own.pk]


def test_the_service_asks_whose_course_it_is(kept: Kept, linden: House, nora: Client) -> None:
    """Whoever calls it without the form, too."""
    say(linden, nora, given=True)
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    foreign = open_work(linden, nell)
    photo = PhotoData(PostureView.FRONT, date(2026, 1, 7), foreign)
    content = ContentFile(a_picture(), name="a.jpg")
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="of this client"):
        add_photo_as(actor=boss, client=nora, upload=content, said=photo)
    assert kept.is_empty


def test_compared_are_two_of_one_view(kept: Kept, linden: House, nora: Client) -> None:
    say(linden, nora, given=True)
    taken = {}
    for view, day in (("front", "2026-01-07"), ("front", "2026-03-07"), ("back", "2026-01-07")):
        add_photo(nora, a_picture(), view=view, taken_on=day)
        taken[view, day] = kept.rows()[-1].pk
    staff = sign_in("practitioner@linden.example")
    compare = f"/clients/{nora.pk}/photos/compare/"

    def shown(query: str = "") -> list[Any]:
        page = staff.get(compare + query).content.decode()
        return [key for key, pk in taken.items() if f'src="/files/{pk}/content/"' in page]

    assert shown() == [("front", "2026-01-07"), ("front", "2026-03-07")]
    assert shown("?view=back") == []
    assert shown(f"?view=front&before={taken['back', '2026-01-07']}") == shown()
    assert shown("?view=nonsense&before=x&after=y") == shown()

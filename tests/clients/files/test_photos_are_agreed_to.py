"""No posture photo without its agreement; taken back, what was taken is closed to the practice."""

from typing import Any

import pytest
from django.urls import reverse

from clients.records.models import Client
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import a_picture
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_photo

pytestmark = pytest.mark.django_db
REFUSED = "They have not agreed to photos. Without that none can be kept."


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


def test_a_course_of_work_of_somebody_else(
    kept: Kept, linden: House, harbour: House, nora: Client
) -> None:
    say(linden, nora, given=True)
    answer = add_photo(nora, a_picture(), episode="01a21613-b187-7b87-80cf-69c12bbcf284")
    assert answer.status_code in {302, 422}
    assert all(row.episode_id is None for row in kept.rows())


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

"""What everybody may read of a practice: what it published, and only while it wants to."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import NotAllowed, acting, enter
from practice.core.errors import DomainError
from practice.core.models import Membership, Place, Practice
from sessions.hours.models import Service
from sessions.public_page import queries
from sessions.public_page.models import PublicPage, PublicProfile
from sessions.public_page.services import PageData, ProfileData, save_page, save_profile
from tests.cast import House, sign_in
from tests.public import CREDENTIAL, PROFILE, put_public

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/public-page/"
OWN = f"{SETTINGS}me/"


def page_of(house: House) -> str:
    return f"/p/{house.practice.slug}/"


def read(house: House, browser: Browser | None = None) -> str:
    answer = (browser or Browser()).get(page_of(house))
    assert answer.status_code == 200
    return answer.content.decode()


def change(house: House, model: Any, **fields: Any) -> None:
    with acting(house.boss):
        model._base_manager.filter(practice=house.practice).update(**fields)


def test_nobody_sees_a_page_that_nobody_opened(linden: House) -> None:
    """As little as one of a practice that does not exist: both answers are the same."""
    unknown = Browser().get("/p/no-such-practice/")
    assert unknown.status_code == 404
    assert Browser().get(page_of(linden)).content == unknown.content
    put_public(linden)
    assert Browser().get(page_of(linden)).status_code == 200
    change(linden, PublicPage, is_open=False)
    shut = Browser().get(page_of(linden))
    assert (shut.status_code, shut.content) == (404, unknown.content)


def test_what_is_closed_as_it_is_read_is_not_shown(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the database was asked a moment before."""
    put_public(linden)
    monkeypatch.setattr(queries, "practice_at", lambda _slug: linden.practice.pk)
    change(linden, PublicPage, is_open=False)
    assert Browser().get(page_of(linden)).status_code == 404


def test_it_ends_with_the_practice(linden: House) -> None:
    put_public(linden)
    with acting(linden.boss):
        Practice.objects.filter(pk=linden.practice.pk).update(is_active=False)
    assert Browser().get(page_of(linden)).status_code == 404


def test_it_shows_what_was_said_of_who_teaches(linden: House) -> None:
    put_public(linden)
    shown = read(linden)
    told = [CREDENTIAL.name, "Novato Institute, 1990", *PROFILE.affiliations, *PROFILE.publications]
    for words in (*told, "I teach slowly.", "Near the river.", "Folk dance", "The studio"):
        assert words in shown
    assert "practising since 1990" in shown
    assert "Hanna Somatic Education" in shown
    assert "Rolf Method of Structural Integration" in shown
    assert "Lesson" in shown
    assert "60 minutes" in shown
    assert "€85.00" in shown or "85" in shown


@pytest.mark.parametrize("word", ["treat", "cure", "diagnos", "prescri", "patient", "therap"])
def test_ways_of_working_are_described_in_neutral_words(linden: House, word: str) -> None:
    put_public(linden)
    assert word not in read(linden).lower()


def test_what_is_not_published_is_not_there(linden: House, nora: Client) -> None:
    put_public(linden)
    with acting(linden.boss) as boss:
        Practice.objects.filter(pk=boss.practice_id).update(
            contact_email="desk@linden.example", contact_phone="555-CANARY"
        )
        gone = Place(practice=linden.practice, name="Old barn", timezone="UTC")
        gone.retired_at = nora.created_at
        gone.save()
        save_profile(
            actor=boss, member_id=linden.owner.pk, data=ProfileData(about="Olive’s own words")
        )
    shown = read(linden)
    for hidden in (
        *("Olive", "desk@linden", "555-CANARY", "Old barn", "Nora", "@linden.example"),
        *("Check-in", "First lesson"),
    ):
        assert hidden not in shown
    change(linden, PublicPage, shows_contact=True)
    assert "555-CANARY" in read(linden)


def test_who_left_or_gives_no_lessons_is_not_shown(linden: House) -> None:
    put_public(linden)
    assert "I teach slowly." in read(linden)
    rows = {"practice": linden.practice, "pk": linden.practitioner.pk}
    for fields in ({"is_active": False}, {"is_active": True, "role": "assistant"}):
        with acting(linden.boss):
            Membership._base_manager.filter(**rows).update(**fields)
        assert "I teach slowly." not in read(linden)


@pytest.mark.parametrize("field", ["is_visitor_bookable", "is_client_bookable"])
def test_a_service_is_shown_only_if_both_ticks_say_so(linden: House, field: str) -> None:
    put_public(linden)
    change(linden, Service, **{field: False})
    assert "What you can book" not in read(linden)


def test_a_visitor_books_nothing_that_clients_cannot(linden: House) -> None:
    put_public(linden)
    with acting(linden.boss) as boss:
        lesson = Service.objects.visible_to(boss).get(built_in_code="lesson")
    browser = sign_in("owner@linden.example")
    answer = browser.post(
        f"/settings/services/{lesson.pk}/",
        {
            **{"name": "Lesson", "kind": "lesson", "minutes": 60, "places": 1, "lead_hours": 1},
            **{"buffer_before_minutes": 0, "buffer_after_minutes": 0, "ahead_days": 9},
            **{"cancellation_hours": 1, "version": lesson.version, "is_visitor_bookable": "on"},
        },
    )
    assert answer.status_code == 422
    assert "Only what clients book themselves" in answer.content.decode()


def test_reading_sets_no_cookie_and_asks_no_other_site(linden: House) -> None:
    put_public(linden)
    answer = Browser().get(page_of(linden))
    assert not answer.cookies
    body = answer.content.decode()
    assert "<script" not in body
    assert "http" not in body.replace("http://www.w3.org", "")


def test_whoever_is_signed_in_reads_the_same(linden: House) -> None:
    put_public(linden)
    assert read(linden, sign_in("owner@linden.example")) == read(linden)


def test_reading_notes_no_visit_of_who_is_signed_in(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are there as nobody of the practice, for whoever reads the access log too."""
    put_public(linden)
    browser = sign_in("owner@linden.example")
    actors = list[Any]()
    monkeypatch.setattr(
        "practice.core.middleware.log_access", lambda **told: actors.append(told["actor"])
    )
    read(linden, browser)
    assert actors == [None]


def test_search_engines_are_kept_out_only_if_the_owner_wants(linden: House) -> None:
    put_public(linden)
    assert "noindex" not in read(linden)
    change(linden, PublicPage, is_indexed=False)
    assert '<meta name="robots" content="noindex">' in read(linden)
    assert "noindex" in Browser().get("/accounts/login/").content.decode()


def test_without_an_actor_only_that_address_says_which_practice_it_is(
    harbour: House, linden: House
) -> None:
    """Row security: nobody lists pages, and from another practice none is read."""
    put_public(linden)
    enter(practice_id=None)
    assert PublicPage._base_manager.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT supple_public_practice(%s)", [linden.practice.slug])
        assert cursor.fetchone() == (linden.practice.pk,)
    assert PublicPage._base_manager.count() == 0
    assert PublicProfile._base_manager.count() == 0
    with acting(harbour.boss):
        assert PublicPage._base_manager.count() == 0


def test_whoever_reads_it_reads_no_client(linden: House, nora: Client) -> None:
    """The page is read in the practice, as somebody who is no client of it."""
    put_public(linden)
    seen = list[int]()

    def look(execute: Any, sql: str, *rest: Any) -> Any:
        if "publicprofile" in sql and "SELECT" in sql:
            seen.append(Client._base_manager.count())
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        read(linden)
    assert seen == [0]


def test_only_the_owner_opens_it_and_everybody_writes_of_themselves(linden: House) -> None:
    ours = linden.actor(linden.practitioner)
    for who in (linden.practitioner, linden.trainee, linden.assistant):
        with acting(linden.actor(who)) as actor, pytest.raises(NotAllowed):
            save_page(actor=actor, data=PageData(slug="mine-now", is_open=True))
    with acting(ours) as actor:
        save_profile(actor=actor, member_id=linden.practitioner.pk, data=PROFILE)
        with pytest.raises(NotAllowed):
            save_profile(actor=actor, member_id=linden.owner.pk, data=PROFILE)
    browser = sign_in("practitioner@linden.example")
    assert browser.get(OWN).status_code == 200
    assert browser.get(f"{SETTINGS}{linden.owner.pk}/").status_code == 403
    assert browser.post(SETTINGS, {"slug": "mine-now"}).status_code == 403
    assert sign_in("owner@linden.example").get(f"{SETTINGS}{linden.assistant.pk}/").status_code == (
        404
    )


def test_the_form_keeps_one_entry_a_line(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    typed = {"publications": " Slow, 1990 \n\n Other,  1995", "modalities": ["hanna"]}
    assert browser.post(OWN, typed).status_code == 302
    with acting(linden.boss) as boss:
        kept = PublicProfile.objects.visible_to(boss).get()
    assert kept.publications == ["Slow, 1990", "Other, 1995"]
    assert kept.is_shown is False
    assert "Slow, 1990\nOther, 1995" in browser.get(OWN).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"affiliations": "x\n" * 13}, "12 lines at most"),
        ({"publications": "x" * 201}, "12 lines at most"),
        ({"practising_since": "2999"}, "A year from"),
        ({"modalities": ["magic"]}, "magic"),
        ({"about": "x" * 2001}, "2000"),
    ],
)
def test_what_does_not_fit_is_said_beside_it(linden: House, typed: Any, words: str) -> None:
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(OWN, {"is_shown": "on"} | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with acting(linden.boss):
        assert PublicProfile._base_manager.count() == 0


def test_an_address_is_one_practices(harbour: House, linden: House) -> None:
    put_public(linden, slug="by-the-river")
    with acting(harbour.boss) as boss, pytest.raises(DomainError) as error:
        save_page(actor=boss, data=PageData(slug="by-the-river"))
    assert error.value.field == "slug"
    for odd in ("ab", "By-The-River", "a--b", "-ab", "a b c", "x" * 61):
        with acting(linden.boss) as boss, pytest.raises(DomainError):
            save_page(actor=boss, data=PageData(slug=odd))

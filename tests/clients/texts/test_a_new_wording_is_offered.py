"""Who still has a text as we worded it before is shown what it reads today, and takes it up."""

import pytest

from clients.records.models import ConsentDocument
from clients.texts.rules import CONSENT_TEXTS, FORMER_TEXTS, ConsentKind, worded_anew
from clients.texts.services import publish_text
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.texts.test_a_text_has_versions import stored, words

pytestmark = pytest.mark.django_db
OURS = CONSENT_TEXTS[ConsentKind.PHOTO]
(FORMER,) = FORMER_TEXTS[ConsentKind.PHOTO]
IS_THERE = "a newer wording is there"
ANEW = "We word this otherwise now"


@pytest.fixture
def former(linden: House) -> ConsentDocument:
    """A practice that still has the former words about photos, and asks nobody for them."""
    with acting(linden.boss) as boss:
        newest = ConsentDocument.objects.visible_to(boss).get(kind="photo")
        return publish_text(
            actor=boss,
            text_id=newest.pk,
            kind=ConsentKind.PHOTO,
            title="Pictures",
            text=FORMER,
            required=False,
            asked=False,
        )


def test_each_former_wording_differs_from_todays() -> None:
    for kind, texts in FORMER_TEXTS.items():
        assert CONSENT_TEXTS[kind].text not in texts
        assert CONSENT_TEXTS[kind].version == len(texts) + 1
        assert {worded_anew(kind, text) for text in texts} == {CONSENT_TEXTS[kind]}
    assert worded_anew("photo", "Our own words.") is worded_anew("touch", FORMER) is None


def test_it_is_read_and_taken_up(linden: House, former: ConsentDocument) -> None:
    owner = sign_in("owner@linden.example")
    assert words(owner.get("/settings/texts/")).count(IS_THERE) == 1
    page = words(owner.get(f"/settings/texts/{former.pk}/"))
    assert ANEW in page
    assert OURS.text in page
    edit = owner.get(f"/settings/texts/{former.pk}/edit/?anew=1").context["form"]
    assert (edit["title"].value(), edit["text"].value()) == (OURS.title, OURS.text)
    assert edit["asked"].value() is False  # that it rests stays their choice
    plain = owner.get(f"/settings/texts/{former.pk}/edit/").context["form"]
    assert plain["text"].value() == FORMER
    sent = {"title": OURS.title, "text": OURS.text, "asked": "on"}
    answer = owner.post(f"/settings/texts/{former.pk}/edit/?anew=1", sent)
    assert answer.status_code == 302
    made = stored(linden)[-1]
    assert (made["kind"], made["version"], made["text"]) == ("photo", former.version + 1, OURS.text)
    assert ANEW not in words(owner.get(answer["Location"]))
    assert ANEW not in words(owner.get(f"/settings/texts/{former.pk}/"))  # the newest counts
    assert IS_THERE not in words(owner.get("/settings/texts/"))


def test_own_words_are_left_alone(linden: House) -> None:
    owner = sign_in("owner@linden.example")
    photo = next(row for row in stored(linden) if row["kind"] == "photo")
    mine = {"title": "Pictures", "text": "Our own words.", "asked": "on"}
    owner.post(f"/settings/texts/{photo['id']}/edit/", mine)
    newest = stored(linden)[-1]["id"]
    assert ANEW not in words(owner.get(f"/settings/texts/{newest}/"))
    form = owner.get(f"/settings/texts/{newest}/edit/?anew=1").context["form"]
    assert form["text"].value() == "Our own words."
    assert IS_THERE not in words(owner.get("/settings/texts/"))


def test_who_does_not_publish_reads_it(linden: House, former: ConsentDocument) -> None:
    reader = sign_in("practitioner@linden.example")
    with statements() as seen:
        page = words(reader.get(f"/settings/texts/{former.pk}/"))
    assert ANEW in page
    assert "Take up the new wording" not in page
    assert len(seen) <= 8, "\n".join(seen)

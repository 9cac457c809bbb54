"""A full note by thumb on a phone: sixty taps at most and two short sentences; what is stored is
what was tapped, part by part."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from clients.records.models import Client, ConsentDocument, ConsentRecord
from clients.records.services import open_episode
from practice.core.actor import acting
from practice.core.clock import now
from sessions.evaluations.findings import FindingData
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import add_phrase
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of
from tests.sessions.notes.stored import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAPS_MOST, SECONDS_MOST = 60, 180
A_TAP, A_LETTER = 2.0, 0.4  # seconds: a slow thumb finds and touches; it writes 30 words a minute
SAID, CHANGED = "It grips when I stand up.", "My left leg is longer."
PHRASES = {
    "observed": "Weight on the right leg.",
    "sensed_by_hand": "The left side does not let go by itself.",
    "retest": "Gets up in one go.",
    "home_movements": "Arch and Flatten, ten minutes, slowly.",
    "plan": "Next time the sides.",
}
# Side, place, what the hand finds before, what else, and what it finds after.
CELLS = (
    ("Left", "Lying", "Too high", ("Unclear",), "Fits"),
    ("Right", "Lying", "Fits", (), "Fits"),
    ("Left", "Sitting", "Too high", (), "Fits"),
    ("Left", "Sitting → standing", "Too high", ("Cannot come fully erect",), "Fits"),
    ("Left", "Standing", "Too high", ("Buttocks back",), "Fits"),
    ("Right", "Standing", "Too high", (), "Fits"),
    ("Left", "Walking", "Too high", (), "Too high"),
)
WITH_PAIN = "Sitting → standing"


class Thumb:
    """One thumb: every touch of the screen is counted; a list takes two, a number one a digit."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, on: Locator) -> None:
        """Touch one thing."""
        on.tap()
        self.taps += 1

    def choose(self, of: Locator, word: str) -> None:
        """Open a list, and touch one of it: the list is the phone's own."""
        of.focus()
        of.select_option(word)
        self.taps += 2

    def number(self, field: Locator, digit: int) -> None:
        """Touch the field, and a digit of the phone's own keys."""
        self.tap(field)
        self.page.keyboard.type(str(digit))
        self.taps += 1

    def write(self, field: Locator, words: str) -> None:
        """Touch the field, and write."""
        self.tap(field)
        self.page.keyboard.type(words)

    def phrase(self, of: str) -> None:
        """Open a part's phrases, and touch the first."""
        phrases = self.page.locator(f'[data-phrases][data-part="{of}"]')
        self.tap(phrases.locator("summary"))
        self.tap(phrases.get_by_role("button", name=PHRASES[of]))


@pytest.fixture
def known(linden: House, nora: Client) -> Client:
    """Nora has a course of work and agreed to hands-on work; the practice has its phrases."""
    with acting(linden.boss) as boss:
        open_episode(actor=boss, client=nora, concern="A pull in the left groin.")
        for part, text in PHRASES.items():
            add_phrase(actor=boss, part=part, text=text)
        touch = ConsentDocument.objects.visible_to(boss).get(kind="touch")
        said = ConsentRecord(practice_id=boss.practice_id, client=nora, document=touch, given=True)
        said.typed_name, said.answered_at = "Nora Ng", now()
        said.save(force_insert=True)
    return nora


@pytest.fixture
def thumb(chromium: Browser, live_server: Any, known: Client) -> Iterator[Thumb]:
    context = phone_of(chromium, live_server.url)
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(reverse("client_page", args=[known.pk]))
    yield Thumb(page)
    context.close()


def tell(thumb: Thumb) -> None:
    """What the client says, what is seen, what the hands sense."""
    page = thumb.page
    thumb.write(page.get_by_label("In their words"), SAID)
    thumb.phrase("observed")
    thumb.phrase("sensed_by_hand")


def see(thumb: Thumb) -> None:
    """The reflexes."""
    page = thumb.page
    thumb.tap(page.locator('[name="open"][value="reflex"]'))
    for name, score in (
        ("Green Light, both sides", "2"),
        ("Red Light, both sides", "1"),
        ("Trauma, left", "1"),
    ):
        looked = page.get_by_role("group", name=name)
        thumb.tap(looked.locator("label").get_by_text(score, exact=True))


def judge(thumb: Thumb) -> None:
    """Seven cells of the matrix, before."""
    page = thumb.page
    for side, place, fit, more, _after in CELLS:
        thumb.tap(page.get_by_role("button", name=f"Iliopsoas, {side}, {place}: "))
        tray = page.get_by_role("group", name=f"Iliopsoas, {side.lower()} · {place}")
        before = tray.locator('[data-moment="before"]')
        for word in (fit, *more):
            thumb.tap(before.locator("label", has_text=word).first)
        if place == WITH_PAIN:
            thumb.number(before.get_by_label("Pain 0–10"), 6)


def look_again(thumb: Thumb) -> None:
    """The same cells, after."""
    page = thumb.page
    for side, place, _before, _more, after in CELLS:
        again = page.get_by_role("group", name=f"Iliopsoas, {side}, {place}", exact=True)
        thumb.tap(again.locator("label", has_text=after))
        if place == WITH_PAIN:
            thumb.number(again.get_by_label("Pain"), 1)
    thumb.phrase("retest")


def teach(thumb: Thumb) -> None:
    """The lines of a protocol, taken at a press."""
    page = thumb.page
    thumb.choose(page.get_by_label("Protocol"), "Lesson 3, the front of the body")
    thumb.tap(page.get_by_role("button", name="Take its lines"))
    expect(page.get_by_text("Its lines are in the note.")).to_be_visible()


def let_go(thumb: Thumb) -> None:
    """What improved is told as released; what is felt, practised and planned."""
    page = thumb.page
    thumb.tap(page.get_by_role("button", name="Tell what improved"))
    expect(page.get_by_text("What improved is told as released.")).to_be_visible()
    thumb.write(page.get_by_label("What the client feels has changed"), CHANGED)
    thumb.phrase("home_movements")
    thumb.phrase("plan")


def wanted() -> NoteData:
    """What was tapped, as it has to be stored."""
    cells = [
        {"side": "left", "place": "lying", "fit": "too_high", "sensation": "unclear"},
        {"side": "right", "place": "lying", "fit": "fits"},
        {"side": "left", "place": "sitting", "fit": "too_high"},
        {
            "side": "left",
            "place": "sitting_to_standing",
            "fit": "too_high",
            "pain": 6,
            "findings": ("cannot_stand_erect",),
        },
        {"side": "left", "place": "standing", "fit": "too_high", "findings": ("buttocks_back",)},
        {"side": "right", "place": "standing", "fit": "too_high"},
        {"side": "left", "place": "walking", "fit": "too_high"},
    ]
    before: list[Any] = [CellData(moment="before", **one) for one in cells]  # type: ignore[arg-type]
    after = [
        CellData(
            moment="after",
            side=one.side,
            place=one.place,
            fit="too_high" if one.place == "walking" else "fits",
            pain=1 if one.pain else None,
        )
        for one in before
    ]
    meet = "assisted_pandiculation"
    lines = (
        ("means_whereby", "abdominal_wall", "middle", 2),
        (meet, "abdominal_wall", "middle", 3),
        (meet, "iliopsoas", "left", 3),
        (meet, "iliopsoas", "right", 3),
        (meet, "chest", "both", 3),
    )
    return NoteData(
        clients_words=SAID,
        felt_change=CHANGED,
        **PHRASES,  # type: ignore[arg-type]
        cells=(*before, *after),
        findings=(
            FindingData(kind="reflex", code="green_light", side="both", value=2),
            FindingData(kind="reflex", code="red_light", side="both", value=1),
            FindingData(kind="reflex", code="trauma", side="left", value=1),
        ),
        lines=tuple(
            LineData(
                technique=technique, muscle_group=group, side=side, place="lying", repetitions=times
            )
            for technique, group, side, times in lines
        ),
        releases=tuple(ReleaseData(side=side, evidence="cells") for side in ("left", "right")),
        protocols=("Lesson 3, the front of the body",),
        touch="agreed",
    )


def in_one_order(data: NoteData) -> dict[str, Any]:
    """Content by name; cells and findings in an order of their own."""
    told = {name: getattr(data, name) for name in NoteData.__dataclass_fields__}
    for name in ("cells", "findings"):
        told[name] = sorted(told[name], key=repr)
    return told | {"touch_at": ""}  # the moment of the fixture


def test_a_full_note_takes_sixty_taps_and_two_sentences(
    linden: House, known: Client, thumb: Thumb, record_property: Any
) -> None:
    page, began = thumb.page, time.monotonic()
    thumb.tap(page.get_by_role("link", name="Start a lesson"))
    thumb.tap(page.get_by_role("button", name="Begin the lesson"))
    for part in (tell, see, judge, teach, look_again, let_go):
        part(thumb)
        page.wait_for_load_state()  # its styles too
        fits(page)
    thumb.tap(page.get_by_role("button", name="Review and sign"))
    expect(page.get_by_text("Read it once more, then sign")).to_be_visible()
    thumb.tap(page.get_by_role("button", name="Sign the note"))
    expect(page.get_by_text("Signed by")).to_be_visible()
    waited, letters = time.monotonic() - began, len(SAID) + len(CHANGED)
    by_thumb = waited + thumb.taps * A_TAP + letters * A_LETTER
    record_property("taps", thumb.taps)
    record_property("seconds the pages took", round(waited, 1))
    record_property("seconds with a thumb's own", round(by_thumb, 1))
    with acting(linden.boss) as boss:
        note = SessionNote.objects.visible_to(boss).get(client=known)
        assert note.state == "signed"
        assert in_one_order(kept(boss, note)) == in_one_order(wanted())
    assert thumb.taps <= TAPS_MOST
    assert by_thumb <= SECONDS_MOST

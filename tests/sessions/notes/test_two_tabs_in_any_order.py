"""A hundred interleavings of two tabs: what one kept, the other never overwrites unseen; words,
cells and lines alike, and a signature never stands under what its signer did not read."""

import re
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import acting, enter_as
from sessions.evaluations.models import AssessmentCell
from sessions.notes.models import SessionNote, TechniqueApplication
from sessions.notes.services import start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
SEEDS, STEPS = 100, 7
TEXTS, LINES = ("observed", "plan"), ("line-0", "line-1")
CELLS = ("left-lying", "right-standing")
PIECES = (*TEXTS, *LINES, *CELLS)
ACTIONS = ("load", "press", "autosave", "autosave", "autosave all", "autosave all", "sign")
VERSION = re.compile(r'name="version" value="(\d+)"')
LINE = "assisted_pandiculation/iliopsoas/left///"
type Pieces = dict[str, str]


def stored(house: House, note: SessionNote) -> Pieces:
    """What the database holds of each piece; "" for what is not there."""
    enter_as(house.boss)
    words = SessionNote._base_manager.filter(pk=note.pk).values(*TEXTS).get()
    lines = TechniqueApplication._base_manager.filter(note=note).order_by("position")
    responses = dict(zip(LINES, lines.values_list("response", flat=True), strict=False))
    cells = AssessmentCell._base_manager.filter(assessment=note.assessment_id)
    pain = {f"{one.side}-{one.place}": str(one.pain) for one in cells}
    found = {**words, **responses, **pain}
    return {piece: found.get(piece, "") for piece in PIECES}


def standing(note: SessionNote) -> tuple[str, int]:
    """State and version, as stored."""
    return SessionNote._base_manager.values_list("state", "version").get(pk=note.pk)


@dataclass
class Tab:
    """One open editor: what stands in it, and what it was last shown."""

    name: str
    browser: Browser
    note: SessionNote
    version: int = 1  # of a note that has just begun, with nothing in it
    fields: Pieces = field(default_factory=lambda: dict.fromkeys(PIECES, ""))
    changed: set[str] = field(default_factory=set)
    shown: Pieces = field(default_factory=lambda: dict.fromkeys(PIECES, ""))
    stopped: bool = False

    def load(self, now: Pieces) -> None:
        """Open the page, or open it again."""
        page = self._get("")
        for piece, value in now.items():
            there = f'value="{piece}" data-is="//{value}"' if piece in CELLS else value
            assert not value or there in unescape(page), f"{self.name} is not shown {piece}"
        self._reads(page, now)
        self.fields, self.changed, self.stopped = dict(now), set(), False

    def review(self, now: Pieces) -> int:
        """Read the note before it is signed; which version that is."""
        page = self._get("?review=1")
        self._tells(page, now)
        found = VERSION.search(page)
        return int(found[1]) if found else -1  # it cannot be signed as it stands

    def sign(self, read: int) -> bool:
        """Sign what was read."""
        answer = self.browser.post(reverse("note_sign", args=[self.note.pk]), {"version": read})
        assert answer.status_code in {302, 409, 422}
        return bool(answer.status_code == 302)

    def autosave(self, *, alone: bool) -> bool:
        """As the script does: words that changed, or the whole form; once told of another
        version it stops."""
        if self.stopped or not self.changed:
            return False
        if alone and self.changed <= {*TEXTS}:
            sent: dict[str, Any] = {name: self.fields[name] for name in self.changed}
            sent["alone"] = "1"
        else:
            sent = self._form()
        answer = self._post("note_save", sent)
        if answer.status_code != 200:
            self.stopped = True
            assert answer.status_code in {409, 422}
            return False
        self._kept(answer.json()["version"])  # type: ignore[attr-defined]
        return True

    def press(self, now: Pieces) -> bool:
        """Save by the button; told of another version, the page shows both, and they decide."""
        answer = self._post("note_page", self._form())
        if answer.status_code == 302:
            return True
        page = answer.content.decode()
        assert all(text in unescape(page) for text in self._words()), "what was typed is gone"
        if answer.status_code == 409:
            self._tells(page[: page.index("</details></section>")], now)
            self._reads(page, now)
        return False

    def _get(self, more: str) -> str:
        address = reverse("note_page", args=[self.note.pk]) + more
        return self.browser.get(address).content.decode()

    def _post(self, address: str, sent: dict[str, Any]) -> HttpResponse:
        url = reverse(address, args=[self.note.pk])
        return self.browser.post(url, {"version": self.version, **sent})  # type: ignore[return-value]

    def _form(self) -> dict[str, Any]:
        """All that the page sends: of the cells those that stand open."""
        sent: dict[str, Any] = {name: self.fields[name] for name in TEXTS}
        sent |= {name: LINE + self.fields[name] for name in LINES if self.fields[name]}
        for cell in self.changed & {*CELLS}:
            sent[f"cell-{cell}-before-pain"] = self.fields[cell]
        return sent

    def _words(self) -> list[str]:
        return [self.fields[name] for name in (*TEXTS, *LINES) if self.fields[name]]

    def _kept(self, version: int) -> None:
        self.version = version
        self.changed -= {*TEXTS, *LINES}  # a cell that was opened stands open

    def _reads(self, page: str, now: Pieces) -> None:
        found = VERSION.search(page)
        assert found
        self.version, self.shown = int(found[1]), dict(now)

    def _tells(self, page: str, now: Pieces) -> None:
        """A page for reading tells each piece."""
        text = unescape(page)
        for piece, value in now.items():
            told = f"Pain {value}" if piece in CELLS else value
            assert not value or told.lower() in text.lower(), f"{self.name} is not told {piece}"


@dataclass
class Meeting:
    """Both tabs of one seed, and what came of their steps."""

    house: House
    note: SessionNote
    both: list[Tab]
    dice: Random
    words: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    overwritten: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """One more of it."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def begin(self) -> None:
        """Both have opened the empty note; they take turns as the dice fall."""
        for _step in range(STEPS):
            self.step()
            if standing(self.note)[0] == "signed":
                self.after_signing()
                return

    def step(self) -> None:
        """One tab does one thing."""
        tab, action = self.dice.choice(self.both), self.dice.choice(ACTIONS)
        before = stored(self.house, self.note)
        if action == "load":
            tab.load(before)
        elif action == "sign":
            self.sign(tab, before)
        else:
            self.type(tab)
            if action == "press":
                done = tab.press(before)
            else:
                done = tab.autosave(alone=action == "autosave")
            self.judge(tab, before, done=done)
            if done and action == "press":
                tab.load(stored(self.house, self.note))  # it leads back to the page

    def type(self, tab: Tab) -> None:
        """Change one piece, or empty it."""
        self.words += 1
        piece = self.dice.choice(PIECES)
        words = str(self.words % 11) if piece in CELLS else f"words {self.words} of the {tab.name}"
        tab.fields[piece] = "" if self.dice.random() < 0.1 else words
        tab.changed.add(piece)

    def sign(self, tab: Tab, before: Pieces) -> None:
        """One reads it and signs what was read; the other may save in between."""
        read = tab.review(before)
        if self.dice.random() < 0.5:
            other = self.both[tab is self.both[0]]
            self.type(other)
            self.judge(other, before, done=other.autosave(alone=False))
        before, now = stored(self.house, self.note), standing(self.note)[1]
        done = tab.sign(read)
        assert not done or read == now, "signed what was not read"
        self.count("signed" if done else "not signed, it had changed" if read != now else "lacks")
        assert stored(self.house, self.note) == before

    def judge(self, tab: Tab, before: Pieces, *, done: bool) -> None:
        """What was stored before is there still, or was shown to whoever wrote over it."""
        after = stored(self.house, self.note)
        assert done or after == before, "refused, and written all the same"
        self.count("saved" if done else "not saved")
        for piece in PIECES:
            if after[piece] != before[piece]:
                self.count(piece)
                if tab.shown[piece] != before[piece]:
                    self.overwritten.append(f"{before[piece]!r} ({piece}) by the {tab.name}")
        if done:
            assert all(after[piece] == tab.fields[piece] for piece in tab.changed & {*CELLS})
            tab.shown = after

    def after_signing(self) -> None:
        """Whoever is still writing keeps the text, and nothing of what was signed changes."""
        before = stored(self.house, self.note)
        for tab in self.both:
            self.type(tab)
            tab.stopped = False
            assert not tab.autosave(alone=False)
            assert not tab.press(before)
        assert stored(self.house, self.note) == before


def test_nothing_is_overwritten_unseen(linden: House, nora: Client, episode: Episode) -> None:
    practitioner, owner = sign_in("practitioner@linden.example"), sign_in("owner@linden.example")
    overwritten: dict[int, list[str]] = {}
    counts: dict[str, int] = {}
    for seed in range(SEEDS):
        with acting(linden.actor(linden.practitioner)) as actor:
            note = start_lesson(actor=actor, client=nora, episode=episode)
        other = practitioner if seed % 2 else owner  # two tabs of one browser, or two people
        both = [Tab("first", practitioner, note), Tab("second", other, note)]
        meeting = Meeting(linden, note, both, Random(seed))
        meeting.begin()
        if meeting.overwritten:
            overwritten[seed] = meeting.overwritten
        for what, times in meeting.counts.items():
            counts[what] = counts.get(what, 0) + times
    assert overwritten == {}
    # The dice did make them meet, over each piece, and over the signature.
    assert min(counts["saved"], counts["not saved"]) > SEEDS / 2, counts
    assert all(counts[piece] > 3 for piece in PIECES), counts
    assert min(counts["signed"], counts["not signed, it had changed"]) > 3, counts

"""A hundred interleavings of two tabs: what one kept, the other never overwrites unseen."""

import re
from dataclasses import dataclass, field
from html import unescape
from random import Random

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import enter_as
from sessions.notes.models import SessionNote
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
SEED, INTERLEAVINGS, STEPS = 20261126, 100, 4
FIELDS = ("observed", "plan")
ACTIONS = ("load", "press", "autosave", "autosave", "autosave", "autosave all")
VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Tab:
    """One open editor: what stands in its fields, which version it has read, what it was shown."""

    name: str
    browser: Browser
    note: SessionNote
    version: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    stopped: bool = False

    def load(self, stored: dict[str, str]) -> None:
        """Open the page, or open it again."""
        page = self.browser.get(reverse("note_page", args=[self.note.pk])).content.decode()
        self._read(page, stored)
        self.texts, self.changed, self.stopped = dict(stored), set(), False

    def _read(self, page: str, stored: dict[str, str]) -> None:
        found = VERSION.search(page)
        assert found
        self.version = int(found[1])
        for text in stored.values():
            assert not text or text in unescape(page), f"{self.name} is not shown {text!r}"
            self.shown.add(text)

    def type(self, name: str, text: str) -> None:
        """What somebody types."""
        self.texts[name] = text
        self.changed.add(name)

    def autosave(self, *, alone: bool) -> bool:
        """As the script does: what changed, or the whole form; it stops when told of another."""
        sent = {name: self.texts[name] for name in (self.changed if alone else FIELDS)}
        more = {"alone": "1"} if alone else {}
        if self.stopped or not sent:
            return False
        answer = self.browser.post(
            reverse("note_save", args=[self.note.pk]), {"version": self.version, **sent, **more}
        )
        if answer.status_code == 409:
            self.stopped = True
            return False
        assert answer.status_code == 200
        self.version = answer.json()["version"]
        self.changed.clear()
        return True

    def press_save(self, stored: dict[str, str]) -> bool:
        """Save by the button; told of another version, the page shows both texts and decides."""
        answer = self.browser.post(
            reverse("note_page", args=[self.note.pk]), {"version": self.version, **self.texts}
        )
        if answer.status_code == 409:
            page = answer.content.decode()
            self._read(page, stored)
            assert all(text in unescape(page) for text in self.texts.values())
            return False
        assert answer.status_code == 302
        return True


def now(house: House, note: SessionNote) -> dict[str, str]:
    enter_as(house.boss)
    rows = SessionNote._base_manager.filter(pk=note.pk)
    return dict(zip(FIELDS, rows.values_list(*FIELDS).get(), strict=True))


@dataclass
class Meeting:
    """Both tabs, and what came of their steps."""

    house: House
    note: SessionNote
    both: list[Tab]
    dice: Random
    words: int = 0
    saves: int = 0
    conflicts: int = 0
    overwritten: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One tab does one thing."""
        tab, name = self.dice.choice(self.both), self.dice.choice(FIELDS)
        before = now(self.house, self.note)
        action = self.dice.choice(ACTIONS)
        if action == "load":
            tab.load(before)
            return
        self.words += 1
        tab.type(name, f"words {self.words} of the {tab.name}")
        if action == "press":
            done = tab.press_save(before)
        else:
            done = tab.autosave(alone=action == "autosave")
        self.judge(tab, before, done=done)
        if done and action == "press":
            tab.version += 1  # the page leads back to itself

    def judge(self, tab: Tab, before: dict[str, str], *, done: bool) -> None:
        """What was stored before is there still, or was shown to whoever wrote over it."""
        after = now(self.house, self.note)
        self.saves += done
        self.conflicts += not done
        assert done or after == before, "refused, and written all the same"
        for each in FIELDS:
            if after[each] != before[each] and before[each] not in tab.shown:
                self.overwritten.append(f"{before[each]!r} by the {tab.name}")
        if done:
            tab.shown |= set(after.values())


def test_nothing_is_overwritten_unseen(linden: House, note: SessionNote) -> None:
    both = [
        Tab("first", sign_in("practitioner@linden.example"), note),
        Tab("second", sign_in("owner@linden.example"), note),
    ]
    meeting = Meeting(linden, note, both, Random(SEED))
    for tab in both:
        tab.load(now(linden, note))
    for _step in range(INTERLEAVINGS * STEPS):
        meeting.step()
    assert meeting.overwritten == []
    assert meeting.conflicts > INTERLEAVINGS / 2  # the dice did make them meet
    assert meeting.saves > INTERLEAVINGS

"""What the style guide shows: each component in each of its states, with invented data."""

from datetime import date
from typing import Any

from django import forms

from practice.core.forms import ChoiceRadio, ClockField, DayField, RatingField, WeekdaysField

COLOURS = [
    ("paper", "the page"),
    ("sheet", "what lies on it"),
    ("well", "pressed in"),
    ("rule", "dividing line"),
    ("rule-strong", "edge of a control"),
    ("ink", "text"),
    ("ink-2", "second text"),
    ("ink-3", "third text"),
    ("accent", "act, now, chosen"),
    ("accent-soft", "chosen ground"),
    ("high", "too high, watch"),
    ("high-soft", "its ground"),
    ("low", "too low, decide"),
    ("low-soft", "its ground"),
    ("stop", "error, stop"),
    ("stop-soft", "its ground"),
    ("settled", "saved, done"),
    ("settled-soft", "its ground"),
]
ICONS = [
    "sunrise",
    "users",
    "calendar",
    "chart-line",
    "book-open",
    "sliders-horizontal",
    "pen",
    "check",
    "triangle-alert",
    "clock",
    "mail",
    "phone",
    "pause",
    "play",
    "volume-2",
    "chevron-right",
    "chevron-left",
    "arrow-right",
    "search",
    "plus",
    "x",
    "hand",
    "lock",
    "undo-2",
    "house",
    "bell",
    "shield",
    "info",
    "list",
    "octagon",
    "user",
    "message-square",
    "skip-forward",
    "printer",
    "log-out",
    "clipboard-list",
    "download",
    "trash-2",
    "eye",
]
PHRASES = [
    "Breath moves into the back.",
    "Comes to sitting without a pull.",
    "Head turns late.",
    "Left hip higher than the right.",
    "Ribs move as one piece; what is asked of them one by one is answered by all together.",
    "Shoulders rise with the breath.",
    "Weight on the right.",
    "Waits before the turn.",
    "Walks with short steps.",
]
TONES = [("high", "Too high"), ("fits", "Fits"), ("low", "Too low")]


class Example(forms.Form):
    """One field of each kind."""

    ease = forms.CharField(
        label="What would you like to do with more ease?",
        help_text="One thing from your day, in your own words.",
        initial="Put on my socks standing up",
    )
    mail = forms.EmailField(
        label="Mail address", error_messages={"invalid": "This has no @. Is it m.r@example.org?"}
    )
    place = forms.ChoiceField(
        label="Practice place",
        required=False,
        choices=[("", "Choose one"), ("floor", "On the floor"), ("seat", "Seated")],
    )
    episode = forms.CharField(
        label="Episode",
        disabled=True,
        initial="Since 5 October",
        help_text="Closed notes keep their episode.",
    )
    since = forms.CharField(
        label="Since last time",
        widget=forms.Textarea,
        required=False,
        initial="Three easy days, then a long drive.",
    )
    day = DayField(label="First day", initial=date(2026, 11, 23))
    at = ClockField(label="Reminder at", required=False)
    days = WeekdaysField(label="Days", initial=[0, 2, 4], required=False)
    often = forms.ChoiceField(
        label="Reminders",
        widget=forms.RadioSelect,
        initial="day",
        choices=[("day", "Each day"), ("other", "Every other day"), ("none", "None for now")],
    )
    touch = forms.BooleanField(
        label="Touch is welcome in today’s lesson",
        required=False,
        help_text="You may change this at any moment.",
    )
    strong = RatingField(
        label="How strong has it been this week?", ends=("none", "the worst you can imagine")
    )
    again = RatingField(label="And today?", initial=4, ends=("none", "the worst you can imagine"))
    tone = ChoiceRadio(label="Tone before", choices=TONES, marks="tone", required=False)
    pace = ChoiceRadio(
        label="Pace",
        choices=[("hurried", "Hurried"), ("fairly", "Fairly slow"), ("slow", "Slow")],
        initial="slow",
    )


class Wrong(forms.Form):
    """What errors look like."""

    mail = forms.EmailField(
        label="Mail address", error_messages={"invalid": "This has no @. Is it m.r@example.org?"}
    )
    strong = RatingField(label="How strong is it?", required=True)


def _arc(states: str, notes: list[str]) -> list[dict[str, str]]:
    labels = ["Understand", "Free", "Integrate", "Maintain"]
    rows = zip(labels, states.split(), notes, strict=True)
    return [{"label": label, "state": state, "note": note} for label, state, note in rows]


def _cells() -> list[dict[str, Any]]:
    rows: list[tuple[str, str, int | None, int | None, str]] = [
        ("high", "fits", 4, 1, "Too high before, fits after"),
        ("high", "high", 5, 3, "Still too high: tinted"),
        ("fits", "fits", None, None, "Fits both times"),
        ("high", "", 4, None, "Not re-tested yet"),
        ("low", "", None, None, "Too low: hatched, blocks signing"),
        ("", "", None, None, "Not assessed"),
    ]
    names = ("before", "after", "pain_before", "pain_after", "words")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _day() -> dict[str, Any]:
    hours = [{"word": str(8 + n), "quarter": 4 * n} for n in range(10)]
    rows: list[tuple[int, int, str, str, str, str, str]] = [
        (4, 4, "past", "09:00", "10:00", "S. W.", "Lesson 2, note open"),
        (12, 4, "next", "11:00", "12:00", "M. R.", "Lesson 4"),
        (22, 4, "", "13:30", "14:30", "Client C", "Lesson 3, video"),
        (29, 6, "", "15:15", "16:45", "J. T.", "First lesson, 90 min"),
        (36, 4, "group", "17:00", "18:00", "Cat Stretch", "Class, 6 of 8"),
    ]
    names = ("quarter", "length", "kind", "start", "end", "name", "what")
    slots = [dict(zip(names, row, strict=True)) | {"url": "#", "state": ""} for row in rows]
    return {"hours": hours, "slots": slots, "now_quarter": 11, "now": "10:42"}


def _timeline() -> list[dict[str, Any]]:
    return [
        {
            "at": date(2026, 11, 23),
            "when": "Today",
            "title": "Check-in: severity 4",
            "quote": "By evening it has crept back.",
        },
        {
            "at": date(2026, 11, 13),
            "when": "13 Nov",
            "kind": "release",
            "title": "Release felt, in the lesson",
            "quote": "Oh. There is room in there.",
        },
        {
            "at": date(2026, 11, 13),
            "when": "13 Nov",
            "kind": "lesson",
            "title": "Lesson 3",
            "url": "#",
            "after": ", signed",
            "text": "Lying → sitting, left psoas: tone too high → fits; pain 4 → 1",
        },
        {"at": date(2026, 10, 5), "when": "5 Oct", "title": "Intake completed, screening clear"},
    ]


def styleguide_context() -> dict[str, Any]:
    """Everything the page at /styleguide/ needs."""
    week = zip(
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        ["did", "did", "not", "did", "today", "plan", "plan"],
        strict=True,
    )
    return {
        "colours": COLOURS,
        "icons": ICONS,
        "form": Example(),
        "wrong": Wrong({"mail": "m.r.example.org"}),
        "open_arc": _arc(
            "done done open later", ["5–12 Oct", "12 Oct–13 Nov", "open, day 10", "later"]
        ),
        "closed_arc": _arc(
            "done done now later", ["5–12 Oct", "12 Oct–13 Nov", "since 23 Nov", "later"]
        ),
        "phrases": PHRASES,
        "cells": _cells(),
        "day": _day(),
        "timeline": _timeline(),
        "days": [{"word": word, "state": state} for word, state in week],
        "steps": [
            {"state": state}
            for state in ["done", "done", "now", "later", "later", "later", "later"]
        ],
        "tabs": [
            {"name": "Overview", "url": "#", "current": True},
            {"name": "Sessions", "url": "#", "count": 3},
            {"name": "Program", "url": "#"},
            {"name": "Progress", "url": "#"},
        ],
        "heads": [{"word": "Check-in"}, {"word": "Severity", "number": True}, {"word": "Note"}],
        "rows": [["5 October", "7", "Intake"], ["16 November", "3", "Three days after lesson 3"]],
        "nav": [
            {"name": "Today", "url": "#", "icon": "sunrise", "current": True},
            {"name": "Clients", "url": "#", "icon": "users", "count": 24},
            {"name": "Library", "url": "#", "icon": "book-open"},
            {"name": "Settings", "url": "#", "icon": "sliders-horizontal"},
        ],
    }

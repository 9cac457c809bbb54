"""A home program on one sheet of paper, for the fridge door: nothing on it that is not for all."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.locales import paper_size
from practice.core.models import Practice
from practice.core.paper import pdf_of
from sessions.movements.queries import shown
from sessions.programs.dosing import rounds_of, rounds_words, sides_of, variant_words
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.picturing import Picture, pictures_of
from sessions.programs.queries import weekday_words

# What the stylesheet says on screen (css/pages/library.css), for paper.
_STYLE = (
    "svg{fill:none;stroke:#1a1a1a;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}"
    ".flesh{fill:#fff}.floor{stroke:#8a8a8a;stroke-width:2}.lift{stroke:#27506d;stroke-width:5}"
)
_LABEL = re.compile(r'{% translate "(?P<label>[^"]*)" as label %}')
_TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


@cache
def _drawing(name: str) -> tuple[str, str]:
    """A drawing of ours as an SVG that stands alone, and what it shows in words."""
    path = Path(settings.BASE_DIR, "templates/movements/drawings", f"{name}.svg")
    source = path.read_text(encoding="utf-8")
    label = _LABEL.search(source)
    bare = _TAGS.sub("", source).strip()
    alone = bare.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    open_end = alone.index(">") + 1
    whole = f"{alone[:open_end]}<style>{_STYLE}</style>{alone[open_end:]}"
    return whole, label["label"] if label else ""


def program_pdf(
    actor: Actor, home_program: HomeProgram, items: Sequence[ProgramItem], practice: Practice
) -> bytes:
    """The program as it stands, on the practice's paper: one page unless there are many."""
    return pdf_of("program", paper_of(actor, home_program, items, practice), at=now())


def paper_of(
    actor: Actor, home_program: HomeProgram, items: Sequence[ProgramItem], practice: Practice
) -> dict[str, Any]:
    """Everything that stands on the paper, as words."""
    practised = [item for item in items if item.movement_id]
    cards = [item for item in items if item.card_id]
    pictures = pictures_of(actor, practised)
    minutes = sum(item.minutes for item in practised)
    client = home_program.client
    return {
        "paper": paper_size(practice.locale),
        "title": _("Home program for %(name)s") % {"name": client.called},
        "practice": practice.name,
        "reach": [one for one in (practice.contact_phone, practice.contact_email) if one],
        "when": _when(home_program, minutes),
        "cue": home_program.cue,
        "words": home_program.note_to_client,
        "cards": [_("To read: %(title)s") % {"title": item.name} for item in cards],
        "items": [_item(item, pictures.get(item.movement.pk)) for item in practised],
        "close": _("Slowly, and only as far as it is easy. If something hurts, make it smaller."),
        "foot": _foot(actor, home_program),
    }


def _when(home_program: HomeProgram, minutes: int) -> str:
    times = [time_format(at, "TIME_FORMAT") for at in home_program.times]
    day = ngettext("about a minute", "about %(n)s minutes", minutes) % {"n": minutes}
    days = weekday_words(home_program.days)
    return capfirst(" · ".join(filter(None, (days, _(" and ").join(times), day))))


def _foot(actor: Actor, home_program: HomeProgram) -> str:
    told = {
        "number": home_program.revision,
        "day": date_format(today_in(actor.zone), "DATE_FORMAT"),
    }
    return _("Revision %(number)s, printed on %(day)s") % told


def _drawn(item: ProgramItem, picture: Picture | None) -> tuple[str, str]:
    """The practice's own picture where it has one, else the drawing; and what it shows."""
    if picture:
        return picture
    drawing, alt = _drawing(item.movement.drawing) if item.movement.drawing else ("", "")
    return drawing, _(alt) if alt else ""


def _item(item: ProgramItem, picture: Picture | None) -> dict[str, Any]:
    one = shown(item.movement)
    drawing, alt = _drawn(item, picture)
    how = filter(None, (one.position, variant_words(item), sides_of(item, one)))
    return {
        "name": item.movement.name,
        "dose": _dose(item, rounds_of(item, one)),
        "how": " · ".join(how),
        "note": item.note,
        "start": item.movement.start,
        "steps": [
            {
                "word": step.word,
                "seconds": _("%(n)s s") % {"n": step.seconds},
                "words": step.words,
            }
            for step in one.steps
        ],
        "drawing": drawing,
        "alt": alt,
    }


def _dose(item: ProgramItem, rounds: int) -> str:
    told = {"often": rounds_words(rounds), "minutes": item.minutes}
    return _("%(often)s, %(minutes)s min") % told

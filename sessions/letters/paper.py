"""A letter to a doctor on paper: findings in plain language, measures drawn, no diagnosis."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.red_flags.queries import RaisedFlag
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.locales import paper_size
from practice.core.paper import pdf_of
from sessions.letters.models import DoctorLetter
from sessions.letters.queries import Course, Measured
from sessions.notes.paper import parts_in_words
from sessions.notes.queries import MuscleGroupName, content_of

# What a doctor can use: what was found, and how it answered. Words of the client's and the lines of
# the lesson stay in the notes.
FOUND = ("findings", "pattern", "amnesia", "positions", "releases", "felt")


def letter_pdf(letter: DoctorLetter) -> bytes:
    """The letter as it was made."""
    return pdf_of("letter", letter.told, at=letter.made_at)


def covering_words(course: Course) -> str:
    """What the letter begins with, to be edited before it is printed."""
    episode = course.episode
    told = {"name": episode.client.full_name, "day": _day(episode.opened_on)}
    return (
        _(
            "Dear colleague,\n\n"
            "%(name)s has come to me for lessons in movement and awareness since %(day)s. I write"
            " down what was found in these lessons and how it has changed. It is not a diagnosis,"
            " and I would be glad of your view."
        )
        % told
    )


def told_of(
    actor: Actor,
    course: Course,
    groups: Iterable[MuscleGroupName],
    *,
    addressee: str,
    words: str,
) -> dict[str, Any]:
    """Everything that stands on the paper, as words and numbers."""
    client, episode = course.episode.client, course.episode
    names = {group.code: group.name for group in groups}
    facts = [
        [_("To"), addressee],
        [_("From"), f"{actor.name}, {actor.practice_name}"],
        [_("Day"), _day(today_in(actor.zone))],
        [_("About"), client.full_name],
    ]
    if client.birth_date:
        facts.append([_("Born"), _day(client.birth_date)])
    facts.append([_("Came because of"), episode.concern])
    facts.append([_("Lessons told of"), _lessons(course)])
    title = _("Letter about %(name)s") % {"name": client.full_name}
    return {
        "paper": paper_size(actor.locale),
        "title": title,
        "practice": actor.practice_name,
        "foot": title,
        "facts": facts,
        "words": words,
        "found_title": _("What was found"),
        "found": _found(course, names),
        "nothing": _("No signed note tells of findings."),
        "measures_title": _("Measures, as answered by the client"),
        "measures": [_measure(one) for one in course.measured],
        "safety_title": _("Safety questions answered yes"),
        "safety": [_flag(flag) for flag in course.flags],
        "close": _(
            "This letter tells what was seen, sensed and felt in lessons of movement. It is no"
            " diagnosis and takes the place of none."
        ),
        "signed": actor.name,
    }


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _lessons(course: Course) -> str:
    notes = course.notes
    if not notes:
        return "0"
    first, last = notes[0].session.held_on, notes[-1].session.held_on
    days = _day(first) if first == last else f"{_day(first)} – {_day(last)}"
    return f"{len(notes)} ({days})"


def _found(course: Course, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each kind of finding as it was at the beginning, and as it was last where that is another."""
    told = [(note, parts_in_words(content_of(note), names)) for note in course.notes]
    found = []
    for code in FOUND:
        said = [(note, parts[code]) for note, parts in told if code in parts]
        said = [(note, part) for note, part in said if part["lines"] or part["rows"]]
        ends = [*said[:1], *said[1:][-1:]]
        days = [_day(note.session.held_on) for note, _part in ends]
        if len(ends) > 1 and ends[0][1] == ends[1][1]:  # the same then as now is told once
            both = {"first": days[0], "last": days[1]}
            ends, days = ends[:1], [_("%(first)s and %(last)s") % both]
        for (_note, part), day in zip(ends, days, strict=True):
            title = f"{part['title']}, {day}"
            found.append({"title": title, "lines": part["lines"], "rows": part["rows"]})
    return found


def _measure(one: Measured) -> dict[str, Any]:
    """A course as points between 0 and 1 both ways, with the same numbers in words."""
    instrument = one.instrument
    low, high = instrument.low, instrument.high
    first, last = one.points[0][0], one.points[-1][0]
    span = max((last - first).days, 1)
    points = [
        {"x": (day - first).days / span, "y": (number - low) / (high - low)}
        for day, number in one.points
    ]
    words = [_("Last, %(day)s: %(score)s.") % _scored(*one.points[-1])]
    if len(one.points) > 1:
        words.insert(0, _("At the beginning, %(day)s: %(score)s.") % _scored(*one.points[0]))
    if one.change is not None:
        words.append(f"{_(one.change.verdict.label)} ({one.change.why}).")
    return {
        "title": instrument.name,
        "span": instrument.span_words,
        "low": str(low),
        "high": str(high),
        "points": points,
        "first": _day(first),
        "last": _day(last) if last != first else "",
        "words": " ".join(words),
    }


def _scored(day: date, number: float) -> dict[str, str]:
    return {"day": _day(day), "score": floatformat(number, -1)}


def _flag(flag: RaisedFlag) -> list[str]:
    asked = f"{flag.flag.question} ({_day(flag.answered_on)})"
    if flag.last is None:
        return [asked, _("Nobody has decided yet what follows.")]
    said: Sequence[str] = (flag.last.choice.label, flag.last.to_whom, _day(flag.last.decided_on))
    return [asked, ", ".join(filter(None, said))]

"""A client's progress on paper: each part with its drawings and their numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.locales import paper_size
from practice.core.paper import pdf_of
from sessions.progress.course.parts import (
    Numbers,
    Progress,
    Told,
    ToldActivities,
    ToldMatrix,
    ToldRetention,
    ToldSensation,
    ToldSeverity,
)

# What the stylesheet says on screen (css/components/chart.css, plot.css), in ink alone.
_STYLE = (
    "text{font-family:'Noto Sans';font-size:12px;fill:#333}.t-name,.t-value{fill:#000}"
    ".t-value{font-weight:bold}.t-small{font-size:10px}.grid{stroke:#ccc}.axis{stroke:#666}"
    ".phase-band{fill:none}.phase-band--free{fill:#f0f0f0}.phase-band--open{fill:#e4e4e4}"
    ".phase-edge{stroke:#777}.session{fill:none;stroke:#555;stroke-width:.75;stroke-dasharray:2 4}"
    ".anew{stroke:#222;stroke-width:1.5;stroke-dasharray:6 3}"
    ".line{fill:none;stroke:#222;stroke-width:2}.dots{fill:none;stroke:#222;stroke-width:6;"
    "stroke-linecap:round}.line.line-2{stroke-dasharray:7 3}.line.line-3{stroke-dasharray:2 4}"
    ".line.line-4{stroke-dasharray:9 3 2 3}.line.line-5{stroke-dasharray:4 4}"
    ".line.mean{stroke-width:3.5}.dots.mean{stroke-width:5}"
    ".dots.practitioner{stroke:#aaa;stroke-width:13;stroke-linecap:square}"
    ".dots.client{stroke-width:8}.bar{fill:#999}.session-mark,.day-logged,.bar--this,.bar-on{fill:#222}"
    ".release-mark,.mine,.miss{fill:#fff;stroke:#222;stroke-width:2}"
    ".day-planned{fill:#fff;stroke:#777}.day-beside{stroke:#777;stroke-width:6;stroke-linecap:round}"
    ".seen-until{stroke:#000;stroke-width:1.25}.dot{fill:#222}"
    ".line[points]{fill:none;stroke:#222}"
)
_LINES = "sessions/progress/drawings/lines.html"


def progress_pdf(actor: Actor, found: Progress) -> bytes:
    """Every part that there is, in the order of the page."""
    at = now()
    name = found.client.full_name
    facts = [
        [_("Time"), found.period.name],
        [_("Printed"), date_format(today_in(actor.zone), "DATE_FORMAT")],
        [_("By"), f"{actor.name}, {actor.practice_name}"],
    ]
    told = {
        "title": _("Progress, %(name)s") % {"name": name},
        "practice": actor.practice_name,
        "foot": f"{name}, {actor.practice_name}",
        "facts": facts,
        "paper": paper_size(actor.locale),
        "parts": parts_on_paper(found),
    }
    return pdf_of("progress", told, at=at)


def parts_on_paper(found: Progress) -> list[dict[str, Any]]:
    """Each part as templates/paper/parts.typ sets it."""
    return [
        {
            "title": _(part.label),
            "says": [*told.says, *filter(None, [told.lacks, _left_out(told)])],
            "sources": list(told.sources),
            "figures": [_alone(figure) for figure in figures_of(told)],
        }
        for part, told in found.parts.items()
    ]


def _left_out(told: Told) -> str:
    left = told.left_out if isinstance(told, ToldSensation) else 0
    words = ngettext("%(n)s more place was spoken of.", "%(n)s more places were spoken of.", left)
    return words % {"n": left} if left else ""


def figures_of(told: Told) -> Iterator[dict[str, Any]]:
    """Each drawing (`svg`, for a page) with its numbers, and tables that have none (`svg` "")."""
    if isinstance(told, ToldSensation):
        for place in told.places:
            context = {"place": place, "key": ""}
            svg = "sessions/progress/drawings/place.html"
            yield _figure(svg, context, place.numbers, [told.legend])
        return
    if isinstance(told, ToldMatrix):
        if told.numbers:
            yield _figure("", {}, told.numbers, [told.legend])
        return
    drawing, numbers = getattr(told, "drawing", None), getattr(told, "numbers", None)
    if drawing is not None:
        shape = {"retention": "bars", "practice": "calendar"}.get(told.part.value, "lines")
        context = {"drawing": drawing, "key": told.part.value, "title": _(told.part.label)}
        context["desc"] = told.desc
        below = [told.legend, *(_signs(told.names) if isinstance(told, ToldActivities) else [])]
        yield _figure(f"sessions/progress/drawings/{shape}.html", context, numbers, below)
    elif numbers is not None:
        yield _figure("", {}, numbers)
    if isinstance(told, ToldSeverity):
        yield from (_figure("", {}, one) for one in (told.happened, told.symptoms) if one)
    if isinstance(told, ToldRetention):
        context = {"drawing": told.curve_drawing, "key": "curve", "title": _(told.part.label)}
        shape = "sessions/progress/drawings/curve.html" if told.curve_drawing else ""
        if told.curve_says:
            legend = [told.curve_legend] if told.curve_drawing else []
            yield _figure(shape, context, told.curve_numbers, [*told.curve_says, *legend])


def _signs(names: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{sign}: {name}" for sign, name in names]


def _figure(
    template: str, context: dict[str, Any], numbers: Numbers | None, below: Sequence[str] = ()
) -> dict[str, Any]:
    """A drawing, words below it, and a table."""
    left = numbers.left_out if numbers else 0
    words = ngettext(
        "The table leaves out %(n)s older row.", "The table leaves out %(n)s older rows.", left
    )
    return {
        "svg": str(render_to_string(template, context)) if template else "",
        "below": list(below),
        "caption": numbers.caption if numbers else "",
        "rows": [list(numbers.names), *map(list, numbers.rows)] if numbers else [],
        "left": words % {"n": left} if left else "",
    }


def _alone(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure whose drawing is an SVG that stands alone, with its own style."""
    if not figure["svg"]:
        return figure
    start = figure["svg"].index("<svg ")
    body = figure["svg"][start:].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    end = body.index(">") + 1
    return {**figure, "svg": f"{body[:end]}<style>{_STYLE}</style>{body[end:]}"}

"""What each part is drawn with, in words: beside a picture on a page, and below it on paper.

Marked here to be translated; they are translated where they are shown.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

# By the value of a ProgressPart.
LEGENDS: Mapping[str, str] = {
    "severity": _(
        "Line: answers; a time without any is left open. Diamond: a lesson. Ring: something let go"
        " for the first time."
    ),
    "activities": _(
        "Each numbered line is one activity, 10 is able as before. M, the thick line, is the mean"
        " of those that were answered first and last."
    ),
    "matrix": _(
        "Tone judged for the place, and pain, before → after. Marked is what differs on coming in"
        " from the first time it was looked at."
    ),
    "sensation": _(
        "The clearer, the higher. A dot: said on that day. A ring: said later, of that day."
    ),
    "practice": _(
        "Filled: planned, and logged. Open: planned, nothing logged. Dot: logged beside the plan."
        " The newest 26 weeks at most; a column is a week."
    ),
    "habit": _("7: practising goes by itself."),
    "retention": _(
        "Bars of days. An arrow: it still held at the last answer, and how much longer nobody"
        " knows yet."
    ),
    "change": _(
        "C, dot: the client. P, square: the practitioner. Each judged without knowing the other’s."
    ),
}
CURVE = _(
    "The share for whom it still held, by days since the last lesson or release (Kaplan–Meier). A"
    " stroke: followed up to that day, and it held."
)

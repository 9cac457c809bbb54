"""The form of a practice's own points and thresholds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sessions.progress.radar.rules import DEFAULTS, LIMITS, POINTS, Signal

WORDS: Mapping[str, Any] = {
    "pain_drop": _("Pain: how far it has to have fallen first (points of 10)"),
    "pain_within": _("Pain: back within so many points of where it began"),
    "activities_tenths": _("Activities: how many tenths of the gain are lost"),
    "sensing_drop": _("Sensing: less clear by so many points of 10, or steps of the four words"),
    "practice_tenths": _("Practice: logged on fewer than so many of ten planned days"),
    "practice_days": _("Practice: counted over so many days"),
    "seen_days": _("Last lesson: longer ago than so many days"),
    "prior_days": _("Earlier treatments: held fewer than so many days"),
    "event_days": _("Injury, operation, stress: news for so many days"),
    "flare_days": _("Practice was too much: counts for so many days"),
    "fresh_days": _("Answers hold for so many days"),
    "watch_from": _("Watch from so many points"),
    "act_from": _("Act from so many points"),
}


def label_of(name: str) -> Any:
    """What a setting is called."""
    if name in POINTS:
        return format_lazy("{}: {}", _("Points"), _(Signal(name).label))
    return WORDS[name]


class RadarSettingsForm(forms.Form):
    """Each number with its limits and the house's default beside it."""

    def __init__(self, data: Any = None, *, now: Mapping[str, int]) -> None:
        super().__init__(data, initial=dict(now))
        for name, limits in LIMITS.items():
            usual = getattr(DEFAULTS, name)
            self.fields[name] = forms.IntegerField(
                label=label_of(name),
                min_value=limits.low,
                max_value=limits.high,
                help_text=format_lazy(_("Usually {usual}."), usual=str(usual).replace("-", "−")),
            )

    def clean(self) -> dict[str, Any]:
        """To act begins above to watch."""
        cleaned: dict[str, Any] = super().clean() or {}
        watch, act = cleaned.get("watch_from"), cleaned.get("act_from")
        if watch is not None and act is not None and act <= watch:
            self.add_error("act_from", _("To act has to begin above to watch."))
        return cleaned

    @property
    def rows(self) -> Sequence[tuple[Any, int, bool]]:
        """For who may only read: each setting, what holds, and whether it is the house's."""
        return [
            (label_of(name), self.initial[name], self.initial[name] == getattr(DEFAULTS, name))
            for name in LIMITS
        ]

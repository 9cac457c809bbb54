"""What is said of something that waits: until when it is put off, or that it is done."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from practice.core.forms import DayField
from practice.dashboard.rules import ENDS_BY_WORD, NeedKind, latest_day

SOON = (1, 3, 7, 14)  # days
DONE, BACK, ON_A_DAY = "done", "back", "day"


class AsideForm(forms.Form):
    """When it comes back; of what ends by somebody's word also that it is done."""

    what = forms.ChoiceField(label=_("What now"), widget=forms.RadioSelect)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, kind: NeedKind, today: date, *args: Any, is_aside: bool) -> None:
        super().__init__(*args)
        self.today = today
        latest = latest_day(kind, today)
        soon = [n for n in SOON if today + timedelta(days=n) <= latest]
        choices: list[tuple[str, Any]] = [(BACK, _("Bring it back now"))] if is_aside else []
        choices += [(str(n), self._words(n)) for n in soon]
        choices += [(ON_A_DAY, _("Until another day"))]
        choices += [(DONE, _("It is done"))] if kind in ENDS_BY_WORD else []
        what: Any = self.fields["what"]
        what.choices = choices
        until = self.fields["until"]
        until.help_text = _("Only for another day; %(day)s at the latest.") % {
            "day": date_format(latest)
        }
        until.widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": latest.isoformat(),
        }

    def _words(self, days: int) -> str:
        day = date_format(self.today + timedelta(days=days), "WEEKDAY_FORMAT")
        return str(_("Until tomorrow, %(day)s") if days == 1 else _("Until %(day)s")) % {"day": day}

    def clean(self) -> dict[str, Any]:
        """Another day takes a day."""
        typed: dict[str, Any] = super().clean() or {}
        what = typed.get("what", "")
        if what == ON_A_DAY and not typed.get("until") and "until" not in self.errors:
            self.add_error("until", str(_("Say until which day.")))
        if what.isdecimal():
            typed["until"] = self.today + timedelta(days=int(what))
        return typed

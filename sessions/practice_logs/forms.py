"""The ten-second log: done or not, and how it was. Nothing is preset."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import ChoiceRadio, RatingField
from sessions.practice_logs.models import PracticeLog
from sessions.practice_logs.rules import QUICK_ANSWERS, RANGES, SkipReason
from sessions.practice_logs.services import LogData
from sessions.programs.models import ProgramItem

DONE = [("yes", _("Done")), ("no", _("Not this time"))]
QUICK_WORDS = {
    "slowness": _("Pace"),
    "attention": _("Attention"),
    "ease_after": _("Ease afterwards"),
    "effort": _("Effort"),
}


def _quick(name: str) -> ChoiceRadio:
    answers = [(str(number), word) for number, word in QUICK_ANSWERS[name]]
    return ChoiceRadio(label=QUICK_WORDS[name], choices=answers, required=False)


class LogForm(forms.Form):
    """What every log asks. Shows no movement and no symptom: it opens without a login."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    done = ChoiceRadio(
        label=_("Your practice"),
        choices=DONE,
        error_messages={"required": _("Say first whether you practised.")},
    )
    skip_reason = forms.ChoiceField(
        label=_("What was in the way"),
        required=False,
        choices=[("", _("Choose")), *SkipReason.choices()],
    )
    slowness = _quick("slowness")
    attention = _quick("attention")
    ease_after = _quick("ease_after")
    effort = _quick("effort")
    pain_during = RatingField(
        label=_("Pain during it"),
        ends=(RANGES["pain_during"].low_label, RANGES["pain_during"].high_label),
    )
    soreness_hours = forms.IntegerField(
        label=_("Sore afterwards, for how many hours"),
        required=False,
        min_value=RANGES["soreness_hours"].low,
        max_value=RANGES["soreness_hours"].high,
        help_text=_("Since your last practice. A day of mild soreness can be part of it."),
    )
    worse = forms.BooleanField(label=_("It is worse than before I practised"), required=False)
    line = forms.CharField(
        label=_("A line about it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in QUICK_WORDS:
            self._allow(name, self.initial.get(name))

    def _allow(self, name: str, value: int | None) -> None:
        """A number kept elsewhere (0 to 10) stays choosable beside the three words."""
        field: Any = self.fields[name]
        known = {number for number, _word in QUICK_ANSWERS[name]}
        if value is not None and value not in known:
            field.choices = [*field.choices, (str(value), str(value))]

    def revision_seen(self) -> int | None:
        """Of the program, as the form was drawn with it; None where that was not sent."""
        seen: int | None = self.cleaned_data.get("revision")
        return seen

    def _number(self, name: str) -> int | None:
        value = self.cleaned_data.get(name)
        return None if value in (None, "") else int(value)

    def log_data(self) -> LogData:
        """What was said; unsaid is None."""
        cleaned = self.cleaned_data
        return LogData(
            done=cleaned["done"] == "yes",
            skip_reason=cleaned["skip_reason"],
            line=cleaned["line"],
            worse=cleaned["worse"],
            item_ids=[UUID(item_id) for item_id in cleaned.get("items") or []],
            **{
                name: self._number(name)
                for name in (*QUICK_WORDS, "pain_during", "minutes", "soreness_hours")
            },
        )


class ItemsField(forms.MultipleChoiceField):
    """Items of a program; which are among them, the service judges."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Whether it can be an item's id at all."""
        try:
            return bool(UUID(value))
        except ValueError:
            return False


class PortalLogForm(LogForm):
    """The same behind a login, with what was practised, and how long."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=RANGES["minutes"].low,
        max_value=RANGES["minutes"].high,
    )
    items = ItemsField(label=_("What you practised"), required=False)

    def __init__(
        self, data: Any = None, *, program_items: Callable[[], Sequence[ProgramItem]], **kwargs: Any
    ) -> None:
        """`program_items` is asked only when the form is drawn."""
        super().__init__(data, **kwargs)
        self._program_items = program_items
        self.fields["items"].choices = self._choices  # type: ignore[attr-defined]

    def _choices(self) -> list[tuple[str, str]]:
        return [(str(item.pk), item.movement.name) for item in self._program_items()]


class OfflineLogForm(PortalLogForm):
    """The same on a phone without a connection, which knows no item; it puts in its own key."""

    items = None  # type: ignore[assignment]

    def __init__(self) -> None:
        LogForm.__init__(self, initial={"client_key": ""})


def as_initial(log: PracticeLog, item_ids: set[UUID]) -> dict[str, Any]:
    """A stored log as the form's first values."""
    names = ("slowness", "attention", "ease_after", "effort", "pain_during", "minutes")
    return {
        **{name: getattr(log, name) for name in names},
        "client_key": log.client_key,
        "revision": log.revision,
        "done": "yes" if log.done else "no",
        "skip_reason": log.skip_reason,
        "line": log.line,
        "soreness_hours": log.soreness_hours,
        "worse": log.worse,
        "items": [str(item_id) for item_id in item_ids],
    }

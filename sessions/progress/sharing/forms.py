"""What is shared of a client's progress: which parts, and a few own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.pages import OnceForm
from sessions.progress.course.parts import Progress, ProgressPart
from sessions.progress.sharing.sheets import Said

WORDS_MOST, ON_A_PART_MOST = 2000, 600


class ShareForm(OnceForm):
    """Parts of what there is, each with what it lacks; words on top, and on each part."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    parts = forms.MultipleChoiceField(
        label=_("What to show"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )
    words = forms.CharField(
        label=_("Your words on top"),
        max_length=WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain words, as you would say them in the lesson."),
    )

    def __init__(self, *args: Any, found: Progress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["parts"]
        choices.choices = [
            (part.value, f"{_(part.label)} – {told.lacks}" if told.lacks else _(part.label))
            for part, told in found.parts.items()
        ]
        for part in found.parts:
            self.fields[name_of(part)] = forms.CharField(
                label=_("On “%(part)s”") % {"part": _(part.label)},
                max_length=ON_A_PART_MOST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def now_seen(self, seal: str) -> None:
        """Let the form carry the seal of the sheet that is shown above it."""
        typed: Any = self.data
        again = typed.copy()
        again["seen"] = seal
        self.data = again

    def said(self) -> Said:
        """What was chosen and written."""
        data = self.cleaned_data
        chosen = tuple(ProgressPart(one) for one in data["parts"])
        on_parts = {part: data[name_of(part)].strip() for part in chosen}
        return Said(chosen, data["words"].strip(), on_parts)


def name_of(part: ProgressPart) -> str:
    """The field of the words on a part."""
    return f"on_{part.value}"

"""Input of a letter and of a posture photo; the file comes last, so that the rest is kept."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clients.files.checking import FIELD, too_large
from clients.files.rules import ACCEPTED, LONGEST_TITLE, FileKind, PostureView
from clients.files.services import LetterData, PhotoData
from clients.records.models import Episode
from practice.core.forms import DayField, Words
from practice.core.pages import OnceForm


class Upload(forms.FileInput):
    """The browser's own chooser; a script tells of what is too large before it is sent."""

    def __init__(self, kind: FileKind) -> None:
        super().__init__(attrs={"accept": ",".join(ACCEPTED[kind])})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add how large it may be, in bytes and in words."""
        told = {"data-most": settings.SUPPLE_FILE_BYTES, "data-too-large": too_large()}
        return super().get_context(name, value, told | (attrs or {}))


class UploadForm(OnceForm):
    """A form with a file; `was_too_large`: one came along and was let go of."""

    kind = FileKind.LETTER
    help: Words = ""

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large
        missing = {"required": too_large() if was_too_large else _("Choose a file.")}
        self.fields[FIELD] = forms.FileField(
            label=cast(Any, _("File")),
            help_text=cast(Any, self.help),
            widget=Upload(self.kind),
            allow_empty_file=True,
            max_length=500,
            error_messages=cast(Any, missing),
        )


class LetterForm(UploadForm):
    """A letter: what to call it, and whether the client reads it."""

    kind = FileKind.LETTER
    help = _("A PDF, JPEG or PNG. Of a picture only what it shows is kept.")
    title = forms.CharField(
        label=_("What it is"),
        help_text=_("Left empty, it is called as the file is."),
        required=False,
        max_length=LONGEST_TITLE,
    )
    is_shared = forms.BooleanField(
        label=_("The client reads it in the portal"),
        required=False,
    )

    def said(self) -> LetterData:
        """What was typed."""
        return LetterData(self.cleaned_data["title"], self.cleaned_data["is_shared"])


class PhotoForm(UploadForm):
    """A posture photo: from which side, when, and of which course of work."""

    kind = FileKind.POSTURE
    help = _(
        "A JPEG, PNG or WebP; an iPhone sends its photos as JPEG when you choose them from Photos."
        " Where and with what it was taken is removed."
    )
    view = forms.ChoiceField(
        label=_("From which side"),
        help_text=_("Left and right are theirs, not the camera’s."),
        widget=forms.RadioSelect,
        choices=[(each.value, _(each.label)) for each in PostureView],
        error_messages={"required": _("Choose a side.")},
    )
    taken_on = DayField(
        label=_("Taken on"), error_messages={"required": _("Say when it was taken.")}
    )
    episode = forms.ChoiceField(label=_("Course of work"), required=False)

    def __init__(self, *args: Any, episodes: Sequence[Episode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.episodes = {str(episode.pk): episode for episode in episodes}
        field: Any = self.fields["episode"]
        named = [(pk, episode.concern[:80]) for pk, episode in self.episodes.items()]
        field.choices = [("", _("none")), *named]
        if not episodes:
            del self.fields["episode"]

    def said(self) -> PhotoData:
        """What was typed."""
        typed = self.cleaned_data
        return PhotoData(
            view=PostureView(typed["view"]),
            taken_on=typed["taken_on"],
            episode=self.episodes.get(typed.get("episode", "")),
        )

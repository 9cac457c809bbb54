"""Input of a file and of a link of a movement; the file comes last, so that the rest is kept."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clients.files.checking import FIELD
from practice.core.elsewhere import LONGEST_ADDRESS
from practice.core.pages import OnceForm
from sessions.movements.media.rules import ACCEPTED, LONGEST_TRANSCRIPT
from sessions.movements.media.services import LONGEST_TITLE, too_large


class _Said(OnceForm):
    title = forms.CharField(
        label=_("What it shows"),
        max_length=LONGEST_TITLE,
        help_text=_("For who cannot see or hear it too: “The knees lean to the right.”"),
        error_messages={"required": _("Say what it shows.")},
    )
    transcript = forms.CharField(
        label=_("What is said in it"),
        required=False,
        max_length=LONGEST_TRANSCRIPT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _Chooser(forms.FileInput):
    """The browser's own chooser; a script tells of what is too large before it is sent."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add how large it may be, in bytes and in words."""
        taken = ",".join(kind for kinds in ACCEPTED.values() for kind in kinds)
        told = {
            "accept": taken,
            "data-most": settings.SUPPLE_MEDIA_BYTES,
            "data-too-large": too_large(),
        }
        return super().get_context(name, value, told | (attrs or {}))


class MediaFileForm(_Said):
    """A picture, a sound or a video; `was_too_large`: one came along and was let go of."""

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = {"required": too_large() if was_too_large else _("Choose a file.")}
        self.fields[FIELD] = forms.FileField(
            label=cast(Any, _("File")),
            help_text=cast(
                Any,
                _(
                    "A picture, a sound or a video. Of a picture only what it shows is kept; a"
                    " video is kept as it came, with what the camera wrote into it."
                ),
            ),
            widget=_Chooser(),
            allow_empty_file=True,
            max_length=500,
            error_messages=cast(Any, missing),
        )


class MediaLinkForm(_Said):
    """A link to a page elsewhere."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Begins with https://. Nothing is fetched from there until somebody opens it."),
        error_messages={"required": _("Say the address.")},
    )

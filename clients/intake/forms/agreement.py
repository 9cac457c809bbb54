"""Safety questions, agreements and the signature."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clients.guardians.rules import Signing
from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import RED_FLAGS, IntakeStep
from clients.records.models import ConsentDocument
from clients.texts.rules import CONSENT_TEXTS, ConsentKind
from practice.core.forms import ChoiceRadio


class RedFlagsForm(StepForm):
    """Yes or no to each question; none is answered by itself."""

    step = IntakeStep.RED_FLAGS

    def build(self) -> None:
        """Add a field for each question."""
        stored = self.answers.get("red_flags", {})
        for flag in RED_FLAGS:
            self.fields[flag.code] = ChoiceRadio(
                label=flag.question,
                choices=[("no", _("No")), ("yes", _("Yes"))],
                required=False,
                initial=stored.get(flag.code, ""),
            )

    def part(self) -> dict[str, Any]:
        """The answers that were given, as they are stored."""
        given = {flag.code: self.cleaned_data[flag.code] for flag in RED_FLAGS}
        return {"red_flags": {code: answer for code, answer in given.items() if answer}}


class ConsentForm(StepForm):
    """A tick for each text, in the version that was shown, and the typed name."""

    step = IntakeStep.CONSENT
    signature = forms.CharField(
        label=_("Your name, typed, is your signature"),
        help_text=_("Given name and family name, as you wrote them in the first step."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(
        self,
        data: Any,
        *,
        answers: Answers,
        today: date,
        documents: Sequence[ConsentDocument],
        signing: Signing,
        stands: Mapping[str, bool],
        typed_whole: bool = False,
    ) -> None:
        self.documents, self.signing, self.typed_whole = documents, signing, typed_whole
        self.stands = stands
        super().__init__(data, answers=answers, today=today)

    def build(self) -> None:
        """Add a tick for each text, and show what is stored, or else what stands."""
        stored = self.answers.get("consents", self.stands)
        for document in self.documents:
            self.fields[f"given_{document.kind}"] = forms.BooleanField(
                label=CONSENT_TEXTS[ConsentKind(document.kind)].statement,
                required=False,
                initial=stored.get(document.kind) is True,
            )
            self.fields[f"text_{document.kind}"] = forms.UUIDField(
                widget=forms.HiddenInput, initial=document.pk
            )
        self.fields["signature"].initial = self.answers.get("signature", "")

        if self.signing.names is not None:
            self.fields["signature"].label = _("A guardian’s name, typed, is the signature")
            self.fields["signature"].help_text = self._who_signs(self.signing.names)

    def _who_signs(self, names: Sequence[str]) -> str:
        if self.signing.is_alone:
            return _now("You are not of age yet: somebody who may act for you signs.")
        if not names:
            return _now("No guardian is written down yet. Add one on the client’s page.")
        return _now("Whoever is present types their name: %(names)s") % {"names": " · ".join(names)}

    def clean_signature(self) -> str:
        """Say at once that a name signs nothing; while it is typed, that can wait."""
        typed: str = self.cleaned_data["signature"].strip()
        words = self.signing.refuses(typed) if typed else ""
        if words and (self.typed_whole or self.signing.is_alone):
            raise ValidationError(words)
        return typed

    def rows(self) -> list[dict[str, Any]]:
        """Each text with its tick, for the page."""
        return [
            {"document": document, "tick": self[f"given_{document.kind}"]}
            for document in self.documents
        ]

    def part(self) -> dict[str, Any]:
        """The consents as they are stored, with the versions they were given to."""
        clean, kinds = self.cleaned_data, [document.kind for document in self.documents]
        return {
            "consents": {kind: clean[f"given_{kind}"] for kind in kinds},
            "consent_documents": {kind: str(clean[f"text_{kind}"]) for kind in kinds},
            "signature": clean["signature"],
        }

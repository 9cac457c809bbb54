"""Input shape of techniques, protocols and their lines."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Position, Side
from sessions.evaluations.rules import ReflexPattern
from sessions.techniques.models import Technique
from sessions.techniques.rules import (
    LINEAGE_LENGTH,
    MOVEMENT,
    NAME_LENGTH,
    ORDER_MAX,
    PROTOCOL_LENGTH,
    REPETITIONS_MAX,
    REPETITIONS_MIN,
    TaughtLine,
)


class TechniqueForm(forms.Form):
    """Its name, whom it comes from, and whether it is done with the hands."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    lineage = forms.CharField(
        label=_("Comes from"),
        help_text=_("The school or the person: “The Rolf Method”."),
        required=False,
        max_length=LINEAGE_LENGTH,
    )
    hands_on = forms.BooleanField(
        label=_("Done with the hands"),
        help_text=_("It is closed in a note once hands-on work was taken back."),
        required=False,
        initial=True,
    )


class ProtocolForm(forms.Form):
    """What a protocol is called, whom it comes from, and its number there."""

    name = forms.CharField(label=_("Name"), max_length=PROTOCOL_LENGTH)
    lineage = forms.CharField(
        label=_("Comes from"),
        help_text=_("Schools name and number their lessons differently."),
        required=False,
        max_length=LINEAGE_LENGTH,
    )
    reflex = forms.ChoiceField(
        label=_("Reflex"), required=False, choices=[("", _("of none")), *ReflexPattern.choices()]
    )
    order = forms.IntegerField(
        label=_("Number in its lineage"), required=False, min_value=1, max_value=ORDER_MAX
    )


class ProtocolLineForm(forms.Form):
    """One line of a protocol."""

    technique = forms.ChoiceField(label=_("Technique"))
    where = forms.ChoiceField(label=_("Muscle group or movement"))
    side = forms.ChoiceField(
        label=_("Side"), required=False, choices=[("", _("not said")), *Side.choices()]
    )
    place = forms.ChoiceField(
        label=_("Position"), required=False, choices=[("", _("not said")), *Position.choices()]
    )
    repetitions = forms.IntegerField(
        label=_("How often"),
        required=False,
        min_value=REPETITIONS_MIN,
        max_value=REPETITIONS_MAX,
    )

    def __init__(
        self, *args: Any, techniques: Iterable[Technique], where: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("technique")
        named = [
            (one.built_in_code, one.name)
            for one in techniques
            if one.retired_at is None or one.built_in_code == kept
        ]
        self.fields["technique"].choices = named  # type: ignore[attr-defined]
        self.fields["where"].choices = where  # type: ignore[attr-defined]

    @property
    def line(self) -> TaughtLine:
        """What was chosen."""
        said = dict(self.cleaned_data)
        where = said.pop("where")
        if where.startswith(MOVEMENT):
            return TaughtLine(movement=where.removeprefix(MOVEMENT), **said)
        return TaughtLine(muscle_group=where, **said)


def said_of(line: TaughtLine) -> dict[str, Any]:
    """A line as the form's starting values."""
    names = ("technique", "side", "place", "repetitions")
    where = MOVEMENT + line.movement if line.movement else line.muscle_group
    return {name: getattr(line, name) for name in names} | {"where": where}

"""How every form looks, and fields that several rooms share."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, time
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from practice.core.clock import UnknownZone, is_zone, zone_choices
from practice.core.drawn import DRAWN
from practice.core.locales import first_weekday

type Words = str | Promise
type Choices = Iterable[tuple[str, Words]]

RATING_TOP = 10
# What a browser's own pickers send, whatever they show.
_ISO_DAY, _ISO_CLOCK = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile("[0-9]{2}:[0-9]{2}")


def signed(number: int) -> str:
    """A number as people write it, with a minus that is one."""
    return str(number).replace("-", "−")


class SuppleRenderer(TemplatesSetting):
    """Gives `{{ form }}` and `{{ field.as_field_group }}` the look of components/."""

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        """A field and a plain widget are drawn at once, anything else by its template."""
        if drawn := DRAWN.get(template_name):
            return drawn(context)
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 – a template's


class ZoneField(forms.ChoiceField):
    """A time zone people live in. One that is kept already by an older name stays choosable."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=zone_choices, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Any name that IANA knows."""
        return is_zone(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a name that the list leaves out, rather than another zone in its place; of one that
        is no more nothing is chosen."""
        if isinstance(value, UnknownZone):
            self.choices = [("", _("Choose where")), *zone_choices()]
            return ""
        name = str(value or "")
        if is_zone(name) and (name, name.replace("_", " ")) not in zone_choices():
            self.choices = [(name, name), *zone_choices()]
        return value


class InLabels(forms.RadioSelect):
    """Choices that stand in their labels each, and need no id for that."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One choice, without an id."""
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("id", None)
        return option


class Segments(InLabels):
    """Two to four words, one true. `marks="tone"` draws high, fits and low."""

    template_name = "components/widgets/segments.html"

    def __init__(self, *args: Any, marks: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = marks

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add which marks to draw."""
        return super().get_context(name, value, attrs) | {"marks": self.marks}


class Rating(InLabels):
    """Numbers in a row, 0 to 10 unless said otherwise, with the words for both ends."""

    template_name = "components/widgets/rating.html"
    ends: tuple[Words, Words] = ("", "")
    span: tuple[int, int] = (0, RATING_TOP)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the words for both ends, and their numbers."""
        low, high = map(signed, self.span)
        more = {"ends": self.ends, "low": low, "high": high}
        return super().get_context(name, value, attrs) | more


class ChoiceRadio(forms.ChoiceField):
    """A choice shown as segments that starts unanswered; optional ones can be cleared."""

    def __init__(self, *, choices: Choices, marks: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", Segments(marks=marks))
        unset = [] if kwargs.get("required", True) else [("", _("not answered yet"))]
        super().__init__(choices=[*unset, *choices], **kwargs)


class RatingField(forms.TypedChoiceField):
    """0 to 10 or another span, or None: an untouched rating is not answered, never zero."""

    def __init__(
        self,
        *,
        ends: tuple[Words, Words] = ("", ""),
        span: tuple[int, int] = (0, RATING_TOP),
        **kwargs: Any,
    ) -> None:
        required = kwargs.setdefault("required", False)
        widget = Rating()
        widget.ends, widget.span = ends, span
        kwargs.setdefault("widget", widget)
        low, high = span
        numbers = [(str(n), signed(n)) for n in range(low, high + 1)]
        unset = [] if required else [("", _("not answered yet"))]
        super().__init__(choices=[*unset, *numbers], coerce=int, empty_value=None, **kwargs)


def decide_anew(form: forms.Form, version: int) -> None:
    """Let a form that was sent with an old version be saved knowingly over the newer one."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]


class DayField(forms.DateField):
    """A date by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """As the picker sends it, or as people of the country write it."""
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            with suppress(ValueError):
                return date.fromisoformat(value)
        return super().to_python(value)


class ClockField(forms.TimeField):
    """A time of day by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        """As the picker sends it, or as people of the country write it; in whole minutes, as it is
        shown again."""
        if isinstance(value, str) and _ISO_CLOCK.fullmatch(value):
            with suppress(ValueError):
                return time.fromisoformat(value)
        found: time | None = super().to_python(value)
        return found and found.replace(second=0, microsecond=0)


def _week() -> list[tuple[str, Words]]:
    """The days in the order in which this country's week runs."""
    first = first_weekday() - 1
    return WEEKDAYS[first:] + WEEKDAYS[:first]


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week as numbers, Monday 0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple(attrs={"class": "choices--days"}))
        super().__init__(choices=_week, coerce=int, **kwargs)


WEEKDAYS: list[tuple[str, Words]] = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]

"""The plain widgets, drawn without a template, say what Django's own templates say."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from practice.core.drawn import DRAWN
from practice.core.forms import SuppleRenderer

ODD = 'A "room" & <b>more</b> ’ \' '
GROUPED = [("", "choose"), ("Front", [("a", ODD), (1, "One")]), ("b", "<i>B</i>")]
WIDGETS: list[tuple[forms.Widget, list[Any]]] = [
    (forms.TextInput(attrs={"class": "x", "autofocus": True, "required": False}), [None, "", ODD]),
    (forms.EmailInput(), ["a@b.example"]),
    (forms.PasswordInput(render_value=True), ["secret"]),
    (forms.NumberInput(attrs={"min": 0, "max": 10, "step": "0.1"}), [None, 0, 1.5]),
    (forms.URLInput(), ["https://a.example/?a=1&b=2"]),
    (forms.HiddenInput(), [7, ODD]),
    (forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), [None, date(2026, 1, 2)]),
    (forms.TimeInput(format="%H:%M", attrs={"type": "time"}), [time(7, 5)]),
    (forms.CheckboxInput(), [True, False, None, "yes"]),
    (forms.Textarea(attrs={"rows": 3, "id": False}), [None, "", "\n two\nlines & <b>", 0]),
    (forms.Select(choices=GROUPED), ["", None, "a", 1, "b", "gone"]),
    (forms.Select(attrs={"class": "wide"}, choices=[]), [None]),
]
CASES = [(widget, value) for widget, values in WIDGETS for value in values]


@pytest.mark.parametrize(("widget", "value"), CASES)
def test_it_is_what_the_template_draws(widget: forms.Widget, value: Any) -> None:
    template = widget.template_name
    assert template in DRAWN
    attrs = {"id": "id_it", "data-odd": ODD}
    ours = widget.render("it", value, attrs=attrs, renderer=SuppleRenderer())
    django = widget.render("it", value, attrs=attrs, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(django.replace("</option>", ""))
    if isinstance(widget, forms.Textarea):
        assert ours == django  # blanks are words there


def test_nothing_that_was_typed_is_taken_for_markup() -> None:
    evil = '"><script>alert(1)</script>'
    for widget, _value in CASES:
        drawn = widget.render(evil, evil, attrs={evil: evil}, renderer=SuppleRenderer())
        assert "<script" not in drawn

"""The fields that every room shares, and how the renderer draws them."""

import re

from django import forms
from django.test import SimpleTestCase

from practice.core.forms import ChoiceRadio, RatingField, WeekdaysField


class Intake(forms.Form):
    strong = RatingField(label="How strong?")
    mail = forms.EmailField(label="Mail", help_text="Where letters reach you.")
    tone = ChoiceRadio(choices=[("high", "Too high"), ("low", "Too low")], required=False)
    days = WeekdaysField(required=False)
    place = forms.ChoiceField(choices=[("", "any"), ("a", 'A "room" & more'), ("b", "<b>B</b>")])


class Fields(SimpleTestCase):
    def test_an_untouched_rating_is_none_and_never_zero(self) -> None:
        form = Intake({"place": "a", "mail": "a@example.org"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["strong"] is None

    def test_zero_is_an_answer(self) -> None:
        form = Intake({"place": "a", "mail": "a@example.org", "strong": "0", "days": ["0", "6"]})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["strong"] == 0
        assert form.cleaned_data["days"] == [0, 6]

    def test_a_rating_above_ten_is_refused(self) -> None:
        assert "strong" in Intake({"place": "a", "mail": "a@example.org", "strong": "11"}).errors

    def test_nothing_is_preset_on_a_rating(self) -> None:
        drawn = str(Intake()["strong"])
        checked = re.findall(r'value="(\d*)"[^>]*checked', drawn)
        assert checked in ([], [""])

    def test_an_error_is_tied_to_its_field(self) -> None:
        drawn = Intake({"mail": "nonsense"})["mail"].as_field_group()
        assert 'aria-invalid="true"' in drawn
        assert 'aria-describedby="id_mail_helptext id_mail_error"' in drawn
        assert 'id="id_mail_error"' in drawn
        assert 'id="id_mail_helptext"' in drawn

    def test_what_was_typed_is_still_there(self) -> None:
        assert 'value="nonsense"' in str(Intake({"mail": "nonsense"}))

    def test_a_menu_says_what_is_chosen_and_escapes_what_it_says(self) -> None:
        drawn = str(Intake({"place": "b"})["place"])
        assert re.findall(r'value="(\w*)" selected>', drawn) == ["b"]
        assert '<option value="a">A &quot;room&quot; &amp; more<' in drawn
        assert "&lt;b&gt;B&lt;/b&gt;" in drawn
        assert re.findall(r'value="(\w*)" selected>', str(Intake()["place"])) == [""]

    def test_a_menu_is_drawn_as_any_other_field(self) -> None:
        drawn = Intake({"place": "elsewhere"})["place"].as_field_group()
        assert 'aria-invalid="true"' in drawn
        assert 'aria-describedby="id_place_error"' in drawn
        (select,) = re.findall(r"<select ([^>]*)>", drawn)
        assert {'name="place"', 'id="id_place"'} <= set(select.split(" "))
        assert " selected" not in drawn

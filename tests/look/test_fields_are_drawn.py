"""A field with its label, help and errors, drawn without a template: what stands where."""

from typing import Any

from django import forms
from django.test import SimpleTestCase
from django.test.html import parse_html

from practice.core.forms import ChoiceRadio, RatingField

EVIL = '"><script>alert(1)</script>'


class Asked(forms.Form):
    strong = RatingField(label="How strong?", ends=("none", EVIL), help_text="Of <b>now</b>.")
    must = RatingField(label="Again", required=True, span=(-1, 1))
    tone = ChoiceRadio(
        choices=[("high", "Too high"), ("low", "Too low")], required=False, marks="tone"
    )
    mail = forms.EmailField(label=EVIL, help_text="Where letters reach you.")
    bare = forms.CharField(label="", required=False)
    agreed = forms.BooleanField(label="I agree")
    among = forms.MultipleChoiceField(
        label="Which?",
        required=False,
        choices=[("a", EVIL), ("Front", [("b", "B")])],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wide"}),
    )
    kept = forms.CharField(widget=forms.HiddenInput)


class Line(Asked):
    leaves_open = True


def group(name: str, *, of: type[Asked] = Asked, **kwargs: Any) -> str:
    return str(of(**kwargs)[name].as_field_group())


def holds(whole: str, part: str) -> bool:
    return parse_html(whole).count(parse_html(part)) == 1


class Fields(SimpleTestCase):
    def test_a_plain_one_has_its_label_help_and_error(self) -> None:
        drawn = group("mail", data={"mail": "no"})
        assert drawn.startswith('<div class="field field--email field--wrong"><label')
        assert 'for="id_mail"' in drawn
        assert holds(
            drawn, '<div class="field__help" id="id_mail_helptext">Where letters reach you.</div>'
        )
        assert 'id="id_mail_error"' in drawn
        assert "field--wrong" not in group("mail")

    def test_what_need_not_be_answered_says_so_but_for_a_line_that_leaves_all_open(self) -> None:
        assert "optional" in group("bare", of=Named)
        assert "optional" not in group("mail")
        assert "optional" not in group("bare", of=NamedLine)
        assert "optional" in group("among")
        assert "optional" not in group("tone")

    def test_one_without_a_name_has_no_label(self) -> None:
        assert "<label" not in group("bare")

    def test_one_to_tick_stands_in_its_label(self) -> None:
        tick = '<input type="checkbox" name="agreed" required id="id_agreed">'
        assert holds(
            group("agreed"),
            f'<label class="choice" for="id_agreed">{tick}<span>I agree</span></label>',
        )

    def test_what_is_not_shown_is_only_its_value(self) -> None:
        drawn = group("kept", initial={"kept": "x"})
        assert drawn == '<input type="hidden" name="kept" value="x" id="id_kept">'

    def test_several_are_a_group_with_its_name_and_lines_to_tap(self) -> None:
        drawn = group("among", data={"among": ["b"]})
        assert 'id="id_among_group"' in drawn
        assert "<legend>Which?" in drawn
        assert '<div class="choices wide" id="id_among">' in drawn
        assert 'role="group" aria-label="Front"' in drawn
        assert 'value="b" id="id_among_1_0" checked>' in drawn
        assert 'value="a" id="id_among_0">' in drawn

    def test_a_rating_has_its_numbers_its_ends_and_no_answer(self) -> None:
        drawn = group("strong", data={"strong": "0"})
        assert 'aria-describedby="id_strong_helptext"' in drawn
        assert drawn.count('type="radio"') == 12
        assert 'name="strong" value="0" checked>' in drawn
        assert "<span>0: none</span>" in drawn
        assert "Of <b>now</b>." in drawn
        assert drawn.count("Clear the answer") == 1

    def test_one_that_has_to_be_answered_cannot_be_cleared(self) -> None:
        drawn = group("must")
        assert "Clear the answer" not in drawn
        assert '<span class="unanswered">not answered yet</span>' in drawn
        assert ">−1</label>" in drawn
        assert "rating__ends" not in drawn

    def test_words_in_a_row_have_their_shapes(self) -> None:
        drawn = group("tone", data={"tone": "low"})
        assert drawn.count("segmented__mark") == 2
        assert '<path d="M9 15l6.500-11h-13z"/></svg>Too low</label>' in drawn
        assert 'value="low" checked>' in drawn
        assert "Clear the answer" in drawn

    def test_nothing_that_was_typed_or_named_is_taken_for_markup(self) -> None:
        for name in Asked.base_fields:
            drawn = group(name, data=dict.fromkeys(Asked.base_fields, EVIL), prefix=EVIL)
            assert "<script" not in drawn, name


class Named(Asked):
    bare = forms.CharField(label="Bare", required=False)


class NamedLine(Line):
    bare = forms.CharField(label="Bare", required=False)

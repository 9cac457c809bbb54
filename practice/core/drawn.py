"""Widgets and whole fields, drawn without a template.

A template in a template for every field, option and attribute was a quarter to a half of what a
page full of them cost. Plain widgets are what Django's own templates draw, less the blanks between
options and their end tags, which HTML leaves to the next option: a fifth of a long menu.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

type Context = Mapping[str, Any]
type Widget = Mapping[str, Any]

SAYS_ITSELF = ("rating", "segments")  # that nothing has to be answered
MARKS = {
    "high": '<path d="M9 3l6.500 11h-13z"/>',
    "low": '<path d="M9 15l6.500-11h-13z"/>',
    "fits": '<circle cx="9" cy="9" r="5.500"/>',
}


def _escaped(said: object) -> str:
    """What Django's `conditional_escape` makes of it, in a third of the time."""
    words = str(said)
    return words if isinstance(words, SafeString) else escape(words)


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Attributes of a tag, each with a blank before it; True has no value, False is left out."""
    drawn = [
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"'
        for name, value in given.items()
        if value is not False
    ]
    return SafeString("".join(drawn))


def _input(context: Context) -> SafeString:
    widget: Widget = context["widget"]
    value = {} if widget["value"] is None else {"value": widget["value"]}
    own = {"type": widget["type"], "name": widget["name"], **value}
    return SafeString(f"<input{attributes(own)}{attributes(widget['attrs'])}>")


def _textarea(context: Context) -> SafeString:
    widget: Widget = context["widget"]
    own = f' name="{_escaped(widget["name"])}"{attributes(widget["attrs"])}'
    return SafeString(f"<textarea{own}>\n{_escaped(widget['value'] or '')}</textarea>")


def _select(context: Context) -> SafeString:
    widget: Widget = context["widget"]
    drawn = []
    for group, options, _index in widget["optgroups"]:
        inside = "".join(
            f'<option value="{_escaped(one["value"])}"{attributes(one["attrs"])}>'
            f"{_escaped(one['label'])}"
            for one in options
        )
        named = f'<optgroup label="{_escaped(group)}">{inside}</optgroup>'
        drawn.append(named if group else inside)
    own = f' name="{_escaped(widget["name"])}"{attributes(widget["attrs"])}'
    return SafeString(f"<select{own}>{''.join(drawn)}</select>")


def _options(widget: Widget) -> Iterator[Widget]:
    """The choices of a widget, whichever group they stand in."""
    return (one for _group, options, _index in widget["optgroups"] for one in options)


def _one_of(option: Widget) -> str:
    """The mark of one choice, without its words."""
    own = {"type": option["type"], "name": option["name"], "value": str(option["value"])}
    return f"<input{attributes(own)}{attributes(option['attrs'])}>"


def _choices(context: Context) -> SafeString:
    """Choices among each other, each a line to tap; groups are named."""
    widget: Widget = context["widget"]
    drawn = []
    for group, options, _index in widget["optgroups"]:
        inside = ""
        for one in options:
            bare = {name: value for name, value in one["attrs"].items() if name != "class"}
            named = f"<span>{_escaped(one['label'])}</span>"
            inside += f'<label class="choice">{_one_of({**one, "attrs": bare})}{named}</label>'
        drawn.append(
            f'<div class="choices" role="group" aria-label="{_escaped(group)}">'
            f'<span class="field__label">{_escaped(group)}</span>{inside}</div>'
            if group
            else inside
        )
    own = {"class": " ".join(filter(None, ("choices", widget["attrs"].get("class"))))}
    if widget["attrs"].get("id"):
        own["id"] = widget["attrs"]["id"]
    return SafeString(f"<div{attributes(own)}>{''.join(drawn)}</div>")


def _unset(widget: Widget) -> str:
    """What stands for no answer, and takes one back."""
    return "".join(
        f'<label class="unset">{_one_of(one)}'
        f'<span class="unanswered">{_escaped(one["label"])}</span>'
        f'<span class="unset__clear">{escape(_("Clear the answer"))}</span></label>'
        for one in _options(widget)
        if one["value"] == ""
    )


def _scale(widget: Widget, inside: str) -> SafeString:
    named = {"id": widget["attrs"]["id"]} if widget["attrs"].get("id") else {}
    return SafeString(f'<div class="scale"{attributes(named)}>{inside}</div>')


def _mark(option: Widget) -> str:
    shape = MARKS.get(str(option["value"]), MARKS["fits"])
    return f'<svg class="segmented__mark" viewBox="0 0 18 18" aria-hidden="true">{shape}</svg>'


def _segments(context: Context) -> SafeString:
    """Two to four words in a row; with `marks` "tone" each has its shape."""
    widget: Widget = context["widget"]
    told = "".join(
        f"<label>{_one_of(one)}{_mark(one) if context['marks'] == 'tone' else ''}"
        f"{_escaped(one['label'])}</label>"
        for one in _options(widget)
        if one["value"] != ""
    )
    return _scale(widget, f'{_unset(widget)}<div class="segmented">{told}</div>')


def _rating(context: Context) -> SafeString:
    """Numbers in a row, and below them the words for both ends."""
    widget: Widget = context["widget"]
    numbers = "".join(
        f"<label>{_one_of(one)}{_escaped(one['label'])}</label>"
        for one in _options(widget)
        if one["value"] != ""
    )
    drawn = f'{_unset(widget)}<div class="rating">{numbers}</div>'
    if widget["required"]:
        waits = f'<span class="unanswered">{escape(_("not answered yet"))}</span>'
        drawn = f"{waits}{drawn}"
    if context["ends"][0]:
        both = zip((context["low"], context["high"]), context["ends"], strict=True)
        words = _("%(n)s: %(word)s")
        ends = "".join(f"<span>{escape(words % {'n': n, 'word': said})}</span>" for n, said in both)
        drawn += f'<div class="rating__ends">{ends}</div>'
    return _scale(widget, drawn)


def _help(field: BoundField) -> str:
    """The words below a label, which may be marked up: they are ours."""
    if not field.help_text:
        return ""
    own = {"class": "field__help"}
    if field.auto_id:
        own["id"] = f"{field.auto_id}_helptext"
    return f"<div{attributes(own)}>{field.help_text}</div>"


def _optional(field: BoundField) -> str:
    if field.field.required:
        return ""
    return f' <span class="field__optional">{escape(_("optional"))}</span>'


def _field(context: Context) -> SafeString:
    """A field with its label, its help and what was wrong with it."""
    field: BoundField = context["field"]
    drawn = str(field)
    if field.is_hidden:
        return SafeString(drawn)
    kind, label, wrong = field.widget_type, _escaped(field.label), bool(field.errors)
    below = render_to_string("components/field_errors.html", {"field": field}) if wrong else ""
    state = " field--wrong" if wrong else ""
    if kind == "checkbox":
        inside = f"{drawn}<span>{label}</span>"
        ticked = (
            f"<label{attributes({'class': 'choice', 'for': field.id_for_label})}>{inside}</label>"
        )
        whole = f'<div class="field field--tick{state}">{ticked}{_help(field)}{below}</div>'
    elif field.use_fieldset:
        own = {"class": f"field field--group field--{kind}{state}", "id": f"{field.auto_id}_group"}
        if field.aria_describedby:
            own["aria-describedby"] = field.aria_describedby
        optional = "" if kind in SAYS_ITSELF else _optional(field)
        named = f"<legend>{label}{optional}</legend>"
        whole = f"<fieldset{attributes(own)}>{named}{_help(field)}{drawn}{below}</fieldset>"
    else:
        optional = "" if getattr(field.form, "leaves_open", False) else _optional(field)
        own = {"class": "field__label", "for": field.id_for_label}
        named = f"<label{attributes(own)}>{label}{optional}</label>" if field.label else ""
        whole = f'<div class="field field--{kind}{state}">{named}{_help(field)}{drawn}{below}</div>'
    return SafeString(whole)


_INPUTS = ("date", "email", "hidden", "number", "password", "search", "tel", "text", "time", "url")
DRAWN: dict[str, Callable[[Context], SafeString]] = {
    "components/field.html": _field,
    "components/widgets/rating.html": _rating,
    "components/widgets/segments.html": _segments,
    "django/forms/widgets/checkbox_select.html": _choices,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox.html": _input,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
}

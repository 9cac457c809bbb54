"""The plain widgets, drawn without a template.

A template in a template for every option and its attributes was a quarter of what a page full of
menus cost. What is drawn is what Django's own templates draw, less the blanks between options and
their end tags, which HTML leaves to the next option: a fifth of a long menu.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

type Widget = Mapping[str, Any]


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
    return mark_safe("".join(drawn))  # noqa: S308 – escaped one by one


def _input(widget: Widget) -> SafeString:
    value = {} if widget["value"] is None else {"value": widget["value"]}
    own = {"type": widget["type"], "name": widget["name"], **value}
    return format_html("<input{}{}>", attributes(own), attributes(widget["attrs"]))


def _textarea(widget: Widget) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        attributes(widget["attrs"]),
        widget["value"] or "",
    )


def _select(widget: Widget) -> SafeString:
    drawn = []
    for group, options, _index in widget["optgroups"]:
        inside = "".join(
            f'<option value="{_escaped(one["value"])}"{attributes(one["attrs"])}>'
            f"{_escaped(one['label'])}"
            for one in options
        )
        named = f'<optgroup label="{_escaped(group)}">{inside}</optgroup>'
        drawn.append(named if group else inside)
    return format_html(
        '<select name="{}"{}>{}</select>',
        widget["name"],
        attributes(widget["attrs"]),
        mark_safe("".join(drawn)),  # noqa: S308 – escaped one by one
    )


_INPUTS = ("date", "email", "hidden", "number", "password", "search", "tel", "text", "time", "url")
DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    "django/forms/widgets/checkbox.html": _input,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
}

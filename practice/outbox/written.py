"""How a mail is written: its subject, text and HTML from three templates of one name.

Templates, and styles put into each tag, cost far more than a send. So a mail is rendered once with
marks where its values go (letters that nobody types), kept, and filled in for everybody after.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypedDict

import css_inline
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

_MARK = re.compile("\ue000(\\w+)\ue001")


class Written(TypedDict):
    """What of a mail is written by its templates."""

    subject: str
    text: str
    html: str


def written(name: str, context: Mapping[str, Any]) -> Written:
    """A mail by its name below templates/emails; the HTML knows the subject, which is one line."""
    known = dict(context)
    subject = _one_line(render_to_string(f"emails/{name}.subject.txt", known))
    html = render_to_string(f"emails/{name}.html", known | {"subject": subject})
    return Written(
        subject=subject,
        text=render_to_string(f"emails/{name}.txt", known),
        html=css_inline.inline(html, keep_style_tags=True),
    )


def filled(
    name: str, values: Mapping[str, str], more: Callable[[Mapping[str, str]], Mapping[str, Any]]
) -> Written:
    """The same, where `values` are only printed, or asked whether they are empty.

    `more` makes the rest of the context of them; nothing else in it may tell two people apart.
    """
    marks = {one: f"\ue000{one}\ue001" if value else "" for one, value in values.items()}
    shape = _Shape(name, {**marks, **more(marks)})
    return shape.filled(values)


class _Shape:
    """A mail with marks in it; two of one name, language and context are the same."""

    def __init__(self, name: str, context: Mapping[str, Any]) -> None:
        self.name = name
        self.context = context
        self.key = (name, get_language(), repr(sorted(context.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shape) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def filled(self, values: Mapping[str, str]) -> Written:
        """With somebody's values in their places."""
        shape = _rendered(self)
        escaped = {one: escape(value) for one, value in values.items()}
        return Written(
            subject=_one_line(_put(shape["subject"], values)),
            text=_put(shape["text"], values),
            html=_put(shape["html"], escaped),
        )


def _put(shape: str, values: Mapping[str, str]) -> str:
    """Values where their marks are; what only looks like a mark stays as somebody typed it."""
    return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), shape)


@lru_cache(maxsize=512)
def _rendered(shape: _Shape) -> Written:
    return written(shape.name, shape.context)


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""How a mail is written: its subject, text and HTML from three templates of one name."""

from collections.abc import Mapping
from typing import Any, TypedDict

import css_inline
from django.template.loader import render_to_string


class Written(TypedDict):
    """What of a mail is written by its templates."""

    subject: str
    text: str
    html: str


def written(name: str, context: Mapping[str, Any]) -> Written:
    """A mail by its name below templates/emails; the HTML knows the subject, which is one line."""
    known = dict(context)
    subject = " ".join(render_to_string(f"emails/{name}.subject.txt", known).split())
    html = render_to_string(f"emails/{name}.html", known | {"subject": subject})
    return Written(
        subject=subject,
        text=render_to_string(f"emails/{name}.txt", known),
        html=css_inline.inline(html, keep_style_tags=True),
    )

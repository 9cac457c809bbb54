"""`{% csrf_token %}` as every form has it, with one more hidden field: whose form this is.

A tab that stayed open while somebody else signed in, or while another client or practice was
chosen, is then told apart at the door (`practice.core.kept`). A builtin in settings.TEMPLATES.
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


class WhoseNode(CsrfTokenNode):
    """The token, and the actor the page was made for."""

    def render(self, context: Context) -> SafeString:
        """Write both hidden fields."""
        token = SafeString(super().render(context))
        actor = context.get("actor")
        whose = getattr(actor, "whose", "")
        if not whose:
            return token
        mine = format_html('<input type="hidden" name="whose" value="{}">', whose)
        return SafeString(token + mine)


@register.tag
def csrf_token(parser: Parser, token: Token) -> WhoseNode:
    """Protect a form, and say whose it is."""
    return WhoseNode()

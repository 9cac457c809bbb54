"""Where a choice of *for whom* leads: to the page that was meant, of whom was chosen."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from practice.core.links import FOR
from practice.core.pages import HOME


@dataclass(frozen=True)
class Meant:
    """A page of the portal, and the id of whose it was meant to be; "" where none is named."""

    path: str
    client_id: str = ""


def meant_by(request: HttpRequest) -> Meant:
    """What `next` asks for; the home page for anything that is no page of ours in the portal."""
    asked = request.GET.get("next", "")
    parts = urlsplit(asked)
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    home = reverse(HOME)
    if not ours or not parts.path.startswith(home) or parts.path == request.path:
        return Meant(home)
    named = dict(parse_qsl(parts.query))
    whose = named.pop(FOR, "")
    query = f"?{urlencode(named)}" if named else ""
    return Meant(f"{parts.path}{query}", whose)

"""The link of a mail that ends mails of its kind: no login, and nothing changes by looking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clients.guardians.queries import is_guardian
from clients.records.queries import kept_id
from practice.core.actor import Actor, enter_as, system_actor
from practice.core.links import link_for
from practice.core.rules import Role


def ended_by_link(
    request: HttpRequest, token: str, *, purpose: str, template: str, stop: Callable[..., object]
) -> HttpResponse:
    """GET shows a page; POST ends the mails at once, and again is as good as once.

    `stop(actor=, client_id=)` is called as the client of the link, or as the guardian it went to.
    """
    link = link_for(token, purpose)
    if link is None:
        return render(request, template, {"broken": True}, status=404)
    done = request.method == "POST"
    if done:
        system = system_actor(link.practice_id)
        enter_as(system)
        client_id = kept_id(system, link.object_id)
        if link.to is not None and not is_guardian(system, client_id, link.to):
            return render(request, template, {"over": True}, status=410)
        role = Role.GUARDIAN if link.to else Role.CLIENT
        actor = Actor(
            practice_id=link.practice_id, role=role, client_id=client_id, guardian_id=link.to
        )
        enter_as(actor)
        request.actor = actor  # type: ignore[attr-defined]
        stop(actor=actor, client_id=client_id)
    return render(request, template, {"done": done})

"""The practice's pages of the client record."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.records.forms import (
    ClientFilterForm,
    ClientForm,
    ClientStateForm,
    ClientTagsForm,
    EpisodeForm,
)
from clients.records.models import Client
from clients.records.narrowing import narrowings_of
from clients.records.queries import (
    Alike,
    Asked,
    earlier_ways,
    get_client,
    list_clients,
    refuse_archived,
    tags_beside,
)
from clients.records.rules import ClientState
from clients.records.services import (
    MaybeKnown,
    create_client,
    edit_client,
    invite,
    open_episode,
    set_client_state,
    tag_client,
    withdraw_invitation,
)
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.models import Membership
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import colleagues, teachers
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from practice.outbox.kept import invitation_goes

ALL_THE_SAME = "allow_duplicate"  # the name of a button of its own: a second press
SHOWN_TAGS = 4
BESIDE_AT_MOST = 3
CLIENT_NEW = "clients/records/client_new.html"
CLIENT_EDIT = "clients/records/client_edit.html"


@staff_page("client.read")
def client_list(request: SuppleRequest) -> HttpResponse:
    """Find somebody: word beginnings, and what narrows the list; all of it in the address."""
    tags, staff = tags_beside(request.actor), teachers(request.actor)
    narrowings = narrowings_of(request.actor)
    filters = ClientFilterForm(request.GET, tags=tags, staff=staff, narrowings=narrowings)
    if {"q", "after"} & set(filters.errors):
        raise Http404("no browser sends this")
    chosen = filters.cleaned_data
    search = chosen["q"][:200]
    asked = Asked(
        search=search,
        state=chosen.get("state", ""),
        assigned_to=chosen.get("practitioner"),
        tag_id=chosen.get("tag"),
        narrowed=filters.narrowed(),
    )
    found = list_clients(request.actor, asked, chosen["after"])
    kept = {k: v for k, v in request.GET.items() if k != "after" and v}
    following = urlencode(kept | {"after": found.next_cursor})
    context = {
        "rows": list(map(_cells, found.rows, _pages_of(found.rows))),
        "search": search,
        "filters": [filters["state"]],
        "more": filters.more(tags=bool(tags), staff=len(staff) > 1),
        "more_open": bool(kept.keys() - {"q", "state"}),
        "narrowed": bool(kept),
        "may_radar": request.actor.may("radar.read"),
        "may_hand_over": request.actor.may("hand_over.write"),
        "may_merge": request.actor.may("client.merge"),
        "has_tags": bool(tags),
        "count": f"{found.count:,}+" if found.count_is_more else f"{found.count:,}",
        "next_url": f"?{following}" if found.next_cursor else "",
        "first_url": f"?{urlencode(kept)}" if chosen["after"] else "",
    }
    return page(request, "clients/records/client_list.html", context)


def _client_form(request: SuppleRequest, initial: dict[str, Any]) -> ClientForm:
    """The form of a person, with of the story only what the actor may tell."""
    return ClientForm(
        request.POST or None,
        initial=initial,
        colleagues=_staff_of(request),
        ways=cache(partial(earlier_ways, request.actor)),
        tells=request.actor.may("story.write"),
    )


def _cells(row: dict[str, Any], address: str) -> tuple[str, ...]:
    """One client as the list shows them: a template walks these faster than it walks a mapping."""
    tags = row["tag_names"]
    more = " …" if len(tags) > SHOWN_TAGS else ""
    mailbox, at, host = (row["email"] or row["phone"] or "–").partition("@")
    return (
        address,
        f"{row['given_name']} {row['family_name']}".strip(),
        row["preferred_name"],
        row["state_word"],
        row["assigned_to__name"] or "–",
        mailbox,  # an address may break before its @, not inside a word
        at + host,
        " · ".join(tags[:SHOWN_TAGS]) + more or "–",
    )


def _pages_of(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each one's page. The address is looked up once, for nobody, and then told for each."""
    nobody = UUID(int=0)
    page_of_nobody = reverse("client_page", args=[nobody])
    return (page_of_nobody.replace(str(nobody), str(row["id"])) for row in rows)


def _staff_of(request: SuppleRequest) -> Callable[[], list[Membership]]:
    """Asks for the colleagues once, and only when a form is drawn."""
    return cache(partial(colleagues, request.actor))


def _ways_to_merge(request: SuppleRequest, alike: Alike) -> list[dict[str, Any]]:
    """A button for each of those alike: add somebody, and set the two records side by side."""
    words = _("Add them, then make one record with %(name)s")
    known = alike.known if request.actor.may("client.merge") else []
    return [
        {"name": ALL_THE_SAME, "value": str(one.id), "word": words % {"name": one.name}}
        for one in known[:BESIDE_AT_MOST]
        if one.state != ClientState.ARCHIVED
    ]


def _set_beside(request: SuppleRequest, client: Client) -> str:
    """Where somebody new is shown: by themselves, or beside the record that was pressed."""
    try:
        pair = [UUID(request.POST.get(ALL_THE_SAME, "")), client.pk]
    except ValueError:
        return reverse("client_page", args=[client.pk])
    return reverse("merge_new", args=pair)


@staff_page("client.write", "GET", "POST")
def client_new(request: SuppleRequest) -> HttpResponse:
    """Add somebody."""
    initial = {"timezone": request.actor.zone, "assigned_to": request.actor.membership_id}
    form = _client_form(request, initial)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            key = form.cleaned_data["key"]
            try:
                client = create_client(
                    actor=request.actor,
                    data=form.data_in(),
                    key=key,
                    allow_duplicate=ALL_THE_SAME in request.POST,
                )
            except MaybeKnown as maybe:
                context = {
                    "form": form,
                    "alike": maybe.alike,
                    "all_the_same": ALL_THE_SAME,
                    "side_by_side": _ways_to_merge(request, maybe.alike),
                }
                return render(request, CLIENT_NEW, context, status=409)
            except AlreadyDone as done:
                to_list = reverse("client_list")
                return sent_before(request, "client_page", done.object_id, otherwise=to_list)
            messages.success(request, _("%(name)s is added.") % {"name": client.full_name})
            return redirect(_set_beside(request, client))
    return page(request, CLIENT_NEW, {"form": form}, form)


@staff_page("client.write", "GET", "POST")
def client_edit(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Change what is known of somebody; a newer version is shown beside what was typed."""
    client = get_client(request.actor, client_id, "client.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    form = _client_form(request, ClientForm.initial_of(client))
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                version = form.cleaned_data["version"] or 0
                kept = edit_client(
                    actor=request.actor, client=client, data=form.data_in(), version=version
                )
            except Stale:
                newer = get_client(request.actor, client_id, "client.write")
                decide_anew(form, newer.version)
                context = {"form": form, "client": newer, "newer": newer}
                context["tells"] = request.actor.may("story.read")
                return render(request, CLIENT_EDIT, context, status=409)
            moved = client.email and client.user_id is None and client.email != kept.email
            former = _("Saved. An invitation to the former address no longer opens anything.")
            messages.success(request, former if moved else _("Saved."))
            return redirect("client_page", client_id=client.pk)
    tags = tags_beside(request.actor, client_id)
    context = {"form": form, "client": client, "tags": tags}
    return page(request, CLIENT_EDIT, context, form)


@staff_page("client.write", "GET", "POST")
def client_tags(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Give somebody exactly the tags that are ticked."""
    client = get_client(request.actor, client_id, "client.write")
    tags = tags_beside(request.actor, client_id)
    form = ClientTagsForm(request.POST if request.method == "POST" else None, tags=tags)
    if form.is_valid():
        with errors_beside(form):
            tag_client(actor=request.actor, client=client, tag_ids=form.cleaned_data["tags"])
            messages.success(request, _("Saved."))
            return redirect("client_page", client_id=client.pk)
    return page(request, "clients/records/client_tags.html", {"form": form, "client": client}, form)


@staff_page("client.write", "POST")
def client_state(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Move somebody along, to the archive or back."""
    client = get_client(request.actor, client_id, "client.write")
    form = ClientStateForm(request.POST)
    if form.is_valid():
        before, state = client.state, ClientState(form.cleaned_data["state"])
        set_client_state(actor=request.actor, client=client, state=state)
        words = _("%(name)s is now: %(state)s.")
        said = words % {"name": client.full_name, "state": client.get_state_display()}
        say_undoable(request, said, reverse("client_state", args=[client.pk]), state=before)
    else:
        messages.error(request, _("There is no such state. Nothing was changed."))
    return redirect("client_page", client_id=client.pk)


@staff_page("story.write", "GET", "POST")
def episode_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Open a course of work on a concern."""
    client = get_client(request.actor, client_id, "story.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    form = EpisodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            concern = form.cleaned_data["concern"]
            key = form.cleaned_data["key"]
            try:
                open_episode(actor=request.actor, client=client, concern=concern, key=key)
            except AlreadyDone:
                to_list = reverse("client_list")
                return sent_before(request, "client_page", client.pk, otherwise=to_list)
            messages.success(request, _("The work is opened."))
            return redirect("client_page", client_id=client.pk)
    context = {"form": form, "client": client}
    return page(request, "clients/records/episode_new.html", context, form)


@staff_page("client.write", "POST")
def client_invite(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Send an invitation, or send it again; the older one stops working."""
    client = get_client(request.actor, client_id, "client.write")
    try:
        shared = "shared" in request.POST
        invitation = invite(actor=request.actor, client=client, shared=shared)
    except DomainError as error:
        if error.code == "shared":
            context = {"client": client, "words": error.message}
            shown = "clients/records/invite_shared.html"
            return render(request, shown, context, status=422)
        messages.error(request, str(error.message))
        return redirect("client_page", client_id=client.pk)
    messages.success(request, invitation_goes(invitation.email))
    return redirect("client_page", client_id=client.pk)


@staff_page("client.write", "POST")
def client_invitation_withdraw(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Make an invitation that was sent worthless."""
    client = get_client(request.actor, client_id, "client.write")
    if withdraw_invitation(actor=request.actor, client=client):
        messages.success(request, _("The invitation is withdrawn."))
    else:
        messages.info(request, _("There was no open invitation."))
    return redirect("client_page", client_id=client.pk)

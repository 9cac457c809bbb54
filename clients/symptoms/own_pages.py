"""The settings' pages of words that a practice adds, names anew and retires: what they share.

Of words called "technique" the addresses are technique_list, technique_edit and technique_retire.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise

from clients.symptoms.models import OwnWord, Retirable
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page
from practice.core.undo import say_undoable

type Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Says:
    """What the pages of one kind of words say."""

    title: Words
    note: Words
    none: Words = ""
    add: Words
    add_word: Words
    added: Words
    saved: Words
    renaming: Words
    retiring: Words
    retired: Words
    again: Words
    offered: Words


def retire_page[R: Retirable](
    request: SuppleRequest, name: str, row: R, retire: Callable[..., None], says: Says
) -> HttpResponse:
    """Offer one no more, or again."""
    retired = request.POST.get("retired") == "1"
    try:
        retire(actor=request.actor, retired=retired, **{name: row})
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect(f"{name}_list")
    if retired:
        say_undoable(
            request, str(says.retired), reverse(f"{name}_retire", args=[row.pk]), retired="0"
        )
    else:
        messages.success(request, str(says.offered))
    return redirect(f"{name}_list")


@dataclass(frozen=True)
class WordPages[W: OwnWord]:
    """The pages of one kind of words, with the door to one and the services that write it."""

    name: str
    form: type[forms.Form]
    get: Callable[[Actor, UUID], W]
    add: Callable[..., W]
    edit: Callable[..., W]
    retire: Callable[..., None]
    says: Says
    template: str = "clients/symptoms/own_list.html"

    @property
    def addresses(self) -> dict[str, str]:
        """Names of the pages' addresses."""
        return {page: f"{self.name}_{page}" for page in ("list", "edit", "retire")}

    def show_list(
        self, request: SuppleRequest, words: Sequence[tuple[W, str]], **more: Any
    ) -> HttpResponse:
        """These words, each with what else is told of it; the owner adds one."""
        actor = request.actor
        form = self.form(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            actor.require("settings.write")
            if form.is_valid():
                with errors_beside(form):
                    self.add(actor=actor, **form.cleaned_data)
                    messages.success(request, str(self.says.added))
                    return redirect(self.addresses["list"])
        context = {"pages": self, "words": words, "form": form, **more}
        context["may_edit"] = actor.may("settings.write")
        return page(request, self.template, context, form)

    def show_one(self, request: SuppleRequest, word_id: UUID) -> HttpResponse:
        """Name one anew."""
        word = self.get(request.actor, word_id)
        initial = {name: getattr(word, name) for name in self.form.base_fields}
        form = self.form(request.POST if request.method == "POST" else None, initial=initial)
        named = str(word)
        if form.is_valid():
            with errors_beside(form):
                self.edit(actor=request.actor, **{self.name: word}, **form.cleaned_data)
                messages.success(request, str(self.says.saved))
                return redirect(self.addresses["list"])
        context = {"pages": self, "word": word, "named": named, "form": form}
        return page(request, "clients/symptoms/own_edit.html", context, form)

    def retire_one(self, request: SuppleRequest, word_id: UUID) -> HttpResponse:
        """Offer one no more, or again."""
        word = self.get(request.actor, word_id)
        return retire_page(request, self.name, word, self.retire, self.says)

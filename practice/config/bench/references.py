"""The references: what the textbook would write. Nothing clever, nothing slow on purpose."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import CreateView, ListView, TemplateView
from rest_framework.generics import ListAPIView

from clients.records.models import Client
from clients.records.serializers import ClientOut
from practice.core.clock import now
from practice.core.models import Place


def hello(request: HttpRequest) -> HttpResponse:
    """A constant, behind no middleware at all (see wsgi.py)."""
    return HttpResponse("hello\n", content_type="text/plain", headers={"Content-Length": "6"})


urlpatterns = [path("bench/hello/", hello)]


class Empty(LoginRequiredMixin, TemplateView):
    """All middleware, login, tenant, and the shell with nothing in it."""

    template_name = "bench/empty.html"


class Plain50(LoginRequiredMixin, ListView):  # type: ignore[type-arg]
    """Fifty model instances in the client list's own columns."""

    template_name = "bench/plain50.html"
    context_object_name = "clients"

    def get_queryset(self) -> Any:
        """The first fifty by name, with their practitioners."""
        rows = Client.objects.visible_to(self.request.actor)  # type: ignore[attr-defined]
        return rows.select_related("assigned_to").order_by("sort_name", "id")[:50]


class Insert(LoginRequiredMixin, CreateView):  # type: ignore[type-arg]
    """Login, CSRF, one row."""

    model = Place
    fields = ("name", "timezone")
    queryset = Place._base_manager.all()
    template_name = "bench/empty.html"
    success_url = "/bench/empty/"

    def form_valid(self, form: ModelForm) -> HttpResponse:  # type: ignore[type-arg]
        """Keep the row in the practice of whoever is signed in, and out of every other page."""
        form.instance.practice_id = self.request.actor.practice_id  # type: ignore[attr-defined]
        form.instance.retired_at = now()
        return super().form_valid(form)


class EmptyAPI(ListAPIView):  # type: ignore[type-arg]
    """A token, and a list with nothing in it."""

    scope = "clients"
    queryset = Client._base_manager.none()
    serializer_class = ClientOut

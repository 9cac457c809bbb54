"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from sessions.reminders.portal import portal_reminders
from sessions.reminders.views import unsubscribe_link

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/reminders/", portal_reminders, name="portal_reminders"),
    path("l/unsubscribe/<str:token>/", unsubscribe_link, name="unsubscribe_link"),
]

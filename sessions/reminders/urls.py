"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from sessions.reminders.portal import portal_mails, portal_reminders
from sessions.reminders.views import (
    client_mails,
    client_reminders,
    reminders_help_link,
    unsubscribe_link,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/reminders/", portal_reminders, name="portal_reminders"),
    path("portal/mails/", portal_mails, name="portal_mails"),
    path("clients/<uuid:client_id>/mails/", client_mails, name="client_mails"),
    path("clients/<uuid:client_id>/reminders/", client_reminders, name="client_reminders"),
    path("l/reminders/<str:token>/", reminders_help_link, name="reminders_help_link"),
    path("l/unsubscribe/<str:token>/", unsubscribe_link, name="unsubscribe_link"),
]

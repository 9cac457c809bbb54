"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from practice.outbox.addresses.portal import mail_events
from practice.outbox.addresses.views import address_again, address_list
from practice.outbox.measured import metrics
from practice.outbox.texts.views import mail_text, mail_text_list, mail_text_with
from practice.outbox.views import (
    mail_again,
    mail_cancel,
    mail_drop,
    mail_list,
    mail_page,
    mail_release,
)

TEXT = "settings/mail-texts/<slug:text_code>/<slug:language>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("metrics", metrics, name="metrics"),
    path("mail/", mail_list, name="mail_list"),
    path("mail/held/release/", mail_release, name="mail_release"),
    path("mail/held/drop/", mail_drop, name="mail_drop"),
    path("mail/<uuid:message_id>/", mail_page, name="mail_page"),
    path("mail/<uuid:message_id>/again/", mail_again, name="mail_again"),
    path("mail/<uuid:message_id>/cancel/", mail_cancel, name="mail_cancel"),
    path("l/mail-events/", mail_events, name="mail_events"),
    path("mail/addresses/", address_list, name="address_list"),
    path("mail/addresses/<uuid:suppressed_id>/again/", address_again, name="address_again"),
    path("settings/mail-texts/", mail_text_list, name="mail_text_list"),
    path(TEXT, mail_text, name="mail_text"),
    path(f"{TEXT}with/<uuid:client_id>/", mail_text_with, name="mail_text_with"),
]

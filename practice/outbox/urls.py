"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from practice.outbox.measured import metrics
from practice.outbox.views import (
    mail_again,
    mail_cancel,
    mail_drop,
    mail_list,
    mail_page,
    mail_release,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("metrics", metrics, name="metrics"),
    path("mail/", mail_list, name="mail_list"),
    path("mail/held/release/", mail_release, name="mail_release"),
    path("mail/held/drop/", mail_drop, name="mail_drop"),
    path("mail/<uuid:message_id>/", mail_page, name="mail_page"),
    path("mail/<uuid:message_id>/again/", mail_again, name="mail_again"),
    path("mail/<uuid:message_id>/cancel/", mail_cancel, name="mail_cancel"),
]

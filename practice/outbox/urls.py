"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from practice.outbox.views import mail_again, mail_cancel, mail_list

urlpatterns: list[URLPattern | URLResolver] = [
    path("mail/", mail_list, name="mail_list"),
    path("mail/<uuid:message_id>/again/", mail_again, name="mail_again"),
    path("mail/<uuid:message_id>/cancel/", mail_cancel, name="mail_cancel"),
]

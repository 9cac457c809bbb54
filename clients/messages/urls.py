"""Addresses of messages."""

from django.urls import path

from clients.messages import portal, views

urlpatterns = [
    path("messages/", views.message_list, name="message_list"),
    path("clients/<uuid:client_id>/messages/", views.client_messages, name="client_messages"),
    path(
        "clients/<uuid:client_id>/messages/read/",
        views.client_messages_read,
        name="client_messages_read",
    ),
    path(
        "clients/<uuid:client_id>/messages/no-answer/",
        views.client_messages_settle,
        name="client_messages_settle",
    ),
    path(
        "messages/<uuid:client_message_id>/take-back/",
        views.message_take_back,
        name="message_take_back",
    ),
    path("portal/messages/", portal.portal_messages, name="portal_messages"),
    path("portal/messages/read/", portal.portal_messages_read, name="portal_messages_read"),
    path(
        "portal/messages/<uuid:client_message_id>/take-back/",
        portal.portal_message_take_back,
        name="portal_message_take_back",
    ),
    path("l/messages-off/<str:token>/", views.messages_off_link, name="messages_off_link"),
]

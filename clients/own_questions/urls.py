"""Addresses."""

from django.urls import path

from clients.own_questions import views

urlpatterns = [
    path("settings/questions/", views.own_question_list, name="own_question_list"),
    path("settings/questions/new/", views.own_question_new, name="own_question_new"),
    path("settings/questions/order/", views.own_question_order, name="own_question_order"),
    path("settings/questions/publish/", views.own_question_publish, name="own_question_publish"),
    path("settings/questions/preview/", views.own_question_preview, name="own_question_preview"),
    path(
        "settings/questions/versions/<int:version>/",
        views.own_question_version,
        name="own_question_version",
    ),
    path("settings/questions/<slug:code>/", views.own_question_edit, name="own_question_edit"),
    path(
        "settings/questions/<slug:code>/remove/",
        views.own_question_remove,
        name="own_question_remove",
    ),
]

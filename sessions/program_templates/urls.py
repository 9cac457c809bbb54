"""Addresses of templates."""

from django.urls import path

from sessions.program_templates import views

_ONE = "templates/<uuid:template_id>/"

urlpatterns = [
    path("templates/", views.program_template_list, name="program_template_list"),
    path("templates/new/", views.program_template_new, name="program_template_new"),
    path(_ONE, views.program_template_page, name="program_template_page"),
    path(f"{_ONE}edit/", views.program_template_edit, name="program_template_edit"),
    path(f"{_ONE}retire/", views.program_template_retire, name="program_template_retire"),
]

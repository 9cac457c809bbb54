"""Addresses of home programs."""

from django.urls import path

from sessions.programs import building, printing, templating, views

_ONE = "programs/<uuid:home_program_id>/"

urlpatterns = [
    path("clients/<uuid:client_id>/programs/new/", building.program_new, name="program_new"),
    path("clients/<uuid:client_id>/programs/add/", building.program_add, name="program_add"),
    path(
        "clients/<uuid:client_id>/programs/begin/", templating.program_begin, name="program_begin"
    ),
    path(f"{_ONE}template/", templating.program_as_template, name="program_as_template"),
    path(_ONE, views.program_page, name="program_page"),
    path(f"{_ONE}program.pdf", printing.program_paper, name="program_paper"),
    path(
        "portal/practice/<uuid:home_program_id>/program.pdf",
        printing.portal_program_paper,
        name="portal_program_paper",
    ),
    path(f"{_ONE}edit/", building.program_edit, name="program_edit"),
    path(f"{_ONE}activate/", views.program_activate, name="program_activate"),
    path(f"{_ONE}pause/", views.program_pause, name="program_pause"),
    path(f"{_ONE}resume/", views.program_resume, name="program_resume"),
    path(f"{_ONE}end/", views.program_end, name="program_end"),
]

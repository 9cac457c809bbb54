"""Addresses of the measures."""

from django.urls import path

from clients.measures import portal, tablet, views

urlpatterns = [
    path("settings/improvement/", views.improvement_page, name="improvement_page"),
    path("clients/<uuid:client_id>/measures/", views.measures_page, name="measures_page"),
    path("clients/<uuid:client_id>/measures/review/", views.measure_review, name="measure_review"),
    path("clients/<uuid:client_id>/measures/lend/", views.measure_lend, name="measure_lend"),
    path(
        "clients/<uuid:client_id>/measures/<slug:instrument>/<slug:rater>/",
        views.measure_course,
        name="measure_course",
    ),
    path(
        "clients/<uuid:client_id>/measures/<slug:instrument>/<slug:rater>/answer/",
        views.measure_answer,
        name="measure_answer",
    ),
    path("measures/<uuid:response_id>/", views.measure_response, name="measure_response"),
    path("portal/measures/", portal.portal_measures, name="portal_measures"),
    path("portal/measures/<slug:instrument>/", portal.portal_measure, name="portal_measure"),
    path("tablet/", tablet.tablet, name="tablet"),
    path("tablet/back/", tablet.tablet_back, name="tablet_back"),
]

"""Every address of Supple."""

from django.urls import include, path

from practice.core import views

handler400 = "practice.core.views.bad_request"
handler403 = "practice.core.views.refused"
handler404 = "practice.core.views.not_found"
handler500 = "practice.core.views.failed"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
]

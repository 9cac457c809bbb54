"""The address of the check-in."""

from django.urls import path

from sessions.check_ins import portal

urlpatterns = [
    path("portal/check-in/", portal.portal_check_in, name="portal_check_in"),
]

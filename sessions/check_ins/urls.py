"""Addresses of the check-in."""

from django.urls import path

from sessions.check_ins import portal
from sessions.check_ins.mailing.views import check_ins_off_link

urlpatterns = [
    path("portal/check-in/", portal.portal_check_in, name="portal_check_in"),
    path("l/check-ins-off/<str:token>/", check_ins_off_link, name="check_ins_off_link"),
]

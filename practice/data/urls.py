"""Addresses of a client's own data."""

from django.urls import path

from practice.data import portal

urlpatterns = [
    path("portal/my-data/", portal.portal_my_data, name="portal_my_data"),
    path("portal/my-data/copy/", portal.portal_my_data_copy, name="portal_my_data_copy"),
    path("portal/my-data/looked/", portal.portal_my_data_looked, name="portal_my_data_looked"),
]

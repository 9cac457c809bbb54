"""Addresses of who waits."""

from django.urls import path

from sessions.waitlist import portal, views
from sessions.waitlist.offers import portal as offers
from sessions.waitlist.offers import views as by_hand

urlpatterns = [
    path("calendar/waiting/", views.waitlist, name="waitlist"),
    path("clients/<uuid:client_id>/waiting/", views.client_wish_new, name="client_wish_new"),
    path("calendar/waiting/<uuid:wish_id>/", views.wish_edit, name="wish_edit"),
    path("calendar/waiting/<uuid:wish_id>/end/", views.wish_end, name="wish_end"),
    path("calendar/waiting/<uuid:wish_id>/offer/", by_hand.wish_offer, name="wish_offer"),
    path("calendar/waiting/offers/<uuid:offer_id>/", by_hand.offer_step, name="offer_step"),
    path("portal/waiting/", portal.portal_waitlist, name="portal_waitlist"),
    path("portal/waiting/new/", portal.portal_wish_new, name="portal_wish_new"),
    path("portal/waiting/<uuid:wish_id>/", portal.portal_wish_edit, name="portal_wish_edit"),
    path(
        "portal/waiting/<uuid:wish_id>/leave/",
        portal.portal_wish_leave,
        name="portal_wish_leave",
    ),
    path("portal/waiting/offers/<uuid:offer_id>/", offers.portal_offer, name="portal_offer"),
    path("l/offer/<str:token>/", offers.offer_link, name="offer_link"),
    path("l/offers-off/<str:token>/", offers.offers_off_link, name="offers_off_link"),
]

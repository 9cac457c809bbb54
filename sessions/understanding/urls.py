"""Addresses."""

from django.urls import path

from sessions.understanding import portal, views

_ONE = "library/cards/<uuid:card_id>/"

urlpatterns = [
    path("library/cards/", views.card_list, name="card_list"),
    path("library/cards/new/", views.card_new, name="card_new"),
    path(_ONE, views.card_page, name="card_page"),
    path(f"{_ONE}edit/", views.card_edit, name="card_edit"),
    path(f"{_ONE}copy/", views.card_copy, name="card_copy"),
    path(f"{_ONE}offer/", views.card_offer, name="card_offer"),
    path(f"{_ONE}retire/", views.card_retire, name="card_retire"),
    path(f"{_ONE}picture/", views.card_picture, name="card_picture"),
    path(f"{_ONE}picture/delete/", views.card_picture_delete, name="card_picture_delete"),
    path(f"{_ONE}picture/image/", views.card_image, name="card_image"),
    path("settings/next-steps/", views.next_steps, name="next_steps"),
    path("portal/understanding/", portal.portal_cards, name="portal_cards"),
    path("portal/understanding/<uuid:card_id>/", portal.portal_card, name="portal_card"),
    path(
        "portal/understanding/<uuid:card_id>/image/",
        portal.portal_card_image,
        name="portal_card_image",
    ),
    path(
        "portal/next-steps/<uuid:episode_id>/", portal.portal_next_steps, name="portal_next_steps"
    ),
]

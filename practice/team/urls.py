"""Addresses."""

from django.urls import path

from practice.team import views

INVITED = "settings/team/invitations/<uuid:staff_invitation_id>"

urlpatterns = [
    path("settings/", views.settings_home, name="settings_home"),
    path("settings/places/", views.place_list, name="place_list"),
    path("settings/places/<uuid:place_id>/", views.place_edit, name="place_edit"),
    path("settings/places/<uuid:place_id>/retire/", views.place_retire, name="place_retire"),
    path("settings/team/", views.team_list, name="team_list"),
    path(f"{INVITED}/again/", views.staff_invitation_again, name="staff_invitation_again"),
    path(f"{INVITED}/withdraw/", views.staff_invitation_withdraw, name="staff_invitation_withdraw"),
    path("settings/team/<uuid:membership_id>/", views.team_member, name="team_member"),
    path("settings/team/<uuid:membership_id>/leave/", views.team_leave, name="team_leave"),
    path("settings/tokens/", views.token_list, name="token_list"),
    path("settings/tokens/<uuid:token_id>/revoke/", views.token_revoke, name="token_revoke"),
    path("l/team/<str:token>/", views.staff_invitation_accept, name="staff_invitation_accept"),
    path("set-up/<str:token>/", views.set_up, name="set_up"),
    path("portal/prove/", views.portal_prove, name="portal_prove"),
    path("practices/choose/", views.practice_choose, name="practice_choose"),
]

"""Addresses of what is shared."""

from django.urls import path

from sessions.progress.sharing import portal, views

_ONE = "progress/<uuid:shared_progress_id>/"
urlpatterns = [
    path("clients/<uuid:client_id>/progress/share/", views.progress_share, name="progress_share"),
    path(_ONE, views.shared_progress_page, name="shared_progress_page"),
    path(f"{_ONE}withdraw/", views.shared_progress_withdraw, name="shared_progress_withdraw"),
    path("portal/progress/", portal.portal_progress, name="portal_progress"),
    path(f"portal/{_ONE}", portal.portal_progress_page, name="portal_progress_page"),
]

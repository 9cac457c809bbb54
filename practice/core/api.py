"""What every API list shares: cursor pages."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages of 50 by id, newest first; `?cursor=` walks on, `?page_size=` up to 200."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

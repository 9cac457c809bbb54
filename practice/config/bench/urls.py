"""Every address of Supple, and the references."""

from django.urls import include, path

from practice.config.bench import references
from practice.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/empty/", references.Empty.as_view(), name="bench_empty"),
    path("bench/plain50/", references.Plain50.as_view(), name="bench_plain50"),
    path("bench/insert/", references.Insert.as_view(), name="bench_insert"),
    path("api/v1/bench/empty/", references.EmptyAPI.as_view(), name="bench_emptyapi"),
    path("", include("practice.config.urls")),
]

"""How the outbox stands, for whoever measures it, in Prometheus' text format."""

from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from practice.core.clock import now
from practice.core.queries import heartbeats

GAUGES = {
    "due": "Mails that are due and have not left.",
    "late": "Mails due for longer than three ticks that do not wait for their turn.",
    "waiting_for_turn": "Due mails that wait for their turn.",
    "retry": "Due mails that were tried or let go and wait.",
    "held": "Mails held until somebody decides.",
    "unknown": "Mails of which nobody knows whether they arrived.",
    "sent_last_hour": "Mails sent within the last hour.",
    "failed_last_hour": "Mails that failed within the last hour.",
    "sent_a_minute": "Mails sent a minute, over the last five.",
    "oldest_overdue_seconds": "How long the oldest is due that does not wait for its turn.",
    "oldest_waiting_seconds": "How long the oldest is due that waits for its turn.",
    "on_hold": "1 while what holds the mails of all practices still holds one of them.",
}


class WorkersWord(Collector):
    """What the worker said of itself last, as /readyz tells it: one statement."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each figure that it said; none before it ever spoke."""
        worker = heartbeats().get("worker")
        if worker is None:
            return
        age = round((now() - worker.at).total_seconds(), 1)
        told = "How long ago all of this was found."
        yield GaugeMetricFamily("supple_worker_seen_seconds", told, age)
        for name, told in GAUGES.items():
            if name in worker.figures:
                yield GaugeMetricFamily(f"supple_mail_{name}", told, worker.figures[name])


REGISTRY = CollectorRegistry()
REGISTRY.register(WorkersWord())


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for the token that the environment names; where it names none, nothing."""
    token = settings.SUPPLE_METRICS_TOKEN
    if not token:
        raise Http404("metrics")
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        refused = HttpResponse("A token is needed.\n", content_type="text/plain")
        refused.status_code = HTTPStatus.UNAUTHORIZED
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)

"""What Celery can do at most."""

from celery import shared_task


@shared_task(name="bench.nothing")
def nothing() -> None:
    """Do nothing."""

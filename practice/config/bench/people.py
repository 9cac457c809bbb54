"""The people of a bench database, made by the product's own services: practices and logins."""

from django.db import transaction

from practice.config.bench.accounts import LOGINS, OWNER, PASSWORD, SMALL_PRACTICES
from practice.team.services import found_practice, make_user


def make_people(small_practices: int = SMALL_PRACTICES) -> None:
    """Found the measured practice, the logins of its clients, and small practices beside it."""
    with transaction.atomic():
        for login in LOGINS:
            make_user(email=login, name="Somebody", password=PASSWORD)
    for number in range(small_practices + 1):
        with transaction.atomic():
            found_practice(
                name=f"Practice {number}" if number else "The measured practice",
                timezone="Europe/Berlin",
                owner_email=f"owner-{number}@bench.example" if number else OWNER,
                owner_name="Olive Owner",
                password=PASSWORD,
            )

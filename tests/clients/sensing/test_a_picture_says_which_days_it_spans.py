"""A picture of what is felt says which days it spans."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import override

from clients.sensing.rules import Told, drawn
from clients.symptoms.rules import SensationClarity

FIRST, LAST = date(2026, 9, 4), date(2026, 11, 22)


def told(*days: date) -> list[Told]:
    return [Told(day, day, SensationClarity.CLEAR) for day in days]


def words(*days: date) -> str:
    felt = {"drawing": drawn(told(*days)), "region": {"name": "Low back"}}
    with override("en-gb"):
        return render_to_string("clients/sensing/drawing.html", {"felt": felt, "key": 1})


def test_the_first_and_the_last_day_stand_below() -> None:
    page = words(LAST, FIRST)
    assert page.index("4 September 2026") < page.index("22 November 2026")


def test_one_day_stands_once() -> None:
    assert words(FIRST, FIRST).count("4 September 2026") == 1


def test_of_nothing_no_day_is_said() -> None:
    assert "2026" not in words()

"""Zones are offered once each, and one kept by an older name is shown as it is."""

from django import forms

from practice.core.clock import zone_choices
from practice.core.forms import ZoneField


class _Form(forms.Form):
    zone = ZoneField()


def test_each_zone_is_offered_by_one_name() -> None:
    offered = [zone for zone, _word in zone_choices()]
    assert offered == sorted(set(offered))
    assert {"America/Denver", "Europe/Berlin", "Asia/Kolkata"} <= set(offered)
    assert not {"Asia/Calcutta", "US/Mountain", "UTC", "Etc/GMT+5"} & set(offered)


def test_an_older_name_stays_chosen_and_another_is_refused() -> None:
    assert '<option value="Asia/Calcutta" selected>' in str(_Form({"zone": "Asia/Calcutta"}))
    assert '<option value="Asia/Calcutta" selected>' in str(
        _Form(initial={"zone": "Asia/Calcutta"})
    )
    assert "Asia/Calcutta" not in str(_Form(initial={"zone": "Europe/Berlin"}))
    assert _Form({"zone": "Asia/Calcutta"}).is_valid()
    assert not _Form({"zone": "Mars/Olympus"}).is_valid()

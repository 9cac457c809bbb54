from zoneinfo import ZoneInfo

import pytest

DENVER = ZoneInfo("America/Denver")
BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
CASABLANCA = ZoneInfo("Africa/Casablanca")
ST_JOHNS = ZoneInfo("America/St_Johns")
NUUK = ZoneInfo("America/Nuuk")  # its spring jump ends at midnight
HAVANA = ZoneInfo("America/Havana")  # its spring jump begins at midnight

ZONES = [DENVER, BERLIN, LORD_HOWE, CASABLANCA, ST_JOHNS, NUUK, HAVANA]
EACH_ZONE = pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.key)

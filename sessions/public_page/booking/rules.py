"""How long a visitor may take to confirm."""

from datetime import timedelta

LASTS = timedelta(hours=24)
# What was never confirmed is taken away so long after its link ended.
KEPT = timedelta(days=1)

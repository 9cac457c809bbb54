"""Child processes that never outlive the one who started them."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(sign: int = signal.SIGTERM) -> None:
    """Ask the system for this signal when the parent dies; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)

"""bin/bench radar: a night's run over 10,000 clients who are judged, in steps."""

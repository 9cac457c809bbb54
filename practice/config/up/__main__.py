"""Run as `python -m practice.config.up`; bin/up does."""

import sys

from practice.config.up.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

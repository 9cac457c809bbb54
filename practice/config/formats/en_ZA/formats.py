"""South Africa: the week from Sunday."""

FIRST_DAY_OF_WEEK = 0

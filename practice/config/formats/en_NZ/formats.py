"""New Zealand: twelve hours."""

TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "j F Y, g:i a"
SHORT_DATETIME_FORMAT = "j M Y, g:i a"
DAY_TIME_FORMAT = "j F, g:i a"
SHORT_DAY_TIME_FORMAT = "j M, g:i a"

"""Canada: month first, twelve hours, the week from Sunday."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
MONTH_DAY_FORMAT = "F j"
SHORT_DAY_FORMAT = "M j"
WEEKDAY_FORMAT = "l, F j"
WEEKDAY_DATE_FORMAT = "l, F j, Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "F j, Y, g:i a"
SHORT_DATETIME_FORMAT = "M j, Y, g:i a"
DAY_TIME_FORMAT = "F j, g:i a"
SHORT_DAY_TIME_FORMAT = "M j, g:i a"
FIRST_DAY_OF_WEEK = 0

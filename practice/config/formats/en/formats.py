"""How days, times and numbers read in English where nothing else is said: day first, 24 hours.

The other folders say only what differs from here. Every month is a word, so that no day can be
mistaken for a month. Named in templates: `{{ day|date:"MONTH_DAY_FORMAT" }}`.
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DAY_FORMAT = "j M"
WEEKDAY_FORMAT = "l, j F"
WEEKDAY_DATE_FORMAT = "l j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DAY_TIME_FORMAT = "j F, H:i"
SHORT_DAY_TIME_FORMAT = "j M, H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
